import type { StringOrder } from '../bson/collation.js';
import type { Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { Maybe, Operators } from './operator.js';
import { compare, isNullish, isTrue, ofValue, ofValues, typeOf } from './operator.js';

/** The different values of some arrays, in order: so sets are given back. */
export function distinctValues(values: readonly Value[], strings: StringOrder | undefined): Value[] {
  const ordered = [...values].sort((a, b) => compare(a, b, strings));
  return ordered.filter((value, i) => i === 0 || compare(ordered[i - 1], value, strings) !== 0);
}

/** Whether an ordered set has a value. */
function has(set: readonly Value[], value: Value, strings: StringOrder | undefined): boolean {
  let [low, high] = [0, set.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const difference = compare(set[middle], value, strings);
    if (difference === 0) return true;
    if (difference < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

function arraysOf(name: string, values: readonly Maybe[], code: number): Value[][] {
  return values.map((value) => {
    if (!Array.isArray(value))
      throw new CommandError(code, `All operands of ${name} must be arrays, not ${typeOf(value)}`);
    return value;
  });
}

/** Operators that take arrays as sets (MongoDB manual, "Set Expression Operators"). */
export const sets: Operators = {
  $setUnion: ofValues('$setUnion', 0, Infinity, (values, { strings }) =>
    values.some(isNullish) ? null : distinctValues(arraysOf('$setUnion', values, 17043).flat(), strings),
  ),
  $setIntersection: ofValues('$setIntersection', 0, Infinity, (values, { strings }) => {
    if (values.some(isNullish)) return null;
    const [first = [], ...others] = arraysOf('$setIntersection', values, 17047).map((items) =>
      distinctValues(items, strings),
    );
    return first.filter((value) => others.every((other) => has(other, value, strings)));
  }),
  $setDifference: ofValues('$setDifference', 2, 2, (values, { strings }) => {
    if (values.some(isNullish)) return null;
    const [from = [], without = []] = arraysOf('$setDifference', values, 17048);
    const left = distinctValues(without, strings);
    return distinctValues(
      from.filter((value) => !has(left, value, strings)),
      strings,
    );
  }),
  $setEquals: ofValues('$setEquals', 2, Infinity, (values, { strings }) => {
    const [first = [], ...others] = arraysOf('$setEquals', values, 17044).map((items) =>
      distinctValues(items, strings),
    );
    return others.every((other) => other.length === first.length && other.every((value) => has(first, value, strings)));
  }),
  $setIsSubset: ofValues('$setIsSubset', 2, 2, (values, { strings }) => {
    const [part = [], whole = []] = arraysOf('$setIsSubset', values, 17046);
    const set = distinctValues(whole, strings);
    return part.every((value) => has(set, value, strings));
  }),
  $allElementsTrue: ofValue('$allElementsTrue', (value) =>
    arraysOf('$allElementsTrue', [value], 17040)[0]?.every(isTrue),
  ),
  $anyElementTrue: ofValue('$anyElementTrue', (value) => arraysOf('$anyElementTrue', [value], 17041)[0]?.some(isTrue)),
};
