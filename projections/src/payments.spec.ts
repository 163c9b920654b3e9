import { describe, expect, test } from '@jest/globals';
import { type PaymentEvent, payments } from '@doremi/domain';
import { at, folded } from './testing/folded.js';

const ids = { paymentId: 1, cartId: 1, storeId: 2002, customerId: 'alice', businessDay: '2026-01-01' };
const of = (attempt: number, amount = 15_000) => ({ ...ids, attempt, amount });
const requested = (attempt: number): PaymentEvent => ({
  type: 'PaymentRequested',
  data: { ...of(attempt), currency: 'EUR', taxRate: 19, idempotencyKey: `1-${attempt}` },
});
const approved = (attempt: number): PaymentEvent => ({
  type: 'PaymentApproved',
  data: { ...of(attempt), providerReference: `ref-${attempt}` },
});
const declined = (attempt: number): PaymentEvent => ({
  type: 'PaymentDeclined',
  data: { ...of(attempt), code: 'CARD_DECLINED' },
});
const unknown: PaymentEvent = { type: 'PaymentOutcomeUnknown', data: of(1) };
const refund = (refundId: string, amount: number, attempt = 1): PaymentEvent => ({
  type: 'RefundRequested',
  data: { ...of(attempt, amount), refundId, reason: 'cold', by: 'head' },
});
const refunded = (refundId: string, amount: number, attempt = 1): PaymentEvent => ({
  type: 'PaymentRefunded',
  data: {
    ...of(attempt, amount),
    refundId,
    reason: 'cold',
    by: 'head',
    net: amount,
    tax: 0,
    providerReference: 'back',
  },
});
const refundFailed: PaymentEvent = { type: 'RefundFailed', data: { ...of(1), refundId: 'r1', code: 'GONE' } };
const shown = (...events: PaymentEvent[]) => folded(payments, ...events)[1];

describe('payments', () => {
  test('an approved payment', () => {
    expect(shown(requested(1), approved(1))).toEqual({
      paymentId: 1,
      cartId: 1,
      storeId: 2002,
      customerId: 'alice',
      amount: 15_000,
      currency: 'EUR',
      tax: { rate: 19, net: 12_605, tax: 2_395 },
      refunded: 0,
      businessDay: '2026-01-01',
      status: 'APPROVED',
      attempts: [
        {
          ...{ attempt: 1, amount: 15_000, currency: 'EUR', taxRate: 19 },
          ...{ status: 'APPROVED', late: false, code: null, providerReference: 'ref-1' },
        },
      ],
      refunds: [],
      requestedAt: at(1),
      updatedAt: at(2),
    });
  });

  test.each<[string, PaymentEvent[]]>([
    ['REQUESTED', [requested(1)]],
    ['DECLINED', [requested(1), declined(1)]],
    ['UNKNOWN', [requested(1), unknown]],
    ['APPROVED', [requested(1), unknown, approved(1)]],
    ['REQUESTED', [requested(1), declined(1), requested(2)]],
    ['APPROVED', [requested(1), declined(1), requested(2), approved(2)]],
    ['REFUNDING', [requested(1), approved(1), refund('r1', 15_000)]],
    ['REFUNDED', [requested(1), approved(1), refund('r1', 15_000), refunded('r1', 15_000)]],
    ['APPROVED', [requested(1), approved(1), refund('r1', 5_000), refunded('r1', 5_000)]],
    ['APPROVED', [requested(1), approved(1), refund('r1', 15_000), refundFailed]],
    // An approval of an attempt that was closed goes back, and does not pay for the cart.
    ['DECLINED', [requested(1), declined(1), approved(1)]],
    ['APPROVED', [requested(1), declined(1), requested(2), approved(2), approved(1), refund('r1', 15_000, 1)]],
  ])('is %s: %#', (status, events) => {
    expect(shown(...events)?.status).toBe(status);
  });

  test('what went back is counted refund by refund', () => {
    const back = { attempt: 1, reason: 'cold', status: 'REFUNDED', by: 'head', code: null };
    const payment = shown(
      requested(1),
      approved(1),
      refund('r1', 5_000),
      refunded('r1', 5_000),
      refund('r2', 10_000),
      refunded('r2', 10_000),
    );
    expect(payment).toMatchObject({ amount: 15_000, refunded: 15_000, status: 'REFUNDED' });
    expect(payment?.refunds).toEqual([
      { refundId: 'r1', ...back, amount: 5_000, net: 5_000, tax: 0, at: at(3), settledAt: at(4) },
      { refundId: 'r2', ...back, amount: 10_000, net: 10_000, tax: 0, at: at(5), settledAt: at(6) },
    ]);
  });

  test('a refund that failed says why, and when', () => {
    const open = { status: 'REQUESTED', at: at(3), settledAt: null, code: null };
    expect(shown(requested(1), approved(1), refund('r1', 5_000))?.refunds).toMatchObject([open]);
    const failed = { status: 'FAILED', by: 'head', at: at(3), settledAt: at(4), code: 'GONE' };
    expect(shown(requested(1), approved(1), refund('r1', 5_000), refundFailed)?.refunds).toMatchObject([failed]);
  });

  test('the refund of a late approval is no refund of what was paid', () => {
    const late = [requested(1), declined(1), requested(2), approved(2), approved(1)];
    expect(shown(...late, refund('r1', 15_000, 1), refunded('r1', 15_000, 1))).toMatchObject({
      refunded: 0,
      status: 'APPROVED',
    });
  });
});
