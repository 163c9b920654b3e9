import { Timestamp } from 'bson';
import { isNumber } from '../bson/numbers.js';
import { CommandError } from '../command-error.js';
import type { Maybe } from './operator.js';
import { isNullish, typeOf } from './operator.js';

/** The text that an argument has to be; undefined where it is null or missing. */
export function textOf(name: string, value: Maybe, code: number): string | undefined {
  if (isNullish(value)) return undefined;
  if (typeof value !== 'string') throw new CommandError(code, `${name} needs a string, not ${typeOf(value)}`);
  return value;
}

/** The text that `$toUpper`, `$substr` and their like make of a value; of what is null or missing an empty one. */
export function coercedText(value: Maybe): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumber(value)) return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Timestamp) return `Timestamp(${value.high}, ${value.low})`;
  throw new CommandError(16007, `can't convert from BSON type ${typeOf(value)} to String`);
}
