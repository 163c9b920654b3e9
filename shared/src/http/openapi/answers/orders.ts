import { array, id, instant, money, nullable, object, oneOf, pageOf, ref, text } from '../schema.js';
import type { Chapter, Documented } from './chapter.js';

const status = oneOf('RECEIVED', 'COOKING', 'READY', 'DELIVERING', 'DELIVERY_FAILED', 'COMPLETED', 'CANCELLED');
const order = { orderId: id, storeId: id, customerId: text, status, lines: array(ref('Line')), total: money };

const step = (operation: string, summary: string): Documented => ({
  operation,
  summary,
  answers: { 200: ref('Order') },
  refusals: ['ORDER_NOT_FOUND', 'ORDER_STEP_NOT_ALLOWED'],
});

export const orders: Chapter = {
  tag: 'orders',
  about: "What a store cooks and delivers: an order has its cart's id.",
  schemas: {
    Order: object(order),
    BoardOrder: object({
      ...order,
      courier: nullable(text),
      receivedAt: instant,
      cookingAt: nullable(instant),
      readyAt: nullable(instant),
      deliveringAt: nullable(instant),
      closedAt: nullable(instant),
    }),
    OrderTrack: object({
      ...order,
      courier: nullable(text),
      timeline: array(object({ status, at: instant, note: nullable(text) })),
    }),
  },
  routes: {
    'POST /myorder/:orderId/cooking/start': step('startCooking', 'Start cooking'),
    'POST /myorder/:orderId/cooking/complete': step('completeCooking', 'Finish cooking'),
    'POST /myorder/:orderId/recall': step('recallOrder', 'Take an order that is ready back to the kitchen'),
    'POST /myorder/:orderId/cancel': step('cancelOrder', 'Cancel an order; what was paid is refunded'),
    'POST /myorder/delivery/:orderId': step('startDelivery', 'Send the courier off'),
    'POST /myorder/delivery/:orderId/complete': step('completeDelivery', 'The courier has delivered'),
    'POST /myorder/delivery/:orderId/fail': step('failDelivery', 'The courier could not deliver'),
    'GET /orders': {
      operation: 'listOrders',
      summary: 'The orders that are open, or of the status asked for, oldest first: of a store, a customer, or all',
      answers: { 200: pageOf(ref('BoardOrder')) },
    },
    'GET /myorder/:orderId': {
      operation: 'getOrder',
      summary: 'One order: where it is, and what happened when',
      answers: { 200: ref('OrderTrack') },
      refusals: ['ORDER_NOT_FOUND'],
    },
    'GET /stores/:storeId/board/stream': {
      operation: 'streamBoard',
      summary: "A store's board as it changes: every open order first, then each order that changed",
      answers: { 200: ref('BoardOrder') },
      refusals: ['STORE_NOT_FOUND'],
    },
    'GET /myorder/:orderId/stream': {
      operation: 'streamOrder',
      summary: 'One order as it changes: how it is first, then every change',
      answers: { 200: ref('OrderTrack') },
      refusals: ['ORDER_NOT_FOUND'],
    },
  },
};
