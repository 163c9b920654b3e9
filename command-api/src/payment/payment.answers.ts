import { toDecimal } from '@doremi/shared/kernel/money';
import type { Refusal } from '@doremi/shared/kernel/refusal';
import { refundable, statusOf, type Payment } from './payment.decider.js';

/** A payment as a refund answers it. */
export const paymentAnswer = (payment: Payment) => ({
  paymentId: payment.paymentId,
  cartId: payment.cartId,
  storeId: payment.storeId,
  customerId: payment.customerId,
  status: statusOf(payment),
  refundable: toDecimal(refundable(payment)),
  refunds: payment.refunds.map((refund) => ({ ...refund, amount: toDecimal(refund.amount) })),
});

/** A refused refund; what is left to refund is a decimal number at the edge. */
export const refusalAnswer = (refusal: Refusal): Refusal => {
  const { left } = refusal.details;
  return typeof left === 'number' ? { ...refusal, details: { ...refusal.details, left: toDecimal(left) } } : refusal;
};
