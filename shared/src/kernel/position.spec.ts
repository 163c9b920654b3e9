import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BEGINNING, laterOf, numbersOf, parsePosition, positionOf } from './position.js';

const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const place = fc.tuple(number, number);

describe('positions', () => {
  test('compare as text the way their numbers do', () => {
    fc.assert(
      fc.property(place, place, ([commit, prepare], [otherCommit, otherPrepare]) => {
        const isBefore = commit < otherCommit || (commit === otherCommit && prepare < otherPrepare);
        expect(positionOf(commit, prepare) < positionOf(otherCommit, otherPrepare)).toBe(isBefore);
      }),
    );
  });

  test('come back as the numbers and as the text that they were', () => {
    fc.assert(
      fc.property(place, ([commit, prepare]) => {
        const position = positionOf(commit, prepare);
        expect(numbersOf(position)).toEqual({ commit, prepare });
        expect(parsePosition(position)).toBe(position);
      }),
    );
  });

  test('the later of two is the same from both sides, and nothing is before the beginning', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [one, other] = [positionOf(...a), positionOf(...b)];
        expect(laterOf(one, other)).toBe(laterOf(other, one));
        expect([one, other]).toContain(laterOf(one, other));
        expect(laterOf(one, other) >= one && laterOf(one, other) >= other).toBe(true);
        expect(laterOf(BEGINNING, one)).toBe(one);
      }),
    );
  });

  test.each(['', '5', `${BEGINNING}0`, BEGINNING.toUpperCase().replace('0', 'A'), `${BEGINNING}\n`, ` ${BEGINNING}`])(
    '%j is none',
    (text) => {
      expect(parsePosition(text)).toBeNull();
    },
  );
});
