import { type PaymentView, toDecimal } from '@doremi/domain';
import {
  array,
  flag,
  id,
  instant,
  money,
  named,
  nullable,
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

export const PaymentViewResponse = named('PaymentView', {
  ...paymentFields,
  amount: money,
  refunded: money,
  attempts: array(PaymentAttempt),
  refunds: array(Refund),
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

const refundResponse = ({ refundId, attempt, amount, reason, status }: PaymentView['refunds'][number]): Refund => ({
  refundId,
  attempt,
  amount: toDecimal(amount),
  reason,
  status,
});
