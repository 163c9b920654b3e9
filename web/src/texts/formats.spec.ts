import { expect, jest, test } from '@jest/globals';

jest.unstable_mockModule('../session/current.js', () => ({ chainCurrency: 'EUR' }));
Object.defineProperty(globalThis, 'navigator', { value: { language: 'en-GB', languages: ['en-GB', 'en', 'ko-KR'] } });
Object.defineProperty(globalThis, 'localStorage', { value: { getItem: () => null, setItem: () => undefined } });
const { day, money, shortDay, when } = await import('./formats.js');
const { clock, moment } = await import('../operations/formats.js');
const { speak } = await import('./texts.js');

const INSTANT = '2020-11-29T14:05:06.789Z';
/** As people have it; some releases of ICU put PM into Korean. */
const shown = (): string[] => shownHere().map((text) => text.replace('PM', '오후'));
const shownHere = (): string[] => [
  day('2026-11-29'),
  shortDay('2026-11-29'),
  when(INSTANT, 'Asia/Seoul'),
  money(1_234.5, 'USD'),
  moment(INSTANT).slice(0, 10),
  // Twelve hours or twenty-four: the digits are of where the test runs.
  clock(new Date(INSTANT)).replace(/\d/g, '0'),
];

test('dates, times and amounts are those of the browser’s own English, and of its Korean', () => {
  expect(shown()).toEqual(['29 Nov 2026', '29 Nov', '29 Nov 2020, 23:05', 'US$1,234.50', '29/11/2020', '00:00:00']);
  speak('ko');
  expect(shown()).toEqual([
    '2026. 11. 29.',
    '11월 29일',
    '2020. 11. 29. 오후 11:05',
    'US$1,234.50',
    '2020. 11. ',
    '오후 00:00:00',
  ]);
});
