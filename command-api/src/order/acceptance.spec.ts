import { DEFAULT_SETTINGS } from '@doremi/domain';
import { expect, test } from '@jest/globals';
import { acceptanceOf } from './acceptance.js';

const PAID = '2026-01-31T12:00:00.000Z';
const store = (settings: Partial<typeof DEFAULT_SETTINGS>) => ({
  timezone: 'Asia/Seoul',
  settings: { ...DEFAULT_SETTINGS, ...settings },
});
const wanted = (wantedAt: string | null) => ({ type: 'DELIVERY', wantedAt, personal: null }) as const;

test('who accepts as orders come promises the preparation time from when it was paid, or what was wanted', () => {
  const auto = store({ preparationMinutes: 35 });
  const promised = (promisedAt: string) => ({ acceptBy: null, promisedAt });
  expect(acceptanceOf(auto, PAID, null)).toEqual(promised('2026-01-31T12:35:00.000Z'));
  expect(acceptanceOf(auto, PAID, wanted(null))).toEqual(promised('2026-01-31T12:35:00.000Z'));
  expect(acceptanceOf(auto, PAID, wanted('2026-02-01T03:00:00.000Z'))).toEqual(promised('2026-02-01T03:00:00.000Z'));
});

test.each([
  ['at any time', null, '2026-01-31T12:10:00.000Z'],
  // 21:00 in Seoul, on a Saturday.
  [
    'while it is open',
    { weekly: [{ day: 6, open: '18:00', close: '22:00' }], exceptions: [] },
    '2026-01-31T12:10:00.000Z',
  ],
  [
    'from its opening',
    { weekly: [{ day: 7, open: '11:00', close: '22:00' }], exceptions: [] },
    '2026-02-01T02:10:00.000Z',
  ],
  ['from now where it never opens', { weekly: [], exceptions: [] }, '2026-01-31T12:10:00.000Z'],
])('who is asked has so many minutes, %s', (_, hours, acceptBy) => {
  const asked = store({ autoAccept: false, acceptWithinMinutes: 10, hours });
  expect(acceptanceOf(asked, PAID, wanted('2026-02-02T03:00:00.000Z'))).toEqual({ acceptBy, promisedAt: null });
});
