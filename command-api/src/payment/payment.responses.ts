import { toDecimal } from '@doremi/domain';
import type { Refusal } from '@doremi/event-sourcing';
import { array, money, named, paymentFields, Refund as RefundResponse, type Static } from '@doremi/http';
import { existing } from '../existing.js';
import { refundable, statusOf, type Payment, type Refund } from './payment.decider.js';

/** A payment as a refund answers it. */
export const PaymentResponse = named('Payment', {
  ...paymentFields,
  refundable: money,
  refunds: array(RefundResponse),
});

export const paymentResponse = (payment: Payment): Static<typeof PaymentResponse> => ({
  paymentId: payment.paymentId,
  cartId: payment.cartId,
  storeId: payment.storeId,
  customerId: payment.customerId,
  status: existing(statusOf(payment)),
  refundable: toDecimal(refundable(payment)),
  refunds: payment.refunds.map(refundResponse),
});

const refundResponse = ({ refundId, attempt, amount, reason, by, status }: Refund): RefundResponse => ({
  refundId,
  attempt,
  amount: toDecimal(amount),
  reason,
  by,
  status,
});

/** A refused refund; what is left to refund is a decimal number at the edge. */
export const refusedRefund = (refusal: Refusal): Refusal => {
  const { left } = refusal.details;
  return typeof left === 'number' ? { ...refusal, details: { ...refusal.details, left: toDecimal(left) } } : refusal;
};
