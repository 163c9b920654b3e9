import { array, flag, id, instant, money, nullable, object, oneOf, pageOf, ref, text } from '../schema.js';
import type { Chapter } from './chapter.js';

const outcomes = ['REQUESTED', 'APPROVED', 'DECLINED', 'UNKNOWN'] as const;
const payment = {
  paymentId: id,
  cartId: id,
  storeId: id,
  customerId: text,
  status: oneOf(...outcomes, 'REFUNDING', 'REFUNDED'),
};
const refund = {
  refundId: text,
  attempt: id,
  amount: money,
  reason: text,
  status: oneOf('REQUESTED', 'REFUNDED', 'FAILED'),
};

export const payments: Chapter = {
  tag: 'payments',
  about: "The money side of each cart: a payment has its cart's id.",
  schemas: {
    Payment: object({ ...payment, refundable: money, refunds: array(object(refund)) }),
    PaymentView: object({
      ...payment,
      amount: money,
      refunded: money,
      attempts: array(ref('PaymentAttempt')),
      refunds: array(object(refund)),
      requestedAt: instant,
      updatedAt: instant,
    }),
    PaymentAttempt: object({
      attempt: id,
      amount: money,
      status: oneOf(...outcomes),
      late: flag,
      code: nullable(text),
      providerReference: nullable(text),
    }),
  },
  routes: {
    'POST /payments/:paymentId/refund': {
      operation: 'refundPayment',
      summary:
        'Ask for a refund, of all that is left unless an amount is given; all of it cancels an order that is not cooked yet',
      answers: { 200: ref('Payment') },
      refusals: [
        'PAYMENT_NOT_FOUND',
        'PAYMENT_NOT_APPROVED',
        'ORDER_NOT_RECEIVED',
        'REFUND_TOO_HIGH',
        'REFUND_REASON_RESERVED',
      ],
    },
    'GET /payments': {
      operation: 'listPayments',
      summary: 'The payments, newest first',
      answers: { 200: pageOf(ref('PaymentView')) },
    },
    'GET /payments/:paymentId': {
      operation: 'getPayment',
      summary: 'One payment',
      answers: { 200: ref('PaymentView') },
      refusals: ['PAYMENT_NOT_FOUND'],
    },
  },
};
