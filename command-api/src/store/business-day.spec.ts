import { expect, test } from '@jest/globals';
import { businessDayOf } from './business-day.js';

test.each([
  ['2026-01-31T14:59:59.000Z', 'Asia/Seoul', '2026-01-31'],
  ['2026-01-31T15:00:00.000Z', 'Asia/Seoul', '2026-02-01'],
  ['2026-01-01T07:59:59.000Z', 'America/Los_Angeles', '2025-12-31'],
  ['2026-03-08T10:30:00.000Z', 'America/Los_Angeles', '2026-03-08'],
  ['2026-01-31T12:00:00.000Z', 'UTC', '2026-01-31'],
])('%s in %s is %s', (now, timeZone, day) => {
  expect(businessDayOf(now, timeZone)).toBe(day);
});
