import { type BoardOrder, type OrderTrack, toDecimal } from '@doremi/domain';
import {
  array,
  day,
  fulfilmentResponse,
  instant,
  lineResponse,
  money,
  named,
  nullable,
  object,
  oneOf,
  orderCostResponse,
  orderFields,
  orderStatus,
  type ShownPersonal,
  type Static,
  text,
} from '@doremi/http';
import type { Disclosed } from './disclosure.js';
import { PaidResponse, paidResponse } from './paid.responses.js';

const courier = nullable(text);
const closing = {
  businessDay: day,
  /** Null where it is not cancelled, or was before that was written down. */
  cancelCode: nullable(oneOf('CUSTOMER', 'STORE', 'REFUSED', 'NOT_ANSWERED', 'REFUNDED')),
  refunded: money,
};

/** A time stamp per stage, null while it has not got there. */
export const BoardOrderResponse = named('BoardOrder', {
  ...orderFields,
  ...closing,
  courier,
  receivedAt: instant,
  cookingAt: nullable(instant),
  readyAt: nullable(instant),
  deliveringAt: nullable(instant),
  closedAt: nullable(instant),
});

/** One order as a store's board shows it. */
const boardOrderResponse = (order: BoardOrder, shown: ShownPersonal): Static<typeof BoardOrderResponse> => ({
  orderId: order.orderId,
  storeId: order.storeId,
  customerId: order.customerId,
  status: order.status,
  lines: order.lines.map(lineResponse),
  ...orderCostResponse(order.total, order.terms),
  fulfilment: fulfilmentResponse(order.terms.fulfilment, shown),
  orderNumber: order.orderNumber,
  acceptBy: order.acceptBy,
  acceptedAt: order.acceptedAt,
  promisedAt: order.promisedAt,
  courier: order.courier,
  receivedAt: order.receivedAt,
  cookingAt: order.cookingAt,
  readyAt: order.readyAt,
  deliveringAt: order.deliveringAt,
  closedAt: order.closedAt,
  businessDay: order.businessDay,
  cancelCode: order.cancelCode,
  refunded: toDecimal(order.refunded),
});

export const boardOrder: Disclosed<BoardOrder, Static<typeof BoardOrderResponse>> = {
  responseOf: boardOrderResponse,
  closedAt: ({ closedAt }) => closedAt,
  isGone: () => false,
};

const Moment = object({ status: orderStatus, at: instant, note: nullable(text) });

export const OrderTrackResponse = named('OrderTrack', {
  ...orderFields,
  ...closing,
  courier,
  receivedAt: instant,
  payment: PaidResponse,
  timeline: array(Moment),
});

/** One order as its customer follows it: where it is, what happened when, oldest first, and where the money stands. */
const orderTrackResponse = (order: OrderTrack, shown: ShownPersonal): Static<typeof OrderTrackResponse> => ({
  orderId: order.orderId,
  storeId: order.storeId,
  customerId: order.customerId,
  status: order.status,
  lines: order.lines.map(lineResponse),
  ...orderCostResponse(order.total, order.terms),
  fulfilment: fulfilmentResponse(order.terms.fulfilment, shown),
  orderNumber: order.orderNumber,
  acceptBy: order.acceptBy,
  acceptedAt: order.acceptedAt,
  promisedAt: order.promisedAt,
  courier: order.courier,
  receivedAt: order.receivedAt,
  businessDay: order.businessDay,
  cancelCode: order.cancelCode,
  refunded: toDecimal(order.payment.refunded),
  payment: paidResponse(order.payment),
  timeline: order.timeline.map(momentResponse),
});

/** An order is closed by the last of what happened to it. */
export const orderTrack: Disclosed<OrderTrack, Static<typeof OrderTrackResponse>> = {
  responseOf: orderTrackResponse,
  closedAt: ({ status, timeline }) =>
    status === 'COMPLETED' || status === 'CANCELLED' ? (timeline.at(-1)?.at ?? null) : null,
  isGone: () => false,
};

const momentResponse = ({ status, at, note }: OrderTrack['timeline'][number]): Static<typeof Moment> => ({
  status,
  at,
  note,
});
