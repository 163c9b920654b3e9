import type { CartLine } from '@doremi/shared/events/cart.events';
import { toDecimal } from '@doremi/shared/kernel/money';
import type { CartView } from '@doremi/shared/read-models/carts';

/** A customer's cart: its lines, the adds that wait, and those that were dropped with the reason. */
export const cartAnswer = (cart: CartView) => ({
  cartId: cart.cartId,
  storeId: cart.storeId,
  customerId: cart.customerId,
  cartStatus: cart.cartStatus,
  lines: cart.lines.map(lineAnswer),
  holds: cart.holds.map(({ holdId, menuId, quantity, reason, expiresAt, unitPrice }) => ({
    holdId,
    menuId,
    quantity,
    reason,
    expiresAt,
    unitPrice: unitPrice === null ? null : toDecimal(unitPrice),
  })),
  dropped: cart.dropped.map(({ holdId, menuId, reason }) => ({ holdId, menuId, reason })),
  total: toDecimal(cart.total),
  version: cart.version,
  updatedAt: cart.updatedAt,
});

const lineAnswer = ({ lineId, menuId, revision, menuName, quantity, unitPrice, seenUnitPrice }: CartLine) => ({
  lineId,
  menuId,
  revision,
  menuName,
  quantity,
  unitPrice: toDecimal(unitPrice),
  ...(seenUnitPrice !== undefined && { seenUnitPrice: toDecimal(seenUnitPrice) }),
});
