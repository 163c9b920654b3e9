import { isBefore, type Place, positionOf, textOf } from '@doremi/event-sourcing';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newest } from './position.js';

const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 2n });
const place: fc.Arbitrary<Place> = fc
  .tuple(fc.nat(12), number, number)
  .map(([generation, commit, prepare]) => ({ generation, position: positionOf(commit, prepare) }));

test('the newest of two is the one that the services take for the later', () => {
  fc.assert(
    fc.property(place, place, (one, other) => {
      expect(newest(textOf(one), textOf(other))).toBe(textOf(isBefore(one, other) ? other : one));
    }),
  );
});

test('any is newer than none', () => {
  const position = positionOf(1n, 1n);
  expect([newest(null, position), newest(position, null), newest(null, null)]).toEqual([position, position, null]);
});
