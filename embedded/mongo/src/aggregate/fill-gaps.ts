import { double, isNumber, toDouble } from '../bson/numbers.js';
import { CommandError } from '../command-error.js';
import type { Maybe } from '../expression/operator.js';
import { isNullish, typeOf } from '../expression/operator.js';

/** Each value that is null or missing replaced by the last one before it that is not. */
export function lastKnown(values: readonly Maybe[]): Maybe[] {
  let last: Maybe = null;
  return values.map((value) => (last = isNullish(value) ? last : value));
}

const positionOf = (value: Maybe): number => {
  if (value instanceof Date) return value.getTime();
  if (isNumber(value)) return toDouble(value);
  throw new CommandError(605001, `Linear interpolation needs to be sorted by numbers or dates, not ${typeOf(value)}`);
};

/** Each value that is null or missing replaced by one on the line between its neighbours; null outside of them. */
export function interpolated(values: readonly Maybe[], sortedBy: readonly Maybe[]): Maybe[] {
  const at = sortedBy.map(positionOf);
  const wrong = values.find((value) => !isNullish(value) && !isNumber(value));
  if (wrong !== undefined)
    throw new CommandError(605000, `Value to be filled must be numeric or nullish, not ${typeOf(wrong)}`);
  return values.map((value, i) => {
    if (isNumber(value)) return value;
    const before = values.slice(0, i).findLastIndex(isNumber);
    const after = values.findIndex((other, j) => j > i && isNumber(other));
    if (before < 0 || after < 0) return null;
    const [low, high] = [values[before], values[after]].map((known) => toDouble(known as number)) as [number, number];
    const [from, to, here] = [at[before], at[after], at[i]] as [number, number, number];
    return double(low + ((high - low) * (here - from)) / (to - from));
  });
}
