import {
  ATTEMPT_ABANDONED,
  type BoardOrder,
  orderBoardModel,
  type OrderEvent,
  type PaymentEvent,
  termsOf,
} from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

/** Every order with its stage and a time stamp per stage. Closed ones stay, marked. */
export const orderBoard = projection<BoardOrder, OrderEvent | PaymentEvent>({
  ...orderBoardModel,
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
      promisedAt: null,
      receivedAt: at,
      acceptedAt: null,
      cookingAt: null,
      readyAt: null,
      deliveringAt: null,
      closedAt: null,
      businessDay,
      cancelCode: null,
      refunded: 0,
    }),
    OrderAccepted: (order, { acceptedAt, promisedAt }) =>
      order && { ...order, status: 'ACCEPTED', acceptedAt, promisedAt },
    CookingStarted: (order, _, at) => order && { ...order, status: 'COOKING', cookingAt: at },
    CookingCompleted: (order, _, at) => order && { ...order, status: 'READY', readyAt: at },
    CookingRecalled: (order) => order && { ...order, status: 'COOKING', readyAt: null },
    DeliveryStarted: (order, { courier }, at) => order && { ...order, status: 'DELIVERING', courier, deliveringAt: at },
    DeliveryCompleted: (order, _, at) => order && { ...order, status: 'COMPLETED', open: false, closedAt: at },
    DeliveryFailed: (order) => order && { ...order, status: 'DELIVERY_FAILED' },
    OrderCancelled: (order, { code }, at) =>
      order && { ...order, status: 'CANCELLED', open: false, closedAt: at, cancelCode: code },
    // The money of an attempt that was given up never paid for it.
    PaymentRefunded: (order, { amount, reason }) =>
      order && reason !== ATTEMPT_ABANDONED ? { ...order, refunded: order.refunded + amount } : order,
  },
  indexes: [
    { open: 1, receivedAt: 1, orderId: 1 },
    { status: 1, receivedAt: 1, orderId: 1 },
    { storeId: 1, open: 1, receivedAt: 1, orderId: 1 },
    { storeId: 1, status: 1, receivedAt: 1, orderId: 1 },
    { customerId: 1, open: 1, receivedAt: 1, orderId: 1 },
    { customerId: 1, status: 1, receivedAt: 1, orderId: 1 },
    { customerId: 1, receivedAt: 1, orderId: 1 },
    { businessDay: 1, receivedAt: 1, orderId: 1 },
    { storeId: 1, businessDay: 1, receivedAt: 1, orderId: 1 },
    { orderNumber: 1, receivedAt: 1, orderId: 1 },
    // Live streams look for what changed: of one store when somebody comes back, of all from then on.
    { storeId: 1, _position: 1 },
    { _position: 1 },
  ],
});
