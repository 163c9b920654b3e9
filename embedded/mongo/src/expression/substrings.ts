import { CommandError } from '../command-error.js';
import type { Maybe, Operator, Operators } from './operator.js';
import { integerOf, ofValue, ofValues } from './operator.js';
import { coercedText, textOf } from './text.js';

/** A string as the units that positions count: bytes or code points. */
interface Units {
  readonly split: (text: string) => readonly (string | number)[];
  readonly join: (units: readonly (string | number)[]) => string;
}

const bytes: Units = {
  split: (text) => [...Buffer.from(text)],
  join: (units) => {
    const part = Buffer.from(units as number[]);
    const text = part.toString();
    if (!Buffer.from(text).equals(part))
      throw new CommandError(
        28656,
        '$substrBytes: Invalid range, starting or ending in the middle of a UTF-8 character.',
      );
    return text;
  },
};

const points: Units = { split: (text) => [...text], join: (units) => units.join('') };

const substring = (name: string, { split, join }: Units, codes: { start: number; length: number }): Operator =>
  ofValues(name, 3, 3, ([value, from, count]) => {
    const units = split(coercedText(value));
    const start = integerOf(name, from, codes.start);
    const length = integerOf(name, count, codes.length);
    if (name === '$substrCP' && (start < 0 || length < 0))
      throw new CommandError(start < 0 ? 34452 : 34454, `${name}: start and length must not be negative`);
    if (start < 0) throw new CommandError(50752, `${name}: starting index must be non-negative (got: ${start})`);
    return join(units.slice(start, length < 0 ? undefined : start + length));
  });

/** Where one list of units begins in another, between two positions; -1 where nowhere. */
function find(text: Maybe, wanted: Maybe, { split }: Units, from: number, to: number, codes: [number, number]): Maybe {
  const [textCode, wantedCode] = codes;
  const whole = textOf('$indexOf', text, textCode);
  if (whole === undefined) return null;
  const part = textOf('$indexOf', wanted, wantedCode);
  if (part === undefined) throw new CommandError(wantedCode, '$indexOf… requires a string as its second argument');
  const units = split(whole);
  const parts = split(part);
  const last = Math.min(to, units.length) - parts.length;
  for (let at = from; at <= last; at++) if (parts.every((unit, i) => units[at + i] === unit)) return at;
  return -1;
}

const indexOf = (name: string, units: Units, codes: [number, number]): Operator =>
  ofValues(name, 2, 4, ([text, wanted, from = 0, to]) => {
    const start = integerOf(name, from, 40096);
    const end = to === undefined ? Infinity : integerOf(name, to, 40096);
    if (start < 0 || end < 0) throw new CommandError(40097, `${name} requires indexes that are not negative`);
    return find(text, wanted, units, start, end, codes);
  });

const length = (name: string, { split }: Units, code: number): Operator =>
  ofValue(name, (value) => {
    const text = textOf(name, value, code);
    if (text === undefined) throw new CommandError(code, `${name} requires a string argument`);
    return split(text).length;
  });

/** Operators on parts of strings, by bytes of UTF-8 or by code points. */
export const substrings: Operators = {
  $substr: substring('$substrBytes', bytes, { start: 16034, length: 16035 }),
  $substrBytes: substring('$substrBytes', bytes, { start: 16034, length: 16035 }),
  $substrCP: substring('$substrCP', points, { start: 34450, length: 34452 }),
  $indexOfBytes: indexOf('$indexOfBytes', bytes, [40091, 40092]),
  $indexOfCP: indexOf('$indexOfCP', points, [40093, 40094]),
  $strLenBytes: length('$strLenBytes', bytes, 34473),
  $strLenCP: length('$strLenCP', points, 34471),
};
