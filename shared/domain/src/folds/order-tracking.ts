import { termsOf } from '../events/order-terms.js';
import type { OrderEvent } from '../events/order.events.js';
import type { PaymentEvent } from '../events/payment.events.js';
import type { OrderStage } from '../read-models/order-board.document.js';
import { type OrderTrack, orderTrackingModel } from '../read-models/order-tracking.document.js';
import { paidWith, withRefundAsked, withRefundSettled } from '../read-models/paid.js';
import { projection } from '@doremi/event-sourcing';

const reached = (
  order: OrderTrack | undefined,
  status: OrderStage,
  at: string,
  note: string | null = null,
): OrderTrack | undefined => order && { ...order, status, timeline: [...order.timeline, { status, at, note }] };

const closed = (order: OrderTrack | undefined): OrderTrack | undefined => order && { ...order, open: false };

/** What the customer sees of an order: where it is, and how it got there. */
export const orderTracking = projection<OrderTrack, OrderEvent | PaymentEvent>({
  ...orderTrackingModel,
  key: ({ data }) => ('orderId' in data ? data.orderId : data.paymentId),
  on: {
    OrderReceived: (
      _,
      { orderId, storeId, customerId, lines, total, orderNumber, businessDay, acceptBy, ...data },
      at,
    ) => ({
      orderId,
      storeId,
      customerId,
      status: 'RECEIVED',
      open: true,
      lines,
      total,
      terms: termsOf(data),
      orderNumber,
      courier: null,
      acceptBy,
      acceptedAt: null,
      promisedAt: null,
      receivedAt: at,
      businessDay,
      cancelCode: null,
      // There is no order that is not paid.
      payment: paidWith('APPROVED', total),
      timeline: [{ status: 'RECEIVED', at, note: null }],
    }),
    OrderAccepted: (order, { acceptedAt, promisedAt }, at) =>
      reached(order && { ...order, acceptedAt, promisedAt }, 'ACCEPTED', at),
    CookingStarted: (order, _, at) => reached(order, 'COOKING', at),
    CookingCompleted: (order, _, at) => reached(order, 'READY', at),
    CookingRecalled: (order, { reason }, at) => reached(order, 'COOKING', at, reason),
    DeliveryStarted: (order, { courier }, at) => reached(order && { ...order, courier }, 'DELIVERING', at),
    DeliveryCompleted: (order, _, at) => reached(closed(order), 'COMPLETED', at),
    DeliveryFailed: (order, { reason }, at) => reached(order, 'DELIVERY_FAILED', at, reason),
    OrderCancelled: (order, { reason, code }, at) =>
      reached(closed(order && { ...order, cancelCode: code }), 'CANCELLED', at, reason),
    RefundRequested: (order, data, at) => order && { ...order, payment: withRefundAsked(order.payment, data, at) },
    PaymentRefunded: (order, { refundId }, at) =>
      order && { ...order, payment: withRefundSettled(order.payment, refundId, 'REFUNDED', at) },
    RefundFailed: (order, { refundId }, at) =>
      order && { ...order, payment: withRefundSettled(order.payment, refundId, 'FAILED', at) },
  },
  indexes: [
    { customerId: 1, receivedAt: -1, orderId: -1 },
    { customerId: 1, open: 1, receivedAt: -1, orderId: -1 },
    // Live streams look for what changed.
    { _position: 1 },
    { orderId: 1 },
  ],
});
