import { expect, test } from '@jest/globals';
import { reactionsTo } from './testing/happened.js';
import { whenOrderCancelled } from './when-order-cancelled.js';

test('all that is left of what was paid is asked back, once per order', async () => {
  const ids = { orderId: 7, paymentId: 7, storeId: 2002, customerId: 'alice' };
  const gone = { code: 'CUSTOMER' as const, lines: [] };
  const data = { ...ids, total: 15000, businessDay: '2026-01-31', by: 'alice', reason: 'late', ...gone };
  expect(await reactionsTo(whenOrderCancelled, { type: 'OrderCancelled', data })).toEqual([
    {
      do: 'payment',
      paymentId: 7,
      command: { type: 'RequestRefund', refundId: '7-cancelled', reason: 'ORDER_CANCELLED', by: 'alice' },
    },
  ]);
});
