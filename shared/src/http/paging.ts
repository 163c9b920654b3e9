import { refuse, type Refusal } from '../kernel/refusal.js';
import { Absent, Text, Whole } from './fields.js';

/** `?limit=&cursor=` of every list. */
export class PageQuery {
  @Absent() @Whole({ min: 1, max: 200 }) limit = 50;
  @Absent() @Text({ max: 500 }) cursor?: string;
}

/** Where the next page starts, as text that means nothing to clients. */
export const encodeCursor = (values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** Reads a cursor of this many values; CURSOR_INVALID when it is none of ours. */
export const decodeCursor = (cursor: string, length: number): (string | number)[] | Refusal => {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every(isScalar)) return values;
  } catch {
    // Not JSON: answered below like every other cursor that is none of ours.
  }
  return refuse('CURSOR_INVALID');
};

const isScalar = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
