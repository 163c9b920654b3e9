import { ANONYMOUS, type Actor } from '@doremi/domain';
import { describe, expect, test } from '@jest/globals';
import { isTooLate, shownTo, viewerFor } from './disclosure.js';

const order = { customerId: 'alice', storeId: 2002 };
const as = (sub: string, role: Actor['roles'][number], storeId?: number): Actor => ({
  sub,
  roles: [role],
  ...(storeId !== undefined && { storeId }),
});

test.each([
  [as('alice', 'customer'), 'owner'],
  [as('kim', 'store', 2002), 'store'],
  [ANONYMOUS, 'owner'],
  [as('bob', 'customer'), 'nobody'],
  [as('kim', 'store', 2001), 'nobody'],
  [as('alice', 'admin'), 'nobody'],
  [as('alice', 'operator'), 'nobody'],
] as const)('%j looks as %s', (actor, viewer) => expect(viewerFor(actor, order)).toBe(viewer));

test('a store is shown it until a day after the order, its owner for ever', () => {
  const closedAt = '2026-11-28T10:00:00.000Z';
  const [before, then] = [Date.parse('2026-11-29T09:59:59.999Z'), Date.parse('2026-11-29T10:00:00.000Z')];
  expect([before, then].map((now) => isTooLate('store', closedAt, now))).toEqual([false, true]);
  expect(isTooLate('store', null, then)).toBe(false);
  expect(isTooLate('owner', closedAt, then)).toBe(false);
});

describe('what is shown', () => {
  const value = { contact: null, address: null, note: 'ring twice' };
  test.each([
    ['owner', false, { value }, { personal: value }],
    ['store', false, { value }, { personal: value }],
    ['nobody', false, { value }, { personal: null }],
    ['owner', true, { value }, { personal: null, expired: true }],
    ['owner', false, { erased: true }, { personal: null, erased: true }],
    ['nobody', true, { erased: true }, { personal: null, erased: true }],
    ['store', false, { unavailable: true }, { personal: null, unavailable: true }],
    ['nobody', false, { unavailable: true }, { personal: null }],
    ['owner', false, null, { personal: null }],
  ] as const)('to %s, over: %s, of %j', (viewer, isOver, opened, shown) =>
    expect(shownTo(opened, { viewer, isOver })).toEqual(shown),
  );
});
