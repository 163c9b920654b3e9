import { expect, test } from '@jest/globals';
import { CpuPace } from './cpu-pace.js';

/** A process that works for so many milliseconds of CPU, on one core or two, and rests as it is told; how long all of it took. */
const time = (cores: number, turns: number, { cpu, took = cpu }: { cpu: number; took?: number }): number => {
  let [used, now] = [0, 0];
  const pace = new CpuPace(cores, { cpu: () => used, now: () => now });
  pace.due();
  for (let turn = 0; turn < turns; turn++) {
    used += cpu;
    now += took;
    now += pace.due();
  }
  return now;
};

test('nobody rests where there is no limit', () => {
  expect(time(Infinity, 100, { cpu: 10 })).toBe(1_000);
});

test.each([
  ['half of a core', 0.5, { cpu: 10 }, 2_000],
  ['a quarter of one', 0.25, { cpu: 10 }, 4_000],
  ['one core, of a process that works on two', 1, { cpu: 10, took: 5 }, 1_000],
  ['less than it may have', 0.5, { cpu: 2, took: 10 }, 1_000],
])('whoever may take %s takes it', (_, cores, turn, expected) => {
  expect(Math.abs(time(cores, 100, turn) - expected)).toBeLessThanOrEqual(20);
});

test('however much others in the process use, no rest is longer than a second', () => {
  let [used, now] = [0, 0];
  const pace = new CpuPace(0.25, { cpu: () => used, now: () => now });
  pace.due();
  for (let turn = 0; turn < 100; turn++) {
    used += 20;
    now += 20;
    const rest = pace.due();
    expect(rest).toBeLessThanOrEqual(1_000);
    used += rest / 2;
    now += rest;
  }
});

test('what others worked is left to them as well', async () => {
  const began = performance.now();
  await new CpuPace(0.5).restAfter(30);
  expect(performance.now() - began).toBeGreaterThanOrEqual(28);
  const unlimited = new CpuPace(Infinity).restAfter(3_600_000);
  await expect(unlimited).resolves.toBeUndefined();
});

test('what was left for long is not taken at once afterwards', () => {
  let [used, now] = [0, 0];
  const pace = new CpuPace(0.5, { cpu: () => used, now: () => now });
  pace.due();
  now = 60_000;
  pace.due();
  used = 1_000;
  now = 61_000;
  expect(pace.due()).toBe(1_000);
});
