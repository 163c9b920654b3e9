import { BsonType } from './types.js';

/** Walks BSON bytes without decoding them (bsonspec.org). Offsets are into the buffer; a document starts at its length prefix. */

const cstringEnd = (bytes: Buffer, at: number): number => {
  const end = bytes.indexOf(0, at);
  if (end < 0) throw new RangeError('BSON: unterminated name');
  return end;
};

/** The offset just behind a value of `type` that starts at `at`. */
export function endOfValue(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case BsonType.undefined:
    case BsonType.null:
    case BsonType.maxKey:
    case 0xff:
      return at;
    case BsonType.bool:
      return at + 1;
    case BsonType.int:
      return at + 4;
    case BsonType.double:
    case BsonType.date:
    case BsonType.timestamp:
    case BsonType.long:
      return at + 8;
    case BsonType.objectId:
      return at + 12;
    case BsonType.decimal:
      return at + 16;
    case BsonType.object:
    case BsonType.array:
    case BsonType.javascriptWithScope:
      return at + bytes.readInt32LE(at);
    case BsonType.string:
    case BsonType.javascript:
    case BsonType.symbol:
      return at + 4 + bytes.readInt32LE(at);
    case BsonType.binData:
      return at + 5 + bytes.readInt32LE(at);
    case BsonType.dbPointer:
      return at + 4 + bytes.readInt32LE(at) + 12;
    case BsonType.regex:
      return cstringEnd(bytes, cstringEnd(bytes, at) + 1) + 1;
    default:
      throw new RangeError(`BSON: unknown type ${type}`);
  }
}

/** Where an element lies: its type, the offset of its type byte, of its name, of its value, and its end. */
export interface Element {
  type: number;
  start: number;
  name: number;
  value: number;
  end: number;
}

/** The elements of the document at `at`. The object yielded is reused. */
export function* elements(bytes: Buffer, at = 0): Generator<Element> {
  const last = at + bytes.readInt32LE(at) - 1;
  const element: Element = { type: 0, start: 0, name: 0, value: 0, end: at + 4 };
  while (element.end < last) {
    element.start = element.end;
    element.type = bytes[element.start] ?? 0;
    element.name = element.start + 1;
    let end = element.name;
    while (bytes[end] !== 0) end++;
    element.value = end + 1;
    element.end = endOfValue(bytes, element.type, element.value);
    yield element;
  }
}

const found: Element = { type: 0, start: 0, name: 0, value: 0, end: 0 };

/** The element called `name` (its UTF-8 bytes) of the document at `at`; the object is reused by the next call. */
export function findElement(bytes: Buffer, name: Uint8Array, at = 0): Element | undefined {
  const last = at + bytes.readInt32LE(at) - 1;
  const length = name.length;
  let start = at + 4;
  while (start < last) {
    const type = bytes[start] ?? 0;
    let same = 0;
    while (same < length && bytes[start + 1 + same] === name[same]) same++;
    let end = start + 1 + same;
    const hit = same === length && bytes[end] === 0;
    while (bytes[end] !== 0) end++;
    const next = endOfValue(bytes, type, end + 1);
    if (hit) {
      found.type = type;
      found.start = start;
      found.name = start + 1;
      found.value = end + 1;
      found.end = next;
      return found;
    }
    start = next;
  }
  return undefined;
}

export const nameOf = (bytes: Buffer, element: Element): string =>
  bytes.toString('utf8', element.name, element.value - 1);

/** Whether that is the element's name (its UTF-8 bytes). */
export function isCalled(bytes: Buffer, element: Element, name: Uint8Array): boolean {
  const { length } = name;
  if (element.value - 1 - element.name !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[element.name + i] !== name[i]) return false;
  return true;
}

const ID = Buffer.from('_id');

/** The element `_id` of a document, or undefined. */
export const findId = (bytes: Buffer): Element | undefined => findElement(bytes, ID);

/** A copy of the document that begins with the given `_id` element and has it only once. */
export function withIdFirst(bytes: Buffer, id: Buffer): Buffer {
  const own = findId(bytes);
  const before = bytes.subarray(4, own ? own.start : bytes.length - 1);
  const after = own ? bytes.subarray(own.end, bytes.length - 1) : bytes.subarray(0, 0);
  const size = 5 + id.length + before.length + after.length;
  const out = Buffer.allocUnsafe(size);
  out.writeInt32LE(size, 0);
  id.copy(out, 4);
  before.copy(out, 4 + id.length);
  after.copy(out, 4 + id.length + before.length);
  out[size - 1] = 0;
  return out;
}
