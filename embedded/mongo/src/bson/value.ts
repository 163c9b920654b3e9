import type {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import type { Double } from 'bson';

/**
 * One BSON value as the server holds it. Every BSON type has a form of its own, so that a value read and written again is the same
 * bytes: int32 is an integral `number`, int64 a `bigint`, and a double whose value an int32 could hold too is a `Double`.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Double
  | Decimal128
  | Date
  | ObjectId
  | Binary
  | Timestamp
  | BSONRegExp
  | BSONSymbol
  | Code
  | DBRef
  | MinKey
  | MaxKey
  | Value[]
  | Document;

/** An embedded or whole document; its keys are in their BSON order. */
export interface Document {
  [name: string]: Value;
}

const Bare = function (this: object) {} as unknown as new () => Document;
(Bare as unknown as { prototype: object }).prototype = Object.freeze(Object.create(null) as object);

/** A new empty document without inherited properties: a field may be called `constructor` or `__proto__`. */
export const newDocument = (): Document => new Bare();

export const isDocument = (value: Value | undefined): value is Document =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !('_bsontype' in value);

/** The field of a document; undefined when it has none, whatever `Object.prototype` holds. */
export const fieldOf = (document: Document, name: string): Value | undefined =>
  Object.hasOwn(document, name) ? document[name] : undefined;

export const isInt32 = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

/** Whether the first key makes this an operator document (`{ $set: … }`), as opposed to a plain one. */
export const isOperatorDocument = (value: Value | undefined): value is Document => {
  if (!isDocument(value)) return false;
  for (const name in value) return name.startsWith('$');
  return false;
};
