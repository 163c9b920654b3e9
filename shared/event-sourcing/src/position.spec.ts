import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BEGINNING, isBeyond, isNowhere, laterOf, numbersOf, parsePosition, positionOf } from './position.js';

const NOWHERE = 2n ** 64n - 1n;
const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const place = fc.tuple(number, number).filter(([commit]) => commit < NOWHERE);

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

  test('at 2^64-1 there is none, whatever its prepare position', () => {
    for (const prepare of [0n, NOWHERE]) {
      expect(isNowhere(positionOf(NOWHERE, prepare))).toBe(true);
      expect(parsePosition(positionOf(NOWHERE, prepare))).toBeNull();
    }
    expect(isNowhere(positionOf(NOWHERE - 1n, NOWHERE))).toBe(false);
  });

  test('a checkpoint at an event is not beyond it, nor before it', () => {
    const [checkpoint, event] = [positionOf(5n, 0n), positionOf(5n, 5n)];
    expect([isBeyond(checkpoint, event), isBeyond(event, checkpoint)]).toEqual([false, false]);
    expect(isBeyond(positionOf(6n, 0n), event)).toBe(true);
  });

  test.each(['', '5', `${BEGINNING}0`, BEGINNING.toUpperCase().replace('0', 'A'), `${BEGINNING}\n`, ` ${BEGINNING}`])(
    '%j is none',
    (text) => {
      expect(parsePosition(text)).toBeNull();
    },
  );
});
