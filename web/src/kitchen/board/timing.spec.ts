import { describe, expect, test } from '@jest/globals';
import { asClock, secondsUntil, timingOf } from './timing.js';
import { anOrder } from './testing.js';

const at = (time: string): number => Date.parse(`2026-03-02T${time}.000Z`);

describe('an order that was promised in half an hour', () => {
  test.each([
    ['10:00:00', 'calm', 0, 30],
    ['10:19:59', 'calm', 19, 10],
    ['10:20:01', 'soon', 20, 9],
    ['10:29:59', 'soon', 29, 0],
    ['10:30:01', 'late', 30, 0],
    ['10:41:30', 'late', 41, -11],
  ] as const)('at %s is %s', (time, level, age, left) => {
    expect(timingOf(anOrder(1), at(time))).toEqual({ level, age, left });
  });
});

test('one for tomorrow is soon due in the last third of an hour only', () => {
  const order = anOrder(1, { promisedAt: '2026-03-03T10:00:00.000Z' });
  expect(timingOf(order, Date.parse('2026-03-03T09:39:00.000Z')).level).toBe('calm');
  expect(timingOf(order, Date.parse('2026-03-03T09:41:00.000Z')).level).toBe('soon');
});

test('one that waits for an answer goes by that', () => {
  const waiting = { status: 'RECEIVED', acceptBy: '2026-03-02T10:06:00.000Z', acceptedAt: null } as const;
  expect(timingOf(anOrder(1, { ...waiting, promisedAt: null }), at('10:04:30')).level).toBe('soon');
});

test('where nothing was promised nothing is late', () => {
  expect(timingOf(anOrder(1, { promisedAt: null }), at('23:00:00'))).toMatchObject({ level: 'calm', left: null });
});

test('what is counted down ends at nothing', () => {
  expect(asClock(secondsUntil('2026-03-02T10:06:05.000Z', at('10:05:00')))).toBe('1:05');
  expect(asClock(secondsUntil('2026-03-02T10:06:05.000Z', at('11:05:00')))).toBe('0:00');
});
