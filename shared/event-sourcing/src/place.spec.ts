import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isBefore, parsePlace, textOf } from './place.js';
import { positionOf } from './position.js';

// 2^64-1 is the event store's word for no place.
const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 2n });
const position = fc.tuple(number, number).map(([commit, prepare]) => positionOf(commit, prepare));
const place = fc.record({ generation: fc.integer({ min: 0, max: 999_999_999 }), position });

describe('places', () => {
  test('of the first generation are their positions, as they were before there was another', () => {
    fc.assert(
      fc.property(position, (only) => {
        expect(textOf({ generation: 0, position: only })).toBe(only);
        expect(parsePlace(only)).toEqual({ generation: 0, position: only });
      }),
    );
  });

  test('come back from the text that they were written as', () => {
    fc.assert(fc.property(place, (one) => expect(parsePlace(textOf(one))).toEqual(one)));
    expect(textOf({ generation: 2, position: positionOf(7n, 1n) })).toBe('0000000000000007-0000000000000001@2');
  });

  test('compare by generation, and by position within one', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const order = one.generation - other.generation || (one.position < other.position ? -1 : 1);
        expect(isBefore(one, other)).toBe(order < 0 && textOf(one) !== textOf(other));
      }),
    );
    const [low, high] = [positionOf(1n, 1n), positionOf(9n, 9n)];
    expect(isBefore({ generation: 0, position: high }, { generation: 1, position: low })).toBe(true);
    expect(isBefore({ generation: 1, position: low }, { generation: 0, position: high })).toBe(false);
    expect(isBefore({ generation: 1, position: low }, { generation: 1, position: low })).toBe(false);
  });

  const somewhere = positionOf(7n, 1n);
  test.each(['', 'x', '@1', `${somewhere}@`, `${somewhere}@0`, `${somewhere}@01`, `${somewhere}@-1`, `x@1`])(
    '%j is none',
    (text) => expect(parsePlace(text)).toBeNull(),
  );
  test.each([`${somewhere}@1@1`, `${somewhere}@1 `, `${somewhere}@1\n`, `${somewhere}@1234567890`])(
    '%j is none',
    (text) => expect(parsePlace(text)).toBeNull(),
  );
});
