import { Line } from './carts.schemas.js';
import { array, id, money, oneOf, text } from './schemas.js';

export const orderStatus = oneOf(
  'RECEIVED',
  'COOKING',
  'READY',
  'DELIVERING',
  'DELIVERY_FAILED',
  'COMPLETED',
  'CANCELLED',
);

/** What every response with an order in it says of the order. */
export const orderFields = {
  orderId: id,
  storeId: id,
  customerId: text,
  status: orderStatus,
  lines: array(Line),
  total: money,
};
