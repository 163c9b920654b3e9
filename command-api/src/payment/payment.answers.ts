import { toDecimal } from '@doremi/shared/kernel/money';
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
