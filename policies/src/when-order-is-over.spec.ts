import { expect, test } from '@jest/globals';
import { reactionsTo } from './testing/happened.js';
import { whenOrderIsOver } from './when-order-is-over.js';

const ids = { storeId: 2002, customerId: 'alice' };

test('the place of an attempt that was not paid is freed', async () => {
  const data = { ...ids, cartId: 7, attempt: 2, reason: 'DECLINED' };
  expect(await reactionsTo(whenOrderIsOver, { type: 'CartReopened', data })).toEqual([
    { do: 'freePlace', cartId: 7, attempt: 2 },
  ]);
});

test('so is that of an order that was cancelled', async () => {
  const data = {
    ...ids,
    code: 'CUSTOMER' as const,
    lines: [],
    orderId: 7,
    paymentId: 7,
    total: 15000,
    businessDay: '2026-01-31',
    by: 'alice',
    reason: 'late',
  };
  expect(await reactionsTo(whenOrderIsOver, { type: 'OrderCancelled', data })).toEqual([
    { do: 'freePlace', cartId: 7, attempt: null },
  ]);
});
