import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './paging.js';

const value = fc.oneof(fc.string(), fc.integer());

describe('cursors', () => {
  test('come back as the values that they were made of', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (values) => {
        expect(decodeCursor(encodeCursor(values), values.length)).toEqual(values);
      }),
    );
  });

  test('go into an address as they are', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (values) => {
        expect(encodeCursor(values)).toMatch(/^[\w-]+$/);
      }),
    );
  });

  const base64 = (text: string): string => Buffer.from(text).toString('base64url');

  test.each([
    '',
    'abc',
    '%%%',
    base64('{}'),
    base64('[1]'),
    base64('[1,2,3]'),
    base64('[1,null]'),
    base64('[1,{"$gt":1}]'),
  ])('%j is none of ours', (cursor) => {
    expect(decodeCursor(cursor, 2)).toEqual({ refused: 'CURSOR_INVALID', details: {} });
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        expect(decodeCursor(cursor, 2)).toBeDefined();
      }),
    );
  });
});
