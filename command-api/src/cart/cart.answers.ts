import { toDecimal } from '@doremi/shared/kernel/money';
import type { Cart } from './cart.decider.js';

/** A cart in the words of `GET /mycart/{cartId}`. */
export const cartAnswer = ({ cartId, storeId, customerId, status, lines, holds, total }: Cart) => ({
  cartId,
  storeId,
  customerId,
  cartStatus: status,
  lines: lines.map((line) => ({ ...line, unitPrice: toDecimal(line.unitPrice) })),
  holds,
  total: toDecimal(total),
});
