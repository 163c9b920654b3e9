import type { Value } from './value.js';
import { isInt32 } from './value.js';

/** BSON type numbers of bsonspec.org; minKey is -1 as `$type` names it. */
export const BsonType = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const;

export type TypeName = keyof typeof BsonType;

const byClass: Readonly<Record<string, TypeName>> = {
  Double: 'double',
  Int32: 'int',
  Long: 'long',
  Decimal128: 'decimal',
  ObjectId: 'objectId',
  Binary: 'binData',
  Timestamp: 'timestamp',
  BSONRegExp: 'regex',
  BSONSymbol: 'symbol',
  DBRef: 'dbPointer',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
};

/** The name of a value's BSON type, as `$type` and the server's messages use it. */
export function typeName(value: Value): TypeName {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  const tag = (value as { _bsontype?: string })._bsontype;
  if (tag === undefined) return 'object';
  if (tag === 'Code') return (value as { scope?: unknown }).scope ? 'javascriptWithScope' : 'javascript';
  return byClass[tag] ?? 'object';
}

/** Order of the types among each other (MongoDB manual, "Comparison/Sort Order"); a missing value sorts with null. */
const sortClass: Readonly<Record<TypeName, number>> = {
  minKey: 0,
  undefined: 1,
  null: 1,
  double: 2,
  int: 2,
  long: 2,
  decimal: 2,
  symbol: 3,
  string: 3,
  object: 4,
  array: 5,
  binData: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  timestamp: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  javascriptWithScope: 14,
  maxKey: 15,
};

export const CLASS_NULL = 1;
export const CLASS_NUMBER = 2;
export const CLASS_STRING = 3;

/** The sort class of a value: values of different classes never equal each other, and a range never crosses classes. */
export function typeClass(value: Value | undefined): number {
  if (value === undefined) return CLASS_NULL;
  if (typeof value === 'string') return CLASS_STRING;
  if (typeof value === 'number') return CLASS_NUMBER;
  return sortClass[typeName(value)];
}
