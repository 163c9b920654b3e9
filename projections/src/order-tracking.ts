import { type OrderEvent, type OrderStage, type OrderTrack, orderTrackingModel, termsOf } from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

const reached = (
  order: OrderTrack | undefined,
  status: OrderStage,
  at: string,
  note: string | null = null,
): OrderTrack | undefined => order && { ...order, status, timeline: [...order.timeline, { status, at, note }] };

/** What the customer sees of an order: where it is, and how it got there. */
export const orderTracking = projection<OrderTrack, OrderEvent>({
  ...orderTrackingModel,
  key: ({ data }) => data.orderId,
  on: {
    OrderReceived: (_, { orderId, storeId, customerId, lines, total, orderNumber, ...data }, at) => ({
      orderId,
      storeId,
      customerId,
      status: 'RECEIVED',
      lines,
      total,
      terms: termsOf(data),
      orderNumber,
      courier: null,
      timeline: [{ status: 'RECEIVED', at, note: null }],
    }),
    CookingStarted: (order, _, at) => reached(order, 'COOKING', at),
    CookingCompleted: (order, _, at) => reached(order, 'READY', at),
    CookingRecalled: (order, { reason }, at) => reached(order, 'COOKING', at, reason),
    DeliveryStarted: (order, { courier }, at) => reached(order && { ...order, courier }, 'DELIVERING', at),
    DeliveryCompleted: (order, _, at) => reached(order, 'COMPLETED', at),
    DeliveryFailed: (order, { reason }, at) => reached(order, 'DELIVERY_FAILED', at, reason),
    OrderCancelled: (order, { reason }, at) => reached(order, 'CANCELLED', at, reason),
  },
  // Live streams look for what changed.
  indexes: [{ _position: 1 }, { orderId: 1 }],
});
