import { id, money, object, oneOf, text, type Static } from './schemas.js';

/** How an attempt to charge can stand. */
export const outcomes = ['REQUESTED', 'APPROVED', 'DECLINED', 'UNKNOWN'] as const;

export const Refund = object({
  refundId: text,
  attempt: id,
  amount: money,
  reason: text,
  status: oneOf('REQUESTED', 'REFUNDED', 'FAILED'),
});
export type Refund = Static<typeof Refund>;

/** What every response with a payment in it says of the payment. */
export const paymentFields = {
  paymentId: id,
  cartId: id,
  storeId: id,
  customerId: text,
  status: oneOf(...outcomes, 'REFUNDING', 'REFUNDED'),
};
