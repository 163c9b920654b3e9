import { type PaymentView, toDecimal } from '@doremi/domain';
import {
  array,
  day,
  flag,
  id,
  instant,
  money,
  named,
  nullable,
  object,
  oneOf,
  outcomes,
  paymentFields,
  refundFields,
  type Static,
  Tax,
  taxResponse,
  text,
} from '@doremi/http';

const PaymentAttempt = named('PaymentAttempt', {
  attempt: id,
  amount: money,
  status: oneOf(...outcomes),
  late: flag,
  code: nullable(text),
  providerReference: nullable(text),
});

/** A refund with who asked for it and when, when it was done or failed, why it failed, and what of it was tax. */
const RefundView = object({
  ...refundFields,
  by: text,
  at: instant,
  settledAt: nullable(instant),
  code: nullable(text),
  net: nullable(money),
  tax: nullable(money),
});

export const PaymentViewResponse = named('PaymentView', {
  ...paymentFields,
  amount: money,
  currency: nullable(text),
  tax: nullable(Tax),
  refunded: money,
  businessDay: day,
  attempts: array(PaymentAttempt),
  refunds: array(RefundView),
  requestedAt: instant,
  updatedAt: instant,
});

/** The money side of one cart, with every attempt and refund. */
export const paymentViewResponse = (payment: PaymentView): Static<typeof PaymentViewResponse> => ({
  paymentId: payment.paymentId,
  cartId: payment.cartId,
  storeId: payment.storeId,
  customerId: payment.customerId,
  amount: toDecimal(payment.amount),
  currency: payment.currency,
  tax: taxResponse(payment.tax),
  refunded: toDecimal(payment.refunded),
  businessDay: payment.businessDay,
  status: payment.status,
  attempts: payment.attempts.map(attemptResponse),
  refunds: payment.refunds.map(refundResponse),
  requestedAt: payment.requestedAt,
  updatedAt: payment.updatedAt,
});

type Attempt = PaymentView['attempts'][number];

const attemptResponse = (made: Attempt): Static<typeof PaymentAttempt> => ({
  attempt: made.attempt,
  amount: toDecimal(made.amount),
  status: made.status,
  late: made.late,
  code: made.code,
  providerReference: made.providerReference,
});

const refundResponse = (refund: PaymentView['refunds'][number]): Static<typeof RefundView> => ({
  refundId: refund.refundId,
  attempt: refund.attempt,
  amount: toDecimal(refund.amount),
  reason: refund.reason,
  by: refund.by,
  status: refund.status,
  at: refund.at,
  settledAt: refund.settledAt,
  code: refund.code,
  net: refund.net === null ? null : toDecimal(refund.net),
  tax: refund.tax === null ? null : toDecimal(refund.tax),
});
