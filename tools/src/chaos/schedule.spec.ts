import { describe, expect, test } from '@jest/globals';
import { scheduleOf } from './schedule.js';

const PROCESSES = ['eventstore', 'gateway', 'mongo', 'policies'];
const THREE_MINUTES = 180_000;

describe('the schedule of a run', () => {
  test('is repeated by its seed, and another seed gives another', () => {
    expect(scheduleOf(7, THREE_MINUTES, PROCESSES)).toEqual(scheduleOf(7, THREE_MINUTES, PROCESSES));
    expect(scheduleOf(7, THREE_MINUTES, PROCESSES)).not.toEqual(scheduleOf(8, THREE_MINUTES, PROCESSES));
  });

  test('kills each process more than ten times in three minutes, and freezes for less and for more than a lease', () => {
    const blows = scheduleOf(7, THREE_MINUTES, PROCESSES).flat();
    for (const name of PROCESSES)
      expect(blows.filter((one) => one.blow === 'kill' && one.process === name).length).toBeGreaterThan(10);
    const freezes = blows.flatMap((one) => (one.blow === 'freeze' ? [one.lasting] : []));
    expect(Math.min(...freezes)).toBeLessThan(4_000);
    expect(Math.max(...freezes)).toBeGreaterThan(4_000);
    expect(blows.some(({ blow }) => blow === 'busy')).toBe(true);
    expect(blows.some(({ blow }) => blow === 'restart')).toBe(true);
  });

  test('fits a short run, in order', () => {
    const [storm = [], ...others] = scheduleOf(1, 5_000, PROCESSES);
    expect(others).toEqual([]);
    const times = storm.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((at) => at >= 0 && at <= 5_000)).toBe(true);
  });
});
