import { isNumber, toDouble } from '../bson/numbers.js';
import type { Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { Maybe, Operator, Operators } from './operator.js';
import { compare, integerOf, isNullish, ofFields, ofValue, ofValues, typeOf } from './operator.js';

/** The array that an argument has to be; undefined where it is null or missing. */
export function arrayOf(name: string, value: Maybe, code: number): Value[] | undefined {
  if (isNullish(value)) return undefined;
  if (!Array.isArray(value)) throw new CommandError(code, `${name} needs an array, not ${typeOf(value)}`);
  return value;
}

const elementAt = (items: readonly Value[], index: number): Maybe => items.at(index);

function slice(values: readonly Maybe[]): Maybe {
  const items = arrayOf('$slice', values[0], 28724);
  if (!items || values.slice(1).some(isNullish)) return null;
  const first = integerOf('$slice', values[1], 28725);
  if (values.length === 2) return first < 0 ? items.slice(first) : items.slice(0, first);
  const count = integerOf('$slice', values[2], 28727);
  if (count <= 0) throw new CommandError(28729, `Third argument to $slice must be positive: ${count}`);
  const start = first < 0 ? Math.max(0, items.length + first) : first;
  return items.slice(start, start + count);
}

function range([from, to, by = 1]: readonly Maybe[]): Maybe {
  const start = integerOf('$range', from, 34443);
  const end = integerOf('$range', to, 34445);
  const step = integerOf('$range', by, 34447);
  if (step === 0) throw new CommandError(34449, '$range requires a non-zero step value');
  const numbers: Value[] = [];
  for (let at = start; step > 0 ? at < end : at > end; at += step) numbers.push(at);
  return numbers;
}

const indexOf: Operator = ofValues('$indexOfArray', 2, 4, ([array, wanted, from = 0, to], { strings }) => {
  const items = arrayOf('$indexOfArray', array, 40090);
  if (!items) return null;
  const start = integerOf('$indexOfArray', from, 40096);
  const end = to === undefined ? items.length : integerOf('$indexOfArray', to, 40096);
  if (start < 0 || end < 0) throw new CommandError(40097, '$indexOfArray requires indexes that are not negative');
  for (let at = start; at < Math.min(end, items.length); at++) if (compare(items[at], wanted, strings) === 0) return at;
  return -1;
});

/** `$zip`: the first elements of all arrays, the second ones, … */
const zip = ofFields('$zip', ['inputs'], ['useLongestLength', 'defaults'], ({ inputs, useLongestLength, defaults }) => {
  if (!Array.isArray(inputs) || inputs.length === 0)
    throw new CommandError(34461, '$zip needs a non-empty array of inputs');
  if (!isNullish(defaults) && useLongestLength !== true)
    throw new CommandError(34466, 'cannot specify defaults unless useLongestLength is true');
  if (inputs.some(isNullish)) return null;
  const arrays = inputs.map((input) => arrayOf('$zip', input, 34468) ?? []);
  const lengths = arrays.map(({ length }) => length);
  const length = useLongestLength === true ? Math.max(...lengths) : Math.min(...lengths);
  const fill = Array.isArray(defaults) ? defaults : [];
  return Array.from({ length }, (_, at) => arrays.map((items, i) => items[at] ?? fill[i] ?? null));
});

/** `$firstN` and its like: some of the elements of an array. */
const some = (name: string, pick: (items: Value[], count: number) => Value[]): Operator =>
  ofFields(name, ['input', 'n'], [], ({ input, n }) => {
    const count = countOf(name, n);
    if (!Array.isArray(input))
      throw new CommandError(5788200, `${name} needs an array as its input, not ${typeOf(input)}`);
    return pick(input, count);
  });

/** The `n` of `$firstN` and its like. */
export function countOf(name: string, value: Maybe): number {
  const count = isNumber(value) ? toDouble(value) : NaN;
  if (!Number.isInteger(count)) throw new CommandError(5787903, `Value for 'n' of ${name} must be a whole number`);
  if (count <= 0) throw new CommandError(5787908, `'n' of ${name} must be greater than 0`);
  return count;
}

const end = (name: string, index: 0 | -1): Operator =>
  ofValue(name, (value) => {
    const items = arrayOf(name, value, 28689);
    return items ? elementAt(items, index) : null;
  });

/** Array operators that take no expression for each element (MongoDB manual, "Array Expression Operators"). */
export const arrays: Operators = {
  $arrayElemAt: ofValues('$arrayElemAt', 2, 2, ([array, index]) => {
    const items = arrayOf('$arrayElemAt', array, 28689);
    if (!items || isNullish(index)) return null;
    return elementAt(items, integerOf('$arrayElemAt', index, 28690));
  }),
  $concatArrays: ofValues('$concatArrays', 0, Infinity, (values) => {
    const lists = values.map((value) => arrayOf('$concatArrays', value, 28664));
    return lists.every((list) => list !== undefined) ? lists.flat() : null;
  }),
  $first: end('$first', 0),
  $last: end('$last', -1),
  $firstN: some('$firstN', (items, count) => items.slice(0, count)),
  $lastN: some('$lastN', (items, count) => items.slice(-count)),
  $in: ofValues('$in', 2, 2, ([value, array], { strings }) => {
    if (!Array.isArray(array))
      throw new CommandError(40081, `$in requires an array as a second argument, found: ${typeOf(array)}`);
    return array.some((item) => compare(item, value, strings) === 0);
  }),
  $indexOfArray: indexOf,
  $isArray: ofValue('$isArray', (value) => Array.isArray(value)),
  $range: ofValues('$range', 2, 3, range),
  $reverseArray: ofValue('$reverseArray', (value) => arrayOf('$reverseArray', value, 34435)?.toReversed() ?? null),
  $size: ofValue('$size', (value) => {
    if (!Array.isArray(value))
      throw new CommandError(17124, `The argument to $size must be an array, but was of type: ${typeOf(value)}`);
    return value.length;
  }),
  $slice: ofValues('$slice', 2, 3, slice),
  $zip: zip,
};
