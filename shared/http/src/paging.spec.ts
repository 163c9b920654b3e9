import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor, type Cursor } from './paging.js';

const LIST = ['stores', { status: 'OPEN' }];
const value = fc.oneof(fc.string(), fc.integer());
const ascending = fc
  .uniqueArray(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { maxLength: 50 })
  .map((numbers) => numbers.sort((a, b) => a - b));
const cursorOf = (length: number): fc.Arbitrary<Cursor> =>
  fc.record({
    isInRest: fc.boolean(),
    place: fc.oneof(fc.constant([]), fc.array(value, { minLength: length, maxLength: length })),
    listed: ascending,
  });

describe('cursors', () => {
  test('come back as what they were made of', () => {
    fc.assert(
      fc.property(cursorOf(2), (cursor) => {
        expect(decodeCursor(encodeCursor(LIST, cursor), LIST, 2)).toEqual(cursor);
      }),
    );
  });

  test('go into an address as they are', () => {
    fc.assert(
      fc.property(cursorOf(2), (cursor) => {
        expect(encodeCursor(LIST, cursor)).toMatch(/^[\w-]+(\.[\w-]+)?$/);
      }),
    );
  });

  test.each([[['orders', { status: 'OPEN' }]], [['stores', { status: 'CLOSED' }]], [['stores', {}]]])(
    'of one list are none of %j',
    (other) => {
      const cursor = encodeCursor(LIST, { isInRest: false, place: [1], listed: [] });
      expect(decodeCursor(cursor, other, 1)).toEqual({ refused: 'CURSOR_INVALID', details: {} });
    },
  );

  test('remember ten thousand of twenty thousand stores within what is read', () => {
    const listed = Array.from({ length: 10_000 }, (_, index) => 2 * index + ((index * 7_919) % 3 === 0 ? 1 : 0));
    expect(encodeCursor(LIST, { isInRest: true, place: [20_000], listed }).length).toBeLessThan(8_000);
  });

  const base64 = (text: string): string => Buffer.from(text).toString('base64url');
  const [head = ''] = encodeCursor(LIST, { isInRest: true, place: [1, 2], listed: [] }).split('.');
  const signature = (JSON.parse(Buffer.from(head, 'base64url').toString()) as string[])[0];

  test.each([
    '',
    'abc',
    '%%%',
    base64('{}'),
    base64('[1]'),
    base64(`["${signature}",0,1]`),
    base64(`["${signature}",0,1,2,3]`),
    base64(`["${signature}",2,1,2]`),
    base64(`["${signature}",0,1,null]`),
    base64(`["${signature}",0,1,{"$gt":1}]`),
    `${head}.%%%`,
    `${head}.${base64('not compressed')}`,
    `${head}..`,
  ])('%j is none of ours', (cursor) => {
    expect(decodeCursor(cursor, LIST, 2)).toEqual({ refused: 'CURSOR_INVALID', details: {} });
  });

  test('never throw', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        expect(decodeCursor(cursor, LIST, 2)).toBeDefined();
        expect(decodeCursor(`${head}.${cursor}`, LIST, 2)).toBeDefined();
      }),
    );
  });
});
