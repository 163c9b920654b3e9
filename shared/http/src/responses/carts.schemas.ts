import {
  type CartLine as CartLineState,
  type Line as LineState,
  type Seen as SeenState,
  toDecimal,
} from '@doremi/domain';
import { array, id, instant, money, named, nullable, object, oneOf, optional, text, type Static } from './schemas.js';

const quantity = id;
const lineFields = { lineId: id, menuId: id, revision: id, menuName: text, quantity, unitPrice: money };

/** A line of an order, at the price that was fixed when it was added. */
export const Line = named('Line', lineFields);
export type Line = Static<typeof Line>;

export const lineResponse = ({ lineId, menuId, revision, menuName, quantity, unitPrice }: LineState): Line => ({
  lineId,
  menuId,
  revision,
  menuName,
  quantity,
  unitPrice: toDecimal(unitPrice),
});

/** What a customer saw of a menu when they added it. */
const Seen = object({ revision: id, unitPrice: money });
export type Seen = Static<typeof Seen>;

export const seenResponse = ({ revision, unitPrice }: SeenState): Seen => ({
  revision,
  unitPrice: toDecimal(unitPrice),
});

/** Marked with what the customer saw, where it was held and is something else. */
export const CartLine = named('CartLine', { ...lineFields, seen: optional(Seen) });
export type CartLine = Static<typeof CartLine>;

export const cartLineResponse = ({ seen, ...line }: CartLineState): CartLine => ({
  ...lineResponse(line),
  ...(seen && { seen: seenResponse(seen) }),
});

/** With the menu as the customer saw it; null in carts from before that was written down. */
export const Hold = named('Hold', {
  holdId: id,
  menuId: id,
  quantity,
  reason: text,
  expiresAt: instant,
  seen: nullable(Seen),
});
export type Hold = Static<typeof Hold>;

/** What every response with a cart in it says of the cart. */
export const cartFields = {
  cartId: id,
  storeId: id,
  customerId: text,
  cartStatus: oneOf('BLANK', 'MENUADDED', 'ORDERED', 'PAID', 'EXPIRED'),
  lines: array(CartLine),
  holds: array(Hold),
  total: money,
  version: id,
};

/** A cart as commands answer it, and as a problem shows what became of it. */
export const Cart = named('Cart', cartFields);
export type Cart = Static<typeof Cart>;
