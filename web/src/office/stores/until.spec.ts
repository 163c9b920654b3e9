import { describe, expect, test } from '@jest/globals';
import { endOf, isPast } from './until.js';

const NOW = Date.parse('2026-01-31T18:00:00Z');

describe('until when a store is paused', () => {
  test('is never, or so many minutes from now', () => {
    expect(endOf('forGood', '', NOW)).toBeNull();
    expect(endOf('until30', '', NOW)).toBe('2026-01-31T18:30:00.000Z');
    expect(endOf('until60', '', NOW)).toBe('2026-01-31T19:00:00.000Z');
  });

  test('is what was chosen, where whoever chose it is', () => {
    expect(endOf('untilAt', '2026-01-31T20:15', NOW)).toBe(new Date(2026, 0, 31, 20, 15).toISOString());
  });

  test('is over where it has passed', () => {
    expect(isPast('', NOW)).toBe(false);
    expect(isPast('2026-01-30T10:00', NOW)).toBe(true);
    expect(isPast('2026-02-02T10:00', NOW)).toBe(false);
  });
});
