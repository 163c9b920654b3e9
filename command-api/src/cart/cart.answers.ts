import type { CartLine, Seen } from '@doremi/shared/events/cart.events';
import { toDecimal, type Minor } from '@doremi/shared/kernel/money';
import type { Refusal } from '@doremi/shared/kernel/refusal';
import type { Cart, Hold } from './cart.decider.js';

/** A cart in the words of `GET /mycart/{cartId}`. */
export const cartAnswer = ({ cartId, storeId, customerId, status, lines, holds, total, version }: Cart) => ({
  cartId,
  storeId,
  customerId,
  cartStatus: status,
  lines: lines.map(lineAnswer),
  holds: holds.map(holdAnswer),
  total: toDecimal(total),
  version,
});

const lineAnswer = ({ unitPrice, seen, ...line }: CartLine) => ({
  ...line,
  unitPrice: toDecimal(unitPrice),
  ...(seen && { seen: seenAnswer(seen) }),
});

const holdAnswer = ({ seen, ...hold }: Hold) => ({ ...hold, seen: seen && seenAnswer(seen) });

const seenAnswer = ({ revision, unitPrice }: Seen) => ({ revision, unitPrice: toDecimal(unitPrice) });

/** The answer to an add that is held: the cart as it is, and the newest hold by itself. */
export const heldAnswer = (cart: Cart) => {
  const hold = cart.holds.at(-1);
  return { ...cartAnswer(cart), hold: hold && holdAnswer(hold) };
};

/** What a refusal to order tells of: amounts are minor units. */
interface Told {
  readonly holds?: readonly Hold[];
  readonly differences?: readonly { readonly unitPrice?: Minor; readonly now?: Minor }[];
  readonly total?: Minor;
}

/** A refusal to order; amounts are decimal numbers at the edge. */
export const refusalAnswer = (refusal: Refusal): Refusal => {
  const { holds, differences, total }: Told = refusal.details;
  const decimal = {
    ...(holds && { holds: holds.map(holdAnswer) }),
    ...(total !== undefined && { total: toDecimal(total) }),
    ...(differences && {
      differences: differences.map(({ unitPrice, now, ...line }) => ({
        ...line,
        ...(unitPrice !== undefined && { unitPrice: toDecimal(unitPrice) }),
        ...(now !== undefined && { now: toDecimal(now) }),
      })),
    }),
  };
  return { ...refusal, details: { ...refusal.details, ...decimal } };
};
