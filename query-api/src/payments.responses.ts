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
  Refund,
  type Static,
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

/** A refund with who asked for it and when, when it was done or failed, and why it failed. */
const RefundView = object({
  ...Refund.properties,
  by: text,
  at: instant,
  settledAt: nullable(instant),
  code: nullable(text),
});

export const PaymentViewResponse = named('PaymentView', {
  ...paymentFields,
  amount: money,
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
  status: refund.status,
  by: refund.by,
  at: refund.at,
  settledAt: refund.settledAt,
  code: refund.code,
});
