import { type Minor, type OrderTerms, type Tax as TaxState, toDecimal } from '@doremi/domain';
import { costFields, costResponse, fulfilmentField, Line } from './carts.schemas.js';
import { array, id, instant, measure, money, nullable, object, oneOf, text } from './schemas.js';

export const orderStatus = oneOf(
  'RECEIVED',
  'ACCEPTED',
  'COOKING',
  'READY',
  'DELIVERING',
  'DELIVERY_FAILED',
  'COMPLETED',
  'CANCELLED',
);

/** Prices include tax; `rate` is percent. */
export const Tax = object({ rate: measure, net: money, tax: money });

const orderCostFields = {
  ...costFields,
  /** Null where it was ordered before that was written down. */
  tax: nullable(Tax),
};

export const taxResponse = (tax: TaxState | null) =>
  tax && { rate: tax.rate, net: toDecimal(tax.net), tax: toDecimal(tax.tax) };

/** What an order costs, and the tax in it. */
export const orderCostResponse = (total: Minor, terms: OrderTerms) => ({
  ...costResponse(total, terms),
  tax: taxResponse(terms.tax),
});

/** What every response with an order in it says of the order. */
export const orderFields = {
  orderId: id,
  storeId: id,
  customerId: text,
  status: orderStatus,
  lines: array(Line),
  ...orderCostFields,
  fulfilment: fulfilmentField,
  /** Per store and business day; null where it was ordered before they were counted. */
  orderNumber: nullable(id),
  /** By when its store has to answer; null where it need not. */
  acceptBy: nullable(instant),
  /** Null until it is accepted, and of an order from before there were promises; so is what was promised. */
  acceptedAt: nullable(instant),
  promisedAt: nullable(instant),
};
