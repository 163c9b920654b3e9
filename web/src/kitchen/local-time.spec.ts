import { expect, test } from '@jest/globals';
import { dateIn, endOfDay, instantIn } from './local-time.js';

test('a day is one at the store', () => {
  const instant = Date.parse('2026-03-01T15:30:00Z');
  expect(dateIn('Asia/Seoul', instant)).toBe('2026-03-02');
  expect(endOfDay('Asia/Seoul', instant)).toBe('2026-03-02T15:00:00.000Z');
  expect(endOfDay('America/New_York', instant)).toBe('2026-03-02T05:00:00.000Z');
});

test('a local time is an instant, in summer as in winter', () => {
  expect(instantIn('Asia/Seoul', '2026-03-02T18:00')).toBe('2026-03-02T09:00:00.000Z');
  expect(instantIn('Europe/Berlin', '2026-01-02T18:00')).toBe('2026-01-02T17:00:00.000Z');
  expect(instantIn('Europe/Berlin', '2026-07-02T18:00')).toBe('2026-07-02T16:00:00.000Z');
});

test('one that does not exist is moved on by the gap', () => {
  expect(instantIn('Europe/Berlin', '2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z');
});
