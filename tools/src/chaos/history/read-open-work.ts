import type { Recorded } from '@doremi/event-sourcing';
import { of } from './history.js';

/**
 * What the system still has to bring to an end by itself: adds that are held, payments without an outcome, carts that
 * are ordered but neither paid nor open again, paid ones that did not reach their store, orders that were to be answered by
 * now (ISO 8601), refunds without an answer.
 */
export const openWork = (events: readonly Recorded[], now = new Date().toISOString()): readonly string[] => {
  const closedHolds = new Set(
    [...of(events, 'HeldMenuAdded'), ...of(events, 'HeldMenuDropped')].map(
      ({ data }) => `${data.cartId}.${data.holdId}`,
    ),
  );
  const decided = new Set(
    [...of(events, 'CartPaid'), ...of(events, 'CartReopened')].map(({ data }) => `${data.cartId}-${data.attempt}`),
  );
  const known = new Set(
    [...of(events, 'PaymentApproved'), ...of(events, 'PaymentDeclined')].map(
      ({ data }) => `${data.cartId}-${data.attempt}`,
    ),
  );
  const received = new Set(of(events, 'OrderReceived').map(({ data }) => data.orderId));
  const answered = new Set(
    [...of(events, 'PaymentRefunded'), ...of(events, 'RefundFailed')].map(({ data }) => data.refundId),
  );
  const settled = new Set(
    [...of(events, 'OrderAccepted'), ...of(events, 'CookingStarted'), ...of(events, 'OrderCancelled')].map(
      ({ data }) => data.orderId,
    ),
  );
  const refunding = new Set(of(events, 'RefundRequested').map(({ data }) => data.cartId));
  return [
    ...of(events, 'MenuAddHeld')
      .filter(({ data }) => !closedHolds.has(`${data.cartId}.${data.holdId}`))
      .map(({ data }) => `hold ${data.holdId} of cart ${data.cartId}`),
    ...of(events, 'CartOrdered')
      .filter(({ data }) => !decided.has(`${data.cartId}-${data.attempt}`))
      .map(({ data }) => `attempt ${data.attempt} of cart ${data.cartId}`),
    ...of(events, 'PaymentRequested')
      .filter(({ data }) => !known.has(`${data.cartId}-${data.attempt}`))
      .map(({ data }) => `payment ${data.cartId}-${data.attempt}`),
    ...of(events, 'CartPaid')
      .filter(({ data }) => !received.has(data.cartId))
      .map(({ data }) => `order ${data.cartId}`),
    ...of(events, 'OrderReceived')
      .filter(({ data: { orderId, acceptBy } }) => acceptBy !== null && acceptBy < now && !settled.has(orderId))
      .map(({ data }) => `answer to order ${data.orderId}`),
    ...of(events, 'RefundRequested')
      .filter(({ data }) => !answered.has(data.refundId))
      .map(({ data }) => `refund ${data.refundId}`),
    ...of(events, 'OrderCancelled')
      .filter(({ data }) => !refunding.has(data.paymentId))
      .map(({ data }) => `refund of cancelled order ${data.orderId}`),
  ];
};
