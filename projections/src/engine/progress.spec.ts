import { describe, expect, test } from '@jest/globals';
import type { Lane } from '@doremi/shared/engines/read-side/lanes';
import { positionOf } from '@doremi/shared/kernel/position';
import { progressOf, Rates } from './progress.js';

const lane = (handled: number, at: bigint): Lane => ({
  id: 'b/0',
  build: 'b',
  lane: 0,
  position: positionOf(at, at),
  owner: null,
  epoch: 0,
  until: new Date(0),
  handled,
  caughtUp: false,
  behindSince: null,
  parked: [],
});

describe('progress', () => {
  test('is counted against the live build', () => {
    const progress = progressOf([lane(10, 5n), lane(15, 5n)], [lane(100, 9n)], positionOf(10n, 10n), 25);
    expect(progress).toEqual({ handled: 25, total: 100, totalIs: 'counted', eventsPerSecond: 25, secondsLeft: 3 });
  });

  test('is estimated from the place in the log where nothing is live', () => {
    const progress = progressOf([lane(10, 500n)], [], positionOf(2_000n, 2_000n), 10);
    expect(progress).toEqual({ handled: 10, total: 40, totalIs: 'estimated', eventsPerSecond: 10, secondsLeft: 3 });
  });

  test('says nothing where nothing can be said', () => {
    expect(progressOf([lane(0, 0n)], [], positionOf(9n, 9n), 0)).toMatchObject({ total: null, secondsLeft: null });
    expect(progressOf([lane(5, 5n)], [lane(9, 9n)], null, 0)).toMatchObject({ total: 9, secondsLeft: null });
  });

  test('the rate is that of the last looks, not of the whole life', () => {
    let now = 0;
    const rates = new Rates(() => new Date(now));
    const build = { id: 'b', createdAt: new Date(0) };
    now = 60_000; // a worker was away for a minute
    rates.note('b', 600, null);
    expect(rates.of(build, 600)).toBe(10);
    now = 61_000;
    rates.note('b', 1_600, null);
    expect(rates.of(build, 1_600)).toBe(1_000);
  });

  test('looks in quick succession make the rate no rougher', () => {
    let now = 0;
    const rates = new Rates(() => new Date(now));
    const build = { id: 'b', createdAt: new Date(0) };
    for (now = 0; now <= 10_000; now += 10) rates.note('b', now, null);
    now = 10_000;
    // A pause of half a second is one of ten, and not the whole of the last sixteen looks.
    for (; now <= 10_500; now += 10) rates.note('b', 10_000, null);
    expect(rates.of(build, 10_000)).toBeGreaterThan(950);
  });

  test('a build that gets no further is still, whatever it counts by', () => {
    let now = 0;
    const rates = new Rates(() => new Date(now));
    expect(rates.stillFor('b')).toBe(0);
    rates.note('b', 1, positionOf(1n, 1n));
    now = 5_000;
    rates.note('b', 1, positionOf(1n, 1n));
    expect(rates.stillFor('b')).toBe(5);
    rates.note('b', 1, positionOf(2n, 2n));
    expect(rates.stillFor('b')).toBe(0);
  });
});
