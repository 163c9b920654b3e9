import { id, money, nullable, object, oneOf, text, type Static } from './schemas.js';

/** How an attempt to charge can stand. */
export const outcomes = ['REQUESTED', 'APPROVED', 'DECLINED', 'UNKNOWN'] as const;

/** What every response with a refund in it says of the refund. */
export const refundFields = {
  refundId: text,
  attempt: id,
  amount: money,
  reason: text,
  /** Null where that was not written down. */
  by: nullable(text),
  status: oneOf('REQUESTED', 'REFUNDED', 'FAILED'),
};

export const Refund = object(refundFields);
export type Refund = Static<typeof Refund>;

/** What every response with a payment in it says of the payment. */
export const paymentFields = {
  paymentId: id,
  cartId: id,
  storeId: id,
  customerId: text,
  status: oneOf(...outcomes, 'REFUNDING', 'REFUNDED'),
};
