import { describe, expect, test } from '@jest/globals';
import { formatsIn } from './formats.js';
import { LANGUAGES } from './words.js';

const NIGHT = '2026-07-31T22:05:00.000Z';

describe('a date and a time', () => {
  test.each([
    ['en', 'Asia/Seoul', 'Aug 1, 2026', '7:05 AM', 'Aug 1, 2026, 7:05 AM'],
    ['ko', 'Asia/Seoul', '2026. 8. 1.', '오전 7:05', '2026. 8. 1. 오전 7:05'],
    ['en', 'America/New_York', 'Jul 31, 2026', '6:05 PM', 'Jul 31, 2026, 6:05 PM'],
    ['ko', 'America/New_York', '2026. 7. 31.', '오후 6:05', '2026. 7. 31. 오후 6:05'],
  ] as const)('in %s is that of the clocks in %s', (language, timeZone, day, time, both) => {
    const { dayOf, timeOf, clock } = formatsIn(language, timeZone, null);
    expect([dayOf(NIGHT), timeOf(NIGHT), clock(NIGHT)]).toEqual([day, time, both]);
  });

  test.each(['Asia/Seoul', 'America/Los_Angeles'])('of a business day is that day, also in %s', (timeZone) => {
    expect(formatsIn('en', timeZone, null).day('2026-01-31')).toBe('Jan 31, 2026');
    expect(formatsIn('ko', timeZone, null).day('2026-01-31')).toBe('2026. 1. 31.');
  });

  test.each(LANGUAGES)('in %s has no blank but the one that is on every printer', (language) => {
    const { day, clock } = formatsIn(language, 'UTC', null);
    expect(`${day('2026-01-31')}${clock(NIGHT)}`.match(/[^\S ]/g)).toBeNull();
  });
});

describe.each(LANGUAGES)('an amount in %s', (language) => {
  test.each([
    ['KRW', 1_590_000, '15,900'],
    ['KRW', 123_456_700, '1,234,567'],
    ['KRW', 1_590_050, '15,900.50'],
    ['EUR', 1_250, '12.50'],
    ['USD', 123_456_789, '1,234,567.89'],
    ['USD', 0, '0.00'],
    [null, 1_250, '12.50'],
  ])('of %s, %d, is %s', (currency, amount, shown) => {
    expect(formatsIn(language, 'UTC', currency).amount(amount)).toBe(shown);
  });
});
