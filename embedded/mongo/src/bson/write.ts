import { serialize } from 'bson';
import { BsonType } from './types.js';
import type { Document } from './value.js';

/** Encodes a document of exact values; see Value. */
export function writeDocument(document: Document): Buffer {
  const bytes = serialize(document, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Encodes `{ name: [ …documents ] }` where the documents are BSON already: what a cursor reply consists of. */
export function writeRawArray(name: string, documents: readonly Buffer[]): Buffer {
  const names = documents.map((_, index) => Buffer.from(`\u0003${index}\0`, 'latin1'));
  const size = documents.reduce((sum, bytes, index) => sum + bytes.length + (names[index]?.length ?? 0), 5);
  const head = Buffer.from(`\u0004${name}\0\0\0\0\0`, 'latin1');
  head.writeInt32LE(size, head.length - 4);
  const parts: Buffer[] = [head];
  documents.forEach((bytes, index) => parts.push(names[index] ?? Buffer.alloc(0), bytes));
  parts.push(Buffer.from([0]));
  return Buffer.concat(parts);
}

/** Adds encoded elements to the end of an encoded document. */
export function appendElements(document: Buffer, extra: Buffer): Buffer {
  const out = Buffer.concat([document.subarray(0, document.length - 1), extra, Buffer.from([0])]);
  out.writeInt32LE(out.length, 0);
  return out;
}

/** Encodes `name: document` as one element. */
export const documentElement = (name: string, document: Buffer): Buffer =>
  Buffer.concat([Buffer.from([BsonType.object]), Buffer.from(`${name}\0`), document]);
