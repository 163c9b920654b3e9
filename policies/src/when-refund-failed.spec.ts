import { expect, test } from '@jest/globals';
import { reactionsTo } from './testing/happened.js';
import { whenRefundFailed } from './when-refund-failed.js';

test('what is left is done: of a cancelled order it goes back', async () => {
  const ids = { paymentId: 7, cartId: 7, storeId: 2002, customerId: 'alice', businessDay: '2026-01-31' };
  const refund = { ...ids, attempt: 1, amount: 500, refundId: 'r-1', code: 'NO' };
  expect(await reactionsTo(whenRefundFailed, { type: 'RefundFailed', data: refund })).toEqual([
    { do: 'checkOut', cartId: 7 },
  ]);
});
