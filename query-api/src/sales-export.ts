import type { Sort, Where } from '@doremi/read-models';
import { type BoardOrder, toDecimal } from '@doremi/domain';
import { type Cell, csvOf } from './csv.js';
import type { Reader } from './read-models.js';

type Column = readonly [name: string, of: (order: BoardOrder) => Cell];

/** A row is an order; amounts are decimal numbers. Nothing in it says who the customer is. */
const COLUMNS: readonly Column[] = [
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
];

const lineText = ({ menuName, options, quantity }: BoardOrder['lines'][number]): string => {
  const chosen = options.length > 0 ? ` (${options.map(({ name }) => name).join(', ')})` : '';
  return `${menuName}${chosen} x${quantity}`;
};

const AS_RECEIVED: Sort<BoardOrder> = [
  ['receivedAt', 1],
  ['orderId', 1],
];

/** How many orders are read at once. */
const AT_ONCE = 500;

/** The orders of a business day, of one store or of all, as CSV: those that were received first before others. */
export const ordersAsCsv = async (
  board: Pick<Reader<BoardOrder>, 'pinned'>,
  where: Where<BoardOrder>,
): Promise<string> => {
  const build = await board.pinned();
  let text = csvOf([COLUMNS.map(([name]) => name)]);
  for (let after: readonly unknown[] | undefined, isMore = true; isMore;) {
    const orders = await build.find({ where, sort: AS_RECEIVED, limit: AT_ONCE, ...(after && { after }) });
    text += csvOf(orders.map((order) => COLUMNS.map(([, of]) => of(order))));
    const last = orders.at(-1);
    isMore = last !== undefined && orders.length === AT_ONCE;
    if (last) after = [last.receivedAt, last.orderId];
  }
  return text;
};
