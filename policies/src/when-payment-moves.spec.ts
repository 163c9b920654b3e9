import { plainTerms } from '@doremi/domain';
import { expect, test } from '@jest/globals';
import { reactionsTo } from './testing/happened.js';
import { whenPaymentMoves } from './when-payment-moves.js';

const ids = { paymentId: 7, cartId: 7, storeId: 2002, customerId: 'alice', businessDay: '2026-01-31' };
const attempt = { ...ids, attempt: 1, amount: 15000 };

test.each([
  { type: 'PaymentApproved', data: { ...attempt, providerReference: 'ch_1' } } as const,
  { type: 'PaymentDeclined', data: { ...attempt, code: 'CARD_DECLINED' } } as const,
  { type: 'PaymentOutcomeUnknown', data: attempt } as const,
  { type: 'CartPaid', data: { ...ids, attempt: 1, lines: [], total: 15000, ...plainTerms(15000) } } as const,
])('after $type the cart is checked out', async (event) => {
  expect(await reactionsTo(whenPaymentMoves, event)).toEqual([{ do: 'checkOut', cartId: 7 }]);
});
