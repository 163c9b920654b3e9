import { toDecimal, type Minor } from '@doremi/shared/kernel/money';
import type { Refusal } from '@doremi/shared/kernel/refusal';
import type { Cart } from './cart.decider.js';

/** A cart in the words of `GET /mycart/{cartId}`. */
export const cartAnswer = ({ cartId, storeId, customerId, status, lines, holds, total, version }: Cart) => ({
  cartId,
  storeId,
  customerId,
  cartStatus: status,
  lines: lines.map((line) => ({ ...line, unitPrice: toDecimal(line.unitPrice) })),
  holds,
  total: toDecimal(total),
  version,
});

/** The answer to an add that is held: the cart as it is, and the newest hold by itself. */
export const heldAnswer = (cart: Cart) => ({ ...cartAnswer(cart), hold: cart.holds.at(-1) });

interface Difference {
  readonly unitPrice?: Minor;
  readonly now?: Minor;
}

/** A refusal to order; the prices that changed since the lines were added are decimal numbers at the edge. */
export const refusalAnswer = (refusal: Refusal): Refusal => {
  const differences = refusal.details.differences as readonly Difference[] | undefined;
  if (!differences) return refusal;
  const told = differences.map(({ unitPrice, now, ...line }) => ({
    ...line,
    ...(unitPrice !== undefined && { unitPrice: toDecimal(unitPrice) }),
    ...(now !== undefined && { now: toDecimal(now) }),
  }));
  return { ...refusal, details: { ...refusal.details, differences: told } };
};
