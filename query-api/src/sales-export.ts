import { type BoardOrder, toDecimal } from '@doremi/domain';
import type { Table } from './export.js';

const lineText = ({ menuName, options, quantity }: BoardOrder['lines'][number]): string => {
  const chosen = options.length > 0 ? ` (${options.map(({ name }) => name).join(', ')})` : '';
  return `${menuName}${chosen} x${quantity}`;
};

/** A row is an order, those that were received first before others; amounts are decimal numbers. Nothing in it says who the customer is. */
export const ordersTable: Table<BoardOrder> = {
  columns: [
    ['businessDay', ({ businessDay }) => businessDay],
    ['storeId', ({ storeId }) => storeId],
    ['orderNumber', ({ orderNumber }) => orderNumber],
    ['orderId', ({ orderId }) => orderId],
    ['status', ({ status }) => status],
    ['cancelCode', ({ cancelCode }) => cancelCode],
    ['receivedAt', ({ receivedAt }) => receivedAt],
    ['closedAt', ({ closedAt }) => closedAt],
    ['lines', ({ lines }) => lines.map(lineText).join('; ')],
    ['currency', ({ terms }) => terms.currency],
    ['subtotal', ({ terms }) => toDecimal(terms.subtotal)],
    ['deliveryFee', ({ terms }) => toDecimal(terms.deliveryFee)],
    ['total', ({ total }) => toDecimal(total)],
    ['taxRate', ({ terms }) => terms.tax?.rate ?? null],
    ['net', ({ terms: { tax } }) => tax && toDecimal(tax.net)],
    ['tax', ({ terms: { tax } }) => tax && toDecimal(tax.tax)],
    ['refunded', ({ refunded }) => toDecimal(refunded)],
  ],
  sort: [
    ['receivedAt', 1],
    ['orderId', 1],
  ],
};
