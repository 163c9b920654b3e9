import { taxOf } from '@doremi/domain';
import { expect, test } from '@jest/globals';
import { receipts } from './receipts.js';
import { at, folded } from './testing/folded.js';
import { order, orderSteps as step } from './testing/order-steps.js';

const terms = { ...order.terms, currency: 'EUR', tax: taxOf(15_000, 19, 'EUR') };
const received = { ...step.received, data: { ...step.received.data, ...terms, orderNumber: 12 } };
const refunded = (refundId: string, amount: number, reason = 'cold') => ({
  type: 'PaymentRefunded' as const,
  data: {
    ...{ paymentId: 1, cartId: 1, storeId: 2002, customerId: 'alice', businessDay: '2026-01-01', attempt: 1 },
    ...{ amount, refundId, reason, by: 'head', providerReference: 're', net: amount, tax: 0 },
  },
});

test('a receipt has what was agreed on, and what went back in its order', () => {
  const back = [refunded('a', 500), refunded('late', 15_000, 'ATTEMPT_ABANDONED'), refunded('b', 250)];
  expect(folded(receipts, received, ...back)[1]).toEqual({
    ...{ orderId: 1, storeId: 2002, customerId: 'alice', orderNumber: 12, businessDay: '2026-01-01' },
    ...{ paidAt: '2026-01-01T00:00:00.000Z', lines: order.lines, total: 15_000, terms, closedAt: null },
    refunds: [
      { refundId: 'a', amount: 500, net: 500, tax: 0, at: at(2) },
      { refundId: 'b', amount: 250, net: 250, tax: 0, at: at(4) },
    ],
  });
});

test.each(['delivered', 'cancelled'] as const)('an order that was %s is closed', (how) => {
  expect(folded(receipts, received, step[how])[1]).toMatchObject({ closedAt: at(2) });
});

test('what was paid and never received has none', () => {
  expect(folded(receipts, refunded('a', 500))).toEqual({});
});
