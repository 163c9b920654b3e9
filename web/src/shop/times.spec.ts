import { describe, expect, test } from '@jest/globals';
import { daysOf, isOver, isShutForGood, wantedFrom } from './times.js';

const at = (instant: string): number => Date.parse(instant);

describe('times that may be chosen', () => {
  const local = (day: number, time: string): string => new Date(`2026-03-0${day}T${time}`).toISOString();
  const times = [local(1, '12:15'), local(1, '23:45'), local(2, '00:00'), local(4, '18:30')];

  test('come by local day; a day without any is none', () => {
    expect(daysOf(times, at(local(1, '12:00')), null)).toEqual([times.slice(0, 2), times.slice(2, 3), times.slice(3)]);
    expect(daysOf([], at(local(1, '12:00')), null)).toEqual([]);
  });

  test('are far enough ahead, however long ago they were told', () => {
    expect(daysOf(times, at(local(1, '12:05')), null)[0]).toEqual([times[1]]);
  });

  test('are with them what was said before, but not a quarter that was taken or closed meanwhile', () => {
    const [own, taken] = [local(1, '18:07'), local(1, '18:15')];
    expect(daysOf(times, at(local(1, '12:00')), own)[0]).toEqual([times[0], own, times[1]]);
    expect(daysOf(times, at(local(1, '12:00')), taken).flat()).toEqual(times);
    expect(daysOf(times, at(local(1, '18:00')), own).flat()).not.toContain(own);
  });
});

test('the next free quarter is wanted as it begins, or as soon in it as may be', () => {
  expect(wantedFrom('2026-03-01T13:00:00Z', at('2026-03-01T12:10:30Z'))).toBe('2026-03-01T13:00:00.000Z');
  expect(wantedFrom('2026-03-01T12:15:00Z', at('2026-03-01T12:10:30Z'))).toBe('2026-03-01T12:22:00.000Z');
});

test('a pause, or a store that is closed, may have no end', () => {
  const until = '2026-03-01T12:00:00Z';
  for (const status of ['PAUSED', 'CLOSED'] as const)
    expect([isShutForGood({ status, until: null }), isShutForGood({ status, until })]).toEqual([true, false]);
  expect(isShutForGood({ status: 'OPEN', until: null })).toBe(false);
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
