import { type BoardOrder, orderBoardModel, type OrderEvent, termsOf } from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

/** Every order with its stage and a time stamp per stage. Closed ones stay, marked. */
export const orderBoard = projection<BoardOrder, OrderEvent>({
  ...orderBoardModel,
  key: ({ data }) => data.orderId,
  on: {
    OrderReceived: (_, { orderId, storeId, customerId, lines, total, orderNumber, ...data }, at) => ({
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
      receivedAt: at,
      cookingAt: null,
      readyAt: null,
      deliveringAt: null,
      closedAt: null,
    }),
    CookingStarted: (order, _, at) => order && { ...order, status: 'COOKING', cookingAt: at },
    CookingCompleted: (order, _, at) => order && { ...order, status: 'READY', readyAt: at },
    CookingRecalled: (order) => order && { ...order, status: 'COOKING', readyAt: null },
    DeliveryStarted: (order, { courier }, at) => order && { ...order, status: 'DELIVERING', courier, deliveringAt: at },
    DeliveryCompleted: (order, _, at) => order && { ...order, status: 'COMPLETED', open: false, closedAt: at },
    DeliveryFailed: (order) => order && { ...order, status: 'DELIVERY_FAILED' },
    OrderCancelled: (order, _, at) => order && { ...order, status: 'CANCELLED', open: false, closedAt: at },
  },
  indexes: [
    { open: 1, receivedAt: 1, orderId: 1 },
    { status: 1, receivedAt: 1, orderId: 1 },
    { storeId: 1, open: 1, receivedAt: 1, orderId: 1 },
    { storeId: 1, status: 1, receivedAt: 1, orderId: 1 },
    { customerId: 1, open: 1, receivedAt: 1, orderId: 1 },
    { customerId: 1, status: 1, receivedAt: 1, orderId: 1 },
    // Live streams look for what changed: of one store when somebody comes back, of all from then on.
    { storeId: 1, _position: 1 },
    { _position: 1 },
  ],
});
