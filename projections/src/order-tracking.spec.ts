import { describe, expect, test } from '@jest/globals';
import { orderTracking, paidWith, type PaymentEvent } from '@doremi/domain';
import { at, folded } from './testing/folded.js';
import { order, orderSteps as step, promise } from './testing/order-steps.js';

const refund = (refundId: string, amount: number, reason = 'cold') => ({
  ...{ paymentId: 1, cartId: 1, storeId: 2002, customerId: 'alice', businessDay: '2026-01-01', attempt: 1 },
  ...{ refundId, amount, reason, by: 'head' },
});
const asked = (...of: Parameters<typeof refund>): PaymentEvent => ({ type: 'RefundRequested', data: refund(...of) });
const back = (...of: Parameters<typeof refund>): PaymentEvent => ({
  type: 'PaymentRefunded',
  data: { ...refund(...of), net: null, tax: null, providerReference: 're_1' },
});
const failed = (...of: Parameters<typeof refund>): PaymentEvent => ({
  type: 'RefundFailed',
  data: { ...refund(...of), code: 'GONE' },
});

describe('orderTracking', () => {
  test('shows where an order is and how it got there, with the reasons given', () => {
    const { 1: shown } = folded(
      orderTracking,
      step.received,
      step.accepted,
      step.cooking,
      step.ready,
      step.recalled,
      step.ready,
      step.delivering,
      step.failed,
      step.delivering,
      step.delivered,
    );
    expect(shown).toEqual({
      ...{ ...order, ...promise },
      status: 'COMPLETED',
      open: false,
      receivedAt: at(1),
      payment: paidWith('APPROVED', 15_000),
      courier: 'bora',
      timeline: [
        { status: 'RECEIVED', at: at(1), note: null },
        { status: 'ACCEPTED', at: at(2), note: null },
        { status: 'COOKING', at: at(3), note: null },
        { status: 'READY', at: at(4), note: null },
        { status: 'COOKING', at: at(5), note: 'burnt' },
        { status: 'READY', at: at(6), note: null },
        { status: 'DELIVERING', at: at(7), note: null },
        { status: 'DELIVERY_FAILED', at: at(8), note: 'nobody home' },
        { status: 'DELIVERING', at: at(9), note: null },
        { status: 'COMPLETED', at: at(10), note: null },
      ],
    });
  });

  test('a cancelled order stays, with the reason', () => {
    const { 1: shown } = folded(orderTracking, step.received, step.cancelled);
    expect(shown).toMatchObject({
      ...{ status: 'CANCELLED', open: false, cancelCode: 'CUSTOMER' },
      timeline: [{}, { status: 'CANCELLED', note: 'too late' }],
    });
  });

  test.each<[string, number, PaymentEvent[]]>([
    ['APPROVED', 0, []],
    ['REFUNDING', 0, [asked('r1', 5_000)]],
    ['APPROVED', 5_000, [asked('r1', 5_000), back('r1', 5_000)]],
    ['APPROVED', 0, [asked('r1', 5_000), failed('r1', 5_000)]],
    ['REFUNDING', 5_000, [asked('r1', 5_000), asked('r2', 10_000), back('r1', 5_000)]],
    ['REFUNDED', 15_000, [asked('r1', 5_000), back('r1', 5_000), asked('r2', 10_000), back('r2', 10_000)]],
    // Money of an attempt that was given up never paid for it.
    ['APPROVED', 0, [asked('r1', 15_000, 'ATTEMPT_ABANDONED'), back('r1', 15_000, 'ATTEMPT_ABANDONED')]],
  ])('its money is %s with %d back: %#', (status, refunded, refunds) => {
    const { 1: shown } = folded(orderTracking, step.received, ...refunds);
    expect(shown?.payment).toMatchObject({ amount: 15_000, status, refunded });
  });

  test('a refund says when it was asked for, and when the money went back', () => {
    const { 1: shown } = folded(orderTracking, step.received, asked('r1', 5_000), back('r1', 5_000));
    expect(shown?.payment.refunds).toEqual([
      { refundId: 'r1', amount: 5_000, status: 'REFUNDED', at: at(2), settledAt: at(3) },
    ]);
  });

  test('what happens to money before there is an order is nothing to it', () => {
    expect(folded(orderTracking, asked('r1', 5_000), back('r1', 5_000))).toEqual({});
  });
});
