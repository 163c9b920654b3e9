import { describe, expect, test } from '@jest/globals';
import { type PaymentEvent, taxOf, taxOfRefund } from '@doremi/domain';
import { anyOrderEvent, anyPaymentEvent } from '@doremi/domain/testing';
import fc from 'fast-check';
import { salesByDay } from './sales-by-day.js';
import { folded } from './testing/folded.js';
import { order, orderSteps as step } from './testing/order-steps.js';

const DAY = '2002.2026-01-01';
const ids = { paymentId: 1, cartId: 1, storeId: 2002, customerId: 'alice', businessDay: '2026-01-01' };
const refunded = (amount: number, reason = 'cold'): PaymentEvent & { type: 'PaymentRefunded' } => ({
  type: 'PaymentRefunded',
  data: {
    ...{ ...ids, attempt: 1, amount, refundId: `r-${amount}`, reason, by: 'head', providerReference: 'back' },
    ...taxOfRefund(amount, 0, 19, 'EUR'),
  },
});
const delivered = (secondsFromPaid: number, secondsLate: number | null = 0) =>
  ({ ...step.delivered, data: { ...step.delivered.data, secondsFromPaid, secondsLate } }) as const;
const received = {
  ...step.received,
  data: { ...step.received.data, currency: 'EUR', tax: taxOf(order.total, 19, 'EUR') },
} as const;

describe('salesByDay', () => {
  test('counts what was sold, delivered, cancelled and paid back', () => {
    const { [DAY]: day } = folded(
      salesByDay,
      step.received,
      received,
      received,
      delivered(60),
      delivered(1_501, 61),
      delivered(1_500, null),
      step.cancelled,
      refunded(15_000, 'ORDER_CANCELLED'),
      refunded(500),
    );
    expect(day).toEqual({
      storeId: 2002,
      businessDay: '2026-01-01',
      currency: 'EUR',
      orders: 3,
      revenue: 3 * order.total,
      // The first one was ordered before that was written down.
      tax: 2 * 2_395,
      refunds: 15_500,
      refundedTax: 2_395 + 80,
      cancelled: 1,
      delivered: 3,
      secondsToDeliver: 3_061,
      late: 1,
      secondsLate: 61,
    });
  });

  test('each store and day has a document of its own', () => {
    const other = { ...step.received, data: { ...step.received.data, storeId: 2003 } };
    const later = { ...step.received, data: { ...step.received.data, businessDay: '2026-01-02' } };
    const days = folded(salesByDay, step.received, other, later);
    expect(Object.keys(days).sort()).toEqual([DAY, '2002.2026-01-02', '2003.2026-01-01']);
    expect(Object.values(days).map((day) => day?.orders)).toEqual([1, 1, 1]);
  });

  test('money of an attempt that was given up never came in, so its way back does not count', () => {
    expect(folded(salesByDay, refunded(15_000, 'ATTEMPT_ABANDONED'))).toEqual({});
    expect(folded(salesByDay, step.received, refunded(15_000, 'ATTEMPT_ABANDONED'))[DAY]).toMatchObject({ refunds: 0 });
  });

  test('adds up to what the events say, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyOrderEvent, anyPaymentEvent), { maxLength: 40 }), (any) => {
        const events = [step.received, ...any];
        const handled = events.filter((event) => event.type in salesByDay.on) as Parameters<typeof salesByDay.key>[0][];
        const days = Object.values(folded(salesByDay, ...handled));
        const sum = (of: 'orders' | 'revenue' | 'refunds' | 'secondsToDeliver' | 'late' | 'secondsLate') =>
          days.reduce((total, day) => total + (day?.[of] ?? 0), 0);
        const received = events.flatMap((event) => (event.type === 'OrderReceived' ? [event.data.total] : []));
        const back = events.flatMap((event) => (event.type === 'PaymentRefunded' ? [event.data.amount] : []));
        const seconds = events.flatMap((event) =>
          event.type === 'DeliveryCompleted' ? [event.data.secondsFromPaid] : [],
        );
        const late = events.flatMap((event) =>
          event.type === 'DeliveryCompleted' && event.data.secondsLate ? [event.data.secondsLate] : [],
        );
        const total = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
        expect(sum('orders')).toBe(received.length);
        expect(sum('revenue')).toBe(total(received));
        expect(sum('refunds')).toBe(total(back));
        expect(sum('secondsToDeliver')).toBe(total(seconds));
        expect(sum('late')).toBe(late.length);
        expect(sum('secondsLate')).toBe(total(late));
      }),
    );
  });
});
