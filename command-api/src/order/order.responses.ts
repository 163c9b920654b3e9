import { termsOf } from '@doremi/domain';
import {
  fulfilmentResponse,
  lineResponse,
  named,
  NOT_SHOWN,
  orderCostResponse,
  orderFields,
  type Static,
} from '@doremi/http';
import { existing } from '../existing.js';
import type { Order } from './order.decider.js';

/** An order as its commands answer it. */
export const OrderResponse = named('Order', orderFields);

/** `shown`: what is personal of it, as whoever asks is shown it. */
export const orderResponse = (order: Order, shown = NOT_SHOWN): Static<typeof OrderResponse> => ({
  orderId: order.orderId,
  storeId: order.storeId,
  customerId: order.customerId,
  status: existing(order.status),
  lines: order.lines.map(lineResponse),
  ...orderCostResponse(order.total, termsOf(order)),
  fulfilment: fulfilmentResponse(order.fulfilment, shown),
  orderNumber: order.orderNumber,
  acceptBy: order.acceptBy,
  acceptedAt: order.acceptedAt,
  promisedAt: order.promisedAt,
});
