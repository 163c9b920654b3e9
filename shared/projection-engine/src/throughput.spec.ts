import { beforeEach, describe, expect, test } from '@jest/globals';
import { Throughput } from './throughput.js';

describe('throughput', () => {
  let now = 0;
  let throughput: Throughput;
  const looked = (at: number, handled: number): number | null => {
    now = at;
    throughput.note('b', handled);
    return throughput.of('b', handled);
  };
  beforeEach(() => void (throughput = new Throughput(() => new Date(now))));

  test('is not known at the first look, and then that since it', () => {
    expect(throughput.of('b', 5)).toBeNull();
    expect(looked(0, 100)).toBeNull();
    expect(looked(100, 110)).toBe(100);
    expect(looked(2_000, 120)).toBe(10);
  });

  test('is that of the last quarter of a minute, and none of a build that rests', () => {
    for (let second = 0; second <= 60; second++) looked(second * 1_000, second * 10);
    expect(looked(61_000, 610)).toBeCloseTo(10, 1);
    for (let second = 62; second <= 80; second++) looked(second * 1_000, 610);
    expect(looked(81_000, 610)).toBe(0);
  });

  test('of looks that lie far apart is that between the last two', () => {
    looked(0, 0);
    expect(looked(60_000, 600)).toBe(10);
    expect(looked(120_000, 600)).toBe(0);
  });

  test('of what is gone is forgotten', () => {
    looked(0, 0);
    throughput.keepOnly(new Set());
    expect(looked(5_000, 100)).toBeNull();
  });
});
