import { expect, test } from '@jest/globals';
import { isOver, quartersOf, wantedFrom } from './times.js';

const at = (instant: string): number => Date.parse(instant);
const OPEN = { openNow: true, opensAt: null, closesAt: null, nextFreeAt: null };

test('quarters begin as soon as one may be wanted, and end after seven days', () => {
  const days = quartersOf(at('2026-03-01T12:03:00Z'), OPEN);
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
  const now = at('2026-03-01T12:05:00Z');
  expect(quartersOf(now, OPEN)[0]?.[0]).toBe('2026-03-01T12:30:00.000Z');
  const shut = { ...OPEN, openNow: false, opensAt: '2026-03-01T17:00:00Z' };
  expect(quartersOf(now, shut).flat()[0]).toBe('2026-03-01T17:00:00.000Z');
});

test('nor is one before the store is free, or after it closes today; of other days nobody knows', () => {
  const local = (time: string): number => Date.parse(`2026-03-01T${time}`);
  const iso = (time: string): string => new Date(local(time)).toISOString();
  const hours = { ...OPEN, closesAt: iso('14:00'), nextFreeAt: iso('13:30') };
  const [today, tomorrow] = quartersOf(local('12:05'), hours);
  expect(today).toEqual([iso('13:30'), iso('13:45')]);
  expect(tomorrow).toHaveLength(96);
});

test('the next free quarter is wanted as it begins, or as soon in it as may be', () => {
  expect(wantedFrom('2026-03-01T13:00:00Z', at('2026-03-01T12:10:30Z'))).toBe('2026-03-01T13:00:00.000Z');
  expect(wantedFrom('2026-03-01T12:15:00Z', at('2026-03-01T12:10:30Z'))).toBe('2026-03-01T12:22:00.000Z');
});

test('what a store says of itself is over as it opens, as it closes, and with its pause', () => {
  const now = at('2026-03-01T12:00:00Z');
  const nothing = { opensAt: null, closesAt: null, until: null };
  for (const key of ['opensAt', 'closesAt', 'until']) {
    expect(isOver({ ...nothing, [key]: '2026-03-01T12:00:01Z' }, now)).toBe(false);
    expect(isOver({ ...nothing, [key]: '2026-03-01T12:00:00Z' }, now)).toBe(true);
  }
  expect(isOver(nothing, now)).toBe(false);
});
