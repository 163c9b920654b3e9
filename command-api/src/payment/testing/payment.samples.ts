import type { PaymentCommand } from '../payment.decider.js';

export const ids = { paymentId: 7, cartId: 7, storeId: 2002, customerId: 'alice', businessDay: '2026-01-31' };
export const request = (attempt = 1, amount = 15000) =>
  ({ type: 'RequestPayment', ...ids, attempt, amount, currency: 'EUR', taxRate: 19 }) as const;
export const approve = (attempt = 1) =>
  ({ type: 'RecordApproval', attempt, providerReference: `ref-${attempt}` }) as const;
export const decline = (attempt = 1): PaymentCommand => ({ type: 'RecordDecline', attempt, code: 'DECLINED' });
export const unknown = (attempt = 1): PaymentCommand => ({ type: 'RecordUnknown', attempt });
export const notCharged = { type: 'RecordNotCharged', attempt: 1 } as const;
export const refund = (refundId: string, amount?: number, attempt?: number) =>
  ({ type: 'RequestRefund', refundId, amount, attempt, reason: 'cold', by: 'head' }) as const;
export const refunded = (refundId: string): PaymentCommand => ({
  type: 'RecordRefund',
  refundId,
  providerReference: 'back',
});
export const failed = (refundId: string): PaymentCommand => ({ type: 'FailRefund', refundId, code: 'REFUSED' });

/** The charge of a lost attempt, with what of it went back (refund by refund, in minor units). */
export const adoptCharge = (attempt = 1, amount = 15000, ...back: number[]) =>
  ({
    type: 'AdoptCharge',
    ...ids,
    attempt,
    amount,
    providerReference: `ref-${attempt}`,
    refunds: back.map((part, index) => ({ refundId: `back-${index}`, amount: part, providerReference: `re_${index}` })),
  }) as const;
export const adoptRefund = (refundId: string, amount = 5000, attempt = 1) =>
  ({ type: 'AdoptRefund', refundId, attempt, amount, reason: 'REFUND_LOST', providerReference: 're_1' }) as const;

export const PAID = [request(), approve()];
/** Attempt 1 was declined for want of an answer, 2 paid, then the approval of 1 came after all. */
export const PAID_TWICE = [request(1), decline(1), request(2), approve(2), approve(1)];
