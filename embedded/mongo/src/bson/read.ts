import { Binary, Decimal128, deserialize, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { elements, endOfValue, nameOf } from './raw.js';
import { BsonType } from './types.js';
import type { Document, Value } from './value.js';
import { isInt32, newDocument } from './value.js';

const copy = (bytes: Buffer, from: number, to: number): Uint8Array => Uint8Array.prototype.slice.call(bytes, from, to);

const readString = (bytes: Buffer, at: number): string =>
  bytes.toString('utf8', at + 4, at + 3 + bytes.readInt32LE(at));

function readDouble(bytes: Buffer, at: number): Value {
  const value = bytes.readDoubleLE(at);
  return isInt32(value) ? new Double(value) : value;
}

function readBinary(bytes: Buffer, at: number): Binary {
  const size = bytes.readInt32LE(at);
  const subtype = bytes[at + 4] ?? 0;
  const inner = subtype === Binary.SUBTYPE_BYTE_ARRAY ? 4 : 0; // the old binary subtype repeats its length inside
  return new Binary(copy(bytes, at + 5 + inner, at + 5 + size), subtype);
}

/** Regular expressions, code and the deprecated types: rare, so the client library's own reader does them. */
function readRare(bytes: Buffer, type: number, at: number): Value {
  const value = bytes.subarray(at, endOfValue(bytes, type, at));
  const document = Buffer.alloc(4 + 3 + value.length + 1);
  document.writeInt32LE(document.length, 0);
  document[4] = type;
  document[5] = 0x76;
  value.copy(document, 7);
  return (deserialize(document, { promoteValues: false, bsonRegExp: true }) as { v: Value }).v;
}

/** Decodes the value of BSON type `type` at offset `at`. */
export function readValue(bytes: Buffer, type: number, at: number): Value {
  switch (type) {
    case BsonType.int:
      return bytes.readInt32LE(at);
    case BsonType.string:
      return readString(bytes, at);
    case BsonType.double:
      return readDouble(bytes, at);
    case BsonType.object:
      return readDocument(bytes, at);
    case BsonType.array:
      return readArray(bytes, at);
    case BsonType.bool:
      return bytes[at] === 1;
    case BsonType.date:
      return new Date(Number(bytes.readBigInt64LE(at)));
    case BsonType.null:
    case BsonType.undefined:
      return null;
    case BsonType.long:
      return bytes.readBigInt64LE(at);
    case BsonType.objectId:
      return new ObjectId(copy(bytes, at, at + 12));
    case BsonType.binData:
      return readBinary(bytes, at);
    case BsonType.decimal:
      return new Decimal128(copy(bytes, at, at + 16));
    case BsonType.timestamp:
      return new Timestamp(bytes.readBigUInt64LE(at));
    case BsonType.maxKey:
      return new MaxKey();
    case 0xff:
      return new MinKey();
    default:
      return readRare(bytes, type, at);
  }
}

/** Decodes the document at `at` exactly: see Value. */
export function readDocument(bytes: Buffer, at = 0): Document {
  const document = newDocument();
  for (const element of elements(bytes, at))
    document[nameOf(bytes, element)] = readValue(bytes, element.type, element.value);
  return document;
}

function readArray(bytes: Buffer, at: number): Value[] {
  const values: Value[] = [];
  for (const element of elements(bytes, at)) values.push(readValue(bytes, element.type, element.value));
  return values;
}
