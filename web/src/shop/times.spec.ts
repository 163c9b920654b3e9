import { expect, test } from '@jest/globals';
import { quartersFrom, wantedFrom } from './times.js';

const at = (instant: string): number => Date.parse(instant);

test('quarters begin as soon as one may be wanted, and end after seven days', () => {
  const days = quartersFrom(at('2026-03-01T12:03:00Z'), null);
  const all = days.flat();
  expect([all[0], all[1], all.at(-1)]).toEqual([
    '2026-03-01T12:15:00.000Z',
    '2026-03-01T12:30:00.000Z',
    '2026-03-08T12:00:00.000Z',
  ]);
  expect(all).toHaveLength(7 * 96);
  for (const day of days) expect(new Set(day.map((one) => new Date(one).toDateString())).size).toBe(1);
});

test('a quarter too near is not offered; nor is one before the store opens', () => {
  expect(quartersFrom(at('2026-03-01T12:05:00Z'), null)[0]?.[0]).toBe('2026-03-01T12:30:00.000Z');
  expect(quartersFrom(at('2026-03-01T12:05:00Z'), '2026-03-01T17:00:00Z').flat()[0]).toBe('2026-03-01T17:00:00.000Z');
});

test('the next free quarter is wanted as it begins, or as soon in it as may be', () => {
  expect(wantedFrom('2026-03-01T13:00:00Z', at('2026-03-01T12:10:30Z'))).toBe('2026-03-01T13:00:00.000Z');
  expect(wantedFrom('2026-03-01T12:15:00Z', at('2026-03-01T12:10:30Z'))).toBe('2026-03-01T12:22:00.000Z');
});
