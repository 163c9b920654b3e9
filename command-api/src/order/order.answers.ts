import { toDecimal } from '@doremi/shared/kernel/money';
import type { Order } from './order.decider.js';

/** An order in the words of `GET /myorder/{orderId}`. */
export const orderAnswer = ({ orderId, storeId, customerId, status, lines, total }: Order) => ({
  orderId,
  storeId,
  customerId,
  status,
  lines: lines.map((line) => ({ ...line, unitPrice: toDecimal(line.unitPrice) })),
  total: toDecimal(total),
});
