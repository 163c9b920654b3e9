import { hash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Refusal, refuse } from '@doremi/event-sourcing';
import { Absent, Text, Whole } from './fields.js';

/** Longest cursor that is read; characters. One of 20,000 stores, every other open, is about half of it. */
const CURSOR_MAX = 8_000;

/** `?limit=&cursor=` of every list. */
export class PageQuery {
  @Absent() @Whole({ min: 1, max: 200 }) limit = 50;
  @Absent() @Text({ max: CURSOR_MAX }) cursor?: string;
}

/** Where the next page starts. */
export interface Cursor {
  /** Whether what comes first is behind us, and the rest is being listed. */
  readonly isInRest: boolean;
  /** The values of the sort fields of the last item; empty where none was listed yet. */
  readonly place: readonly (string | number)[];
  /** The unique values of everything that was listed first, ascending. */
  readonly listed: readonly number[];
}

/** Text that means nothing to clients. `list` says which list with which filter it belongs to. */
export const encodeCursor = (list: unknown, { isInRest, place, listed }: Cursor): string =>
  [
    Buffer.from(JSON.stringify([signatureOf(list), isInRest ? 1 : 0, ...place])).toString('base64url'),
    ...(listed.length > 0 ? [packed(listed)] : []),
  ].join('.');

/** Reads a cursor with a place of this many values; CURSOR_INVALID when it is none of ours, or another list's. */
export const decodeCursor = (cursor: string, list: unknown, length: number): Cursor | Refusal => {
  try {
    const [head = '', tail, ...more] = cursor.split('.');
    const values: unknown = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.every(isScalar) && more.length === 0) {
      const [signature, rest, ...place] = values;
      const isPlace = place.length === length || place.length === 0;
      if (signature === signatureOf(list) && (rest === 0 || rest === 1) && isPlace)
        return { isInRest: rest === 1, place, listed: tail === undefined ? [] : unpacked(tail) };
    }
  } catch {
    // Neither JSON nor packed numbers: answered below like every other cursor that is none of ours.
  }
  return refuse('CURSOR_INVALID');
};

const signatureOf = (list: unknown): string => hash('sha256', JSON.stringify(list), 'base64url').slice(0, 8);

const isScalar = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** Ascending whole numbers as the steps between them, seven bits a byte and compressed: neighbours cost next to nothing. */
const packed = (numbers: readonly number[]): string => {
  const bytes: number[] = [];
  let before = 0;
  for (const number of numbers) {
    let step = number - before;
    for (; step >= 0x80; step = Math.floor(step / 0x80)) bytes.push((step % 0x80) | 0x80);
    bytes.push(step);
    before = number;
  }
  return deflateRawSync(Uint8Array.from(bytes)).toString('base64url');
};

/** Beyond this nobody packed it: a small text must not become a large memory. */
const UNPACKED_MAX = 1024 * 1024;

const unpacked = (text: string): number[] => {
  const numbers: number[] = [];
  let before = 0;
  let step = 0;
  let weight = 1;
  for (const byte of inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: UNPACKED_MAX })) {
    step += (byte & 0x7f) * weight;
    weight *= 0x80;
    if (byte & 0x80) continue;
    numbers.push((before += step));
    step = 0;
    weight = 1;
  }
  if (weight !== 1 || !Number.isSafeInteger(before)) throw new RangeError('packed numbers that break off');
  return numbers;
};
