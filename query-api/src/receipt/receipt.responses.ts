import { type Line as LineState, type Minor, type Receipt, toDecimal } from '@doremi/domain';
import {
  array,
  costFields,
  costResponse,
  day,
  fulfilmentField,
  fulfilmentResponse,
  id,
  instant,
  Line,
  lineResponse,
  money,
  named,
  nullable,
  object,
  oneOf,
  type ShownPersonal,
  shownPersonalFields,
  type Static,
  Tax,
  taxResponse,
  text,
} from '@doremi/http';
import type { Seller } from './seller.js';

const SellerResponse = object({ storeId: id, storeName: text, address: text });
const sellerResponse = ({ storeId, storeName, address }: Seller): Static<typeof SellerResponse> => ({
  storeId,
  // What is not known by its name yet goes by its number.
  storeName: storeName ?? `Store ${storeId}`,
  address,
});

const RefundResponse = object({
  refundId: text,
  amount: money,
  net: nullable(money),
  tax: nullable(money),
  at: instant,
});

const decimalOrNull = (amount: Minor | null): number | null => (amount === null ? null : toDecimal(amount));

const refundResponse = (refund: Receipt['refunds'][number]): Static<typeof RefundResponse> => ({
  refundId: refund.refundId,
  amount: toDecimal(refund.amount),
  net: decimalOrNull(refund.net),
  tax: decimalOrNull(refund.tax),
  at: refund.at,
});

export const ReceiptResponse = named('Receipt', {
  orderId: id,
  orderNumber: id,
  seller: SellerResponse,
  businessDay: day,
  paidAt: instant,
  lines: array(Line),
  ...costFields,
  tax: nullable(Tax),
  fulfilment: fulfilmentField,
  refunds: array(RefundResponse),
  refunded: money,
});

/** What a customer gets in writing; of an order that has a number. */
export const receiptResponse = (
  receipt: Receipt & { readonly orderNumber: number },
  seller: Seller,
  shown: ShownPersonal,
): Static<typeof ReceiptResponse> => ({
  orderId: receipt.orderId,
  orderNumber: receipt.orderNumber,
  seller: sellerResponse(seller),
  businessDay: receipt.businessDay,
  paidAt: receipt.paidAt,
  lines: receipt.lines.map(lineResponse),
  ...costResponse(receipt.total, receipt.terms),
  tax: taxResponse(receipt.terms.tax),
  fulfilment: fulfilmentResponse(receipt.terms.fulfilment, shown),
  refunds: receipt.refunds.map(refundResponse),
  refunded: toDecimal(receipt.refunds.reduce((sum, { amount }) => sum + amount, 0)),
});

const TicketLine = object({ quantity: id, menuName: text, options: array(text) });
const ticketLineResponse = ({ quantity, menuName, options }: LineState): Static<typeof TicketLine> => ({
  quantity,
  menuName,
  options: options.map(({ name }) => name),
});

export const TicketResponse = named('Ticket', {
  orderId: id,
  orderNumber: nullable(id),
  seller: SellerResponse,
  businessDay: day,
  paidAt: instant,
  type: oneOf('DELIVERY', 'PICKUP'),
  wantedAt: nullable(instant),
  ...shownPersonalFields,
  lines: array(TicketLine),
});

/** What the kitchen gets: nothing of it is a price. */
export const ticketResponse = (
  order: Receipt,
  seller: Seller,
  shown: ShownPersonal,
): Static<typeof TicketResponse> => ({
  orderId: order.orderId,
  orderNumber: order.orderNumber,
  seller: sellerResponse(seller),
  businessDay: order.businessDay,
  paidAt: order.paidAt,
  type: order.terms.fulfilment?.type ?? 'DELIVERY',
  wantedAt: order.terms.fulfilment?.wantedAt ?? null,
  ...shown,
  lines: order.lines.map(ticketLineResponse),
});
