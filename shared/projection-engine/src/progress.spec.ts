import { describe, expect, test } from '@jest/globals';
import { type Partition, positionOf } from '@doremi/event-sourcing';
import { progressOf, Rates } from './progress.js';

const partition = (handled: number, at: bigint): Partition => ({
  id: 'b/0',
  build: 'b',
  number: 0,
  position: positionOf(at, at),
  owner: null,
  epoch: 0,
  until: new Date(0),
  handled,
  caughtUp: false,
  behindSince: null,
  parked: [],
  witnessed: 0,
});

const at = (bytes: bigint) => positionOf(bytes, bytes);
const pace = { eventsPerSecond: 25, secondsLeft: 3 };

describe('progress', () => {
  test('is counted against the live build', () => {
    const progress = progressOf([partition(10, 5n), partition(15, 5n)], [partition(100, 9n)], at(10n), pace);
    expect(progress).toEqual({ handled: 25, total: 100, totalIs: 'counted', ...pace });
  });

  test('is estimated from the place in the log where nothing is live', () => {
    const progress = progressOf([partition(10, 500n)], [], at(2_000n), pace);
    expect(progress).toEqual({ handled: 10, total: 40, totalIs: 'estimated', ...pace });
  });

  test('says nothing where nothing can be said', () => {
    const rates = new Rates(() => new Date(1_000));
    const build = { id: 'b', createdAt: new Date(0) };
    expect(progressOf([partition(0, 0n)], [], at(9n), pace).total).toBeNull();
    expect(rates.paceOf(build, 5, at(5n), null).secondsLeft).toBeNull();
    expect(rates.paceOf(build, 0, null, at(9n))).toEqual({ eventsPerSecond: 0, secondsLeft: null });
  });

  test('the time left is that of the way through the log, wherever the events of the projection lie in it', () => {
    let now = 0;
    const rates = new Rates(() => new Date(now));
    const build = { id: 'b', createdAt: new Date(0) };
    rates.note('b', 0, at(0n));
    now = 1_000;
    // All that it folds lies in the first tenth.
    rates.note('b', 500, at(100n));
    expect(rates.paceOf(build, 500, at(100n), at(1_000n))).toEqual({ eventsPerSecond: 500, secondsLeft: 9 });
    expect(rates.paceOf(build, 500, at(1_000n), at(1_000n)).secondsLeft).toBe(0);
  });

  test('the pace is that of the last looks, not of the whole life', () => {
    let now = 0;
    const rates = new Rates(() => new Date(now));
    const build = { id: 'b', createdAt: new Date(0) };
    now = 60_000; // a worker was away for a minute
    rates.note('b', 600, at(600n));
    expect(rates.paceOf(build, 600, at(600n), at(1_200n))).toEqual({ eventsPerSecond: 10, secondsLeft: 60 });
    now = 61_000;
    rates.note('b', 1_600, at(1_600n));
    expect(rates.paceOf(build, 1_600, at(1_600n), at(2_600n))).toEqual({ eventsPerSecond: 1_000, secondsLeft: 1 });
  });

  test('looks in quick succession make the pace no rougher', () => {
    let now = 0;
    const rates = new Rates(() => new Date(now));
    const build = { id: 'b', createdAt: new Date(0) };
    for (now = 0; now <= 10_000; now += 10) rates.note('b', now, at(BigInt(now)));
    now = 10_000;
    // A pause of half a second is one of ten, and not the whole of the last sixteen looks.
    for (; now <= 10_500; now += 10) rates.note('b', 10_000, at(10_000n));
    expect(rates.paceOf(build, 10_000, at(10_000n), null).eventsPerSecond).toBeGreaterThan(950);
  });

  test('between two records the time left runs on, for a while; after that it is a standstill', () => {
    let now = 0;
    const rates = new Rates(() => new Date(now));
    const build = { id: 'b', createdAt: new Date(0) };
    for (now = 1_000; now <= 4_000; now += 1_000) rates.note('b', now, at(BigInt(now)));
    const left = () => rates.paceOf(build, 4_000, at(4_000n), at(10_000n)).secondsLeft;
    now = 4_000;
    expect(left()).toBe(6);
    now = 5_000;
    rates.note('b', 4_000, at(4_000n));
    expect(left()).toBe(5);
    now = 5_500;
    expect(left()).toBe(4.5);
    now = 7_500;
    expect(left()).toBeGreaterThan(8);
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
