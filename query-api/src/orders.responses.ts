import type { BoardOrder, OrderTrack } from '@doremi/domain';
import {
  array,
  fulfilmentResponse,
  instant,
  lineResponse,
  named,
  nullable,
  object,
  orderCostResponse,
  orderFields,
  orderStatus,
  type Static,
  text,
} from '@doremi/http';

const courier = nullable(text);

/** A time stamp per stage, null while it has not got there. */
export const BoardOrderResponse = named('BoardOrder', {
  ...orderFields,
  courier,
  receivedAt: instant,
  cookingAt: nullable(instant),
  readyAt: nullable(instant),
  deliveringAt: nullable(instant),
  closedAt: nullable(instant),
});

/** One order as a store's board shows it. */
export const boardOrderResponse = (order: BoardOrder): Static<typeof BoardOrderResponse> => ({
  orderId: order.orderId,
  storeId: order.storeId,
  customerId: order.customerId,
  status: order.status,
  lines: order.lines.map(lineResponse),
  ...orderCostResponse(order.total, order.terms),
  fulfilment: fulfilmentResponse(order.terms.fulfilment),
  orderNumber: order.orderNumber,
  courier: order.courier,
  receivedAt: order.receivedAt,
  cookingAt: order.cookingAt,
  readyAt: order.readyAt,
  deliveringAt: order.deliveringAt,
  closedAt: order.closedAt,
});

const Moment = object({ status: orderStatus, at: instant, note: nullable(text) });

export const OrderTrackResponse = named('OrderTrack', { ...orderFields, courier, timeline: array(Moment) });

/** One order as its customer follows it: where it is, and what happened when, oldest first. */
export const orderTrackResponse = (order: OrderTrack): Static<typeof OrderTrackResponse> => ({
  orderId: order.orderId,
  storeId: order.storeId,
  customerId: order.customerId,
  status: order.status,
  lines: order.lines.map(lineResponse),
  ...orderCostResponse(order.total, order.terms),
  fulfilment: fulfilmentResponse(order.terms.fulfilment),
  orderNumber: order.orderNumber,
  courier: order.courier,
  timeline: order.timeline.map(momentResponse),
});

const momentResponse = ({ status, at, note }: OrderTrack['timeline'][number]): Static<typeof Moment> => ({
  status,
  at,
  note,
});
