import { expect, test } from '@jest/globals';
import { reactionsTo } from './testing/happened.js';
import { whenRefundRequested } from './when-refund-requested.js';

test('the payment provider is asked to pay it back', async () => {
  const ids = { paymentId: 7, cartId: 7, storeId: 2002, customerId: 'alice', businessDay: '2026-01-31' };
  const refund = { ...ids, attempt: 1, amount: 500, refundId: 'r-1', reason: 'cold', by: 'head' };
  expect(await reactionsTo(whenRefundRequested, { type: 'RefundRequested', data: refund })).toEqual([
    { do: 'refund', paymentId: 7, refundId: 'r-1' },
  ]);
});
