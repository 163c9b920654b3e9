import { termsOf } from '@doremi/domain';
import { fulfilmentResponse, lineResponse, named, orderCostResponse, orderFields, type Static } from '@doremi/http';
import { existing } from '../existing.js';
import type { Order } from './order.decider.js';

/** An order as its commands answer it. */
export const OrderResponse = named('Order', orderFields);

export const orderResponse = (order: Order): Static<typeof OrderResponse> => ({
  orderId: order.orderId,
  storeId: order.storeId,
  customerId: order.customerId,
  status: existing(order.status),
  lines: order.lines.map(lineResponse),
  ...orderCostResponse(order.total, termsOf(order)),
  fulfilment: fulfilmentResponse(order.fulfilment),
  orderNumber: order.orderNumber,
  acceptBy: order.acceptBy,
  acceptedAt: order.acceptedAt,
  promisedAt: order.promisedAt,
});
