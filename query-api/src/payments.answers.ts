import { toDecimal } from '@doremi/shared/kernel/money';
import type { PaymentView } from '@doremi/shared/read-models/payments';

/** The money side of one cart, with every attempt and refund. */
export const paymentAnswer = (payment: PaymentView) => ({
  paymentId: payment.paymentId,
  cartId: payment.cartId,
  storeId: payment.storeId,
  customerId: payment.customerId,
  amount: toDecimal(payment.amount),
  refunded: toDecimal(payment.refunded),
  status: payment.status,
  attempts: payment.attempts.map(({ attempt, amount, status, late, code, providerReference }) => ({
    attempt,
    amount: toDecimal(amount),
    status,
    late,
    code,
    providerReference,
  })),
  refunds: payment.refunds.map(({ refundId, attempt, amount, reason, status }) => ({
    refundId,
    attempt,
    amount: toDecimal(amount),
    reason,
    status,
  })),
  requestedAt: payment.requestedAt,
  updatedAt: payment.updatedAt,
});
