import { expect, test } from '@jest/globals';
import { reactionsTo } from './testing/happened.js';
import { whenAddHeld } from './when-add-held.js';

test('the holds of that cart are to be confirmed', async () => {
  const ids = { cartId: 7, storeId: 2002, customerId: 'alice' };
  const data = {
    ...ids,
    holdId: 1,
    menuId: 1,
    quantity: 1,
    reason: 'TOO_SLOW',
    expiresAt: '2026-01-31T12:10:00.000Z',
    seen: { revision: 1, unitPrice: 15_000 },
    options: [],
  };
  expect(await reactionsTo(whenAddHeld, { type: 'MenuAddHeld', data })).toEqual([{ do: 'confirmHolds', cartId: 7 }]);
});
