import type { Binary, BSONRegExp, BSONSymbol, ObjectId, Timestamp } from 'bson';
import type { StringOrder } from './collation.js';
import { compareNumbers } from './numbers.js';
import { CLASS_NULL, CLASS_NUMBER, CLASS_STRING, typeClass } from './types.js';
import type { Document, Value } from './value.js';

const order = <T extends number | bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Strings compare by their UTF-8 bytes, which is by code point: UTF-16 units differ from that only from the surrogates up. */
function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? order(rank(x), rank(y)) : x - y;
  }
  return a.length - b.length;
}
const rank = (unit: number): number => (unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

function compareArrays(a: Value[], b: Value[], strings: StringOrder): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = compareValues(a[i], b[i], strings);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Field by field: type, then name, then value. So the order of fields matters, as it does to the server. */
function compareDocuments(a: Document, b: Document, strings: StringOrder): number {
  const namesA = Object.keys(a);
  const namesB = Object.keys(b);
  const length = Math.min(namesA.length, namesB.length);
  for (let i = 0; i < length; i++) {
    const nameA = namesA[i] ?? '';
    const nameB = namesB[i] ?? '';
    const difference =
      typeClass(a[nameA]) - typeClass(b[nameB]) ||
      compareStrings(nameA, nameB) ||
      compareValues(a[nameA], b[nameB], strings);
    if (difference !== 0) return difference;
  }
  return namesA.length - namesB.length;
}

function compareBinaries(a: Binary, b: Binary): number {
  return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
}

function compareRegExps(a: BSONRegExp, b: BSONRegExp): number {
  return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
}

const textOf = (value: string | BSONSymbol): string => (typeof value === 'string' ? value : value.value);

type Comparator = (a: never, b: never, strings: StringOrder) => number;

/** One comparator per sort class of types.ts; the classes left out have only one value each. */
const comparators: Readonly<Record<number, Comparator>> = {
  [CLASS_NUMBER]: compareNumbers,
  [CLASS_STRING]: (a: string | BSONSymbol, b: string | BSONSymbol, strings) => strings(textOf(a), textOf(b)),
  4: compareDocuments,
  5: compareArrays,
  6: compareBinaries,
  7: (a: ObjectId, b: ObjectId) => Buffer.compare(a.id, b.id),
  8: (a: boolean, b: boolean) => Number(a) - Number(b),
  9: (a: Date, b: Date) => a.getTime() - b.getTime(),
  10: (a: Timestamp, b: Timestamp) => a.compare(b),
  11: compareRegExps,
  12: (a: object, b: object) => compareStrings(JSON.stringify(a), JSON.stringify(b)),
  13: (a: { code: string }, b: { code: string }) => compareStrings(a.code, b.code),
  14: (a: object, b: object) => compareStrings(JSON.stringify(a), JSON.stringify(b)),
};

/**
 * BSON's total order (MongoDB manual, "Comparison/Sort Order"): negative, zero or positive. A missing value equals null.
 * @param strings how strings compare, also inside of documents and arrays; names of fields always compare by their bytes
 */
export function compareValues(
  a: Value | undefined,
  b: Value | undefined,
  strings: StringOrder = compareStrings,
): number {
  if (typeof a === 'string' && typeof b === 'string') return strings(a, b);
  if (typeof a === 'number' && typeof b === 'number' && a - b === a - b) return a - b;
  const classA = typeClass(a);
  const classB = typeClass(b);
  if (classA !== classB) return classA - classB;
  if (classA === CLASS_NULL) return 0;
  const comparator = comparators[classA];
  return comparator ? comparator(a as never, b as never, strings) : 0;
}

export const equalValues = (a: Value | undefined, b: Value | undefined, strings?: StringOrder): boolean =>
  compareValues(a, b, strings) === 0;
