import { toDecimal } from '@doremi/shared/kernel/money';
import type { Refusal } from '@doremi/shared/kernel/refusal';
import { paymentFields, Refund as RefundResponse } from '@doremi/shared/responses/payments';
import { array, money, named, type Static } from '@doremi/shared/responses/values';
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

const refundResponse = ({ refundId, attempt, amount, reason, status }: Refund): RefundResponse => ({
  refundId,
  attempt,
  amount: toDecimal(amount),
  reason,
  status,
});

/** A refused refund; what is left to refund is a decimal number at the edge. */
export const refusedRefund = (refusal: Refusal): Refusal => {
  const { left } = refusal.details;
  return typeof left === 'number' ? { ...refusal, details: { ...refusal.details, left: toDecimal(left) } } : refusal;
};
