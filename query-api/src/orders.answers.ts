import { toDecimal } from '@doremi/shared/kernel/money';
import type { BoardOrder } from '@doremi/shared/read-models/order-board';
import type { OrderTrack } from '@doremi/shared/read-models/order-tracking';
import { lineAnswers } from './lines.answers.js';

/** One order as a store's board shows it: a time stamp per stage, null while it has not got there. */
export const boardAnswer = (order: BoardOrder) => ({
  orderId: order.orderId,
  storeId: order.storeId,
  customerId: order.customerId,
  status: order.status,
  lines: lineAnswers(order.lines),
  total: toDecimal(order.total),
  courier: order.courier,
  receivedAt: order.receivedAt,
  cookingAt: order.cookingAt,
  readyAt: order.readyAt,
  deliveringAt: order.deliveringAt,
  closedAt: order.closedAt,
});

/** One order as its customer follows it: where it is, and what happened when, oldest first. */
export const trackAnswer = (order: OrderTrack) => ({
  orderId: order.orderId,
  storeId: order.storeId,
  customerId: order.customerId,
  status: order.status,
  lines: lineAnswers(order.lines),
  total: toDecimal(order.total),
  courier: order.courier,
  timeline: order.timeline.map(({ status, at, note }) => ({ status, at, note })),
});
