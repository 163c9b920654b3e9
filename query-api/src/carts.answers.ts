import { toDecimal } from '@doremi/shared/kernel/money';
import type { CartView } from '@doremi/shared/read-models/carts';
import { lineAnswers } from './lines.answers.js';

/** A customer's cart: its lines, the adds that wait, and those that were dropped with the reason. */
export const cartAnswer = (cart: CartView) => ({
  cartId: cart.cartId,
  storeId: cart.storeId,
  customerId: cart.customerId,
  cartStatus: cart.cartStatus,
  lines: lineAnswers(cart.lines),
  holds: cart.holds.map(({ holdId, menuId, quantity, reason, expiresAt }) => ({
    holdId,
    menuId,
    quantity,
    reason,
    expiresAt,
  })),
  dropped: cart.dropped.map(({ holdId, menuId, reason }) => ({ holdId, menuId, reason })),
  total: toDecimal(cart.total),
  version: cart.version,
  updatedAt: cart.updatedAt,
});
