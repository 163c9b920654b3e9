import { elements, endOfValue, nameOf } from '../bson/raw.js';
import { readDocument, readValue } from '../bson/read.js';
import { BsonType } from '../bson/types.js';
import type { Document } from '../bson/value.js';
import { newDocument } from '../bson/value.js';

/** OP_MSG and the OP_QUERY of a first handshake (MongoDB manual, "Wire Protocol"). */
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

/** A command as it came in. */
export interface Request {
  readonly requestId: number;
  /** Whether it came as OP_QUERY, and is answered with OP_REPLY. */
  readonly legacy: boolean;
  /** False for unacknowledged writes. */
  readonly wantsReply: boolean;
  readonly name: string;
  readonly database: string;
  readonly body: Document;
  /** Lists of documents, still encoded: the statements of a write. They point into the message. */
  readonly lists: ReadonlyMap<string, readonly Buffer[]>;
}

/** The arrays that are kept encoded wherever they come: in the body or as a section of their own. */
const LISTS = new Set(['documents', 'updates', 'deletes']);

function cstring(bytes: Buffer, at: number): [text: string, end: number] {
  const end = bytes.indexOf(0, at);
  return [bytes.toString('utf8', at, end), end + 1];
}

function encodedItems(bytes: Buffer, at: number): Buffer[] {
  const items: Buffer[] = [];
  for (const { value, end, type } of elements(bytes, at)) {
    if (type !== BsonType.object) return [];
    items.push(bytes.subarray(value, end));
  }
  return items;
}

function readBody(bytes: Buffer, at: number, lists: Map<string, readonly Buffer[]>): Document {
  const body = newDocument();
  for (const element of elements(bytes, at)) {
    const name = nameOf(bytes, element);
    if (element.type === BsonType.array && LISTS.has(name)) lists.set(name, encodedItems(bytes, element.value));
    else body[name] = readValue(bytes, element.type, element.value);
  }
  return body;
}

/** A section of kind 1: its size, a name, and documents one after the other. */
function readSequence(bytes: Buffer, start: number, end: number, lists: Map<string, readonly Buffer[]>): void {
  const [name, first] = cstring(bytes, start + 4);
  const items: Buffer[] = [];
  for (let at = first; at < end;) {
    const next = endOfValue(bytes, BsonType.object, at);
    items.push(bytes.subarray(at, next));
    at = next;
  }
  lists.set(name, items);
}

function readOpMsg(bytes: Buffer, requestId: number): Request {
  const flags = bytes.readUInt32LE(HEADER);
  const end = bytes.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const lists = new Map<string, readonly Buffer[]>();
  let body = newDocument();
  for (let at = HEADER + 4; at < end;) {
    const kind = bytes[at++];
    const next = at + bytes.readInt32LE(at);
    if (kind === 0) body = readBody(bytes, at, lists);
    else readSequence(bytes, at, next, lists);
    at = next;
  }
  return { requestId, legacy: false, wantsReply: (flags & MORE_TO_COME) === 0, ...commandOf(body, body['$db']), lists };
}

function readOpQuery(bytes: Buffer, requestId: number): Request {
  const [namespace, afterName] = cstring(bytes, HEADER + 4);
  const body = readDocument(bytes, afterName + 8);
  return { requestId, legacy: true, wantsReply: true, ...commandOf(body, namespace.split('.')[0]), lists: new Map() };
}

function commandOf(body: Document, database: unknown): Pick<Request, 'name' | 'database' | 'body'> {
  return { name: Object.keys(body)[0] ?? '', database: typeof database === 'string' ? database : '', body };
}

/** @throws RangeError for bytes that are no message of a kind we know. */
export function readMessage(bytes: Buffer): Request {
  const requestId = bytes.readInt32LE(4);
  const opcode = bytes.readInt32LE(12);
  if (opcode === OP_MSG) return readOpMsg(bytes, requestId);
  if (opcode === OP_QUERY) return readOpQuery(bytes, requestId);
  throw new RangeError(`unknown opcode ${opcode}`);
}

/** The head of the message that answers `request` with an encoded document of `size` bytes, which is sent behind it. */
export function replyHead(request: Request, size: number): Buffer {
  const head = Buffer.alloc(request.legacy ? HEADER + 20 : HEADER + 5);
  head.writeInt32LE(head.length + size, 0);
  head.writeInt32LE(request.requestId, 8);
  head.writeInt32LE(request.legacy ? 1 : OP_MSG, 12);
  if (request.legacy) {
    head.writeInt32LE(8, 16); // AwaitCapable
    head.writeInt32LE(1, 32); // one document
  }
  return head;
}
