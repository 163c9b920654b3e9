import type { CartLine, Seen } from '@doremi/shared/events/cart.events';
import { toDecimal } from '@doremi/shared/kernel/money';
import type { CartView } from '@doremi/shared/read-models/carts';

/** A customer's cart: its lines, the adds that wait, and those that were dropped with the reason. */
export const cartAnswer = (cart: CartView) => ({
  cartId: cart.cartId,
  storeId: cart.storeId,
  customerId: cart.customerId,
  cartStatus: cart.cartStatus,
  lines: cart.lines.map(lineAnswer),
  holds: cart.holds.map(({ holdId, menuId, quantity, reason, expiresAt, seen }) => ({
    holdId,
    menuId,
    quantity,
    reason,
    expiresAt,
    seen: seen && seenAnswer(seen),
  })),
  dropped: cart.dropped.map(({ holdId, menuId, reason }) => ({ holdId, menuId, reason })),
  total: toDecimal(cart.total),
  version: cart.version,
  updatedAt: cart.updatedAt,
});

const lineAnswer = ({ lineId, menuId, revision, menuName, quantity, unitPrice, seen }: CartLine) => ({
  lineId,
  menuId,
  revision,
  menuName,
  quantity,
  unitPrice: toDecimal(unitPrice),
  ...(seen && { seen: seenAnswer(seen) }),
});

const seenAnswer = ({ revision, unitPrice }: Seen) => ({ revision, unitPrice: toDecimal(unitPrice) });
