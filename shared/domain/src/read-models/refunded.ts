import { ATTEMPT_ABANDONED, type PaymentEvent } from '../events/payment.events.js';
import type { Minor } from '../money.js';

/** Money of an order that went back; the payment has the order's number. */
export type RefundedEvent = Extract<PaymentEvent, { type: 'PaymentRefunded' }>;

/** The order with what went back of it. Money of an attempt that was given up never paid for it. */
export const withRefunded = <Order extends { readonly refunded: Minor }>(
  order: Order,
  amount: Minor,
  reason: string,
): Order => (reason === ATTEMPT_ABANDONED ? order : { ...order, refunded: order.refunded + amount });
