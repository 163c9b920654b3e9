import {
  type CartLine as CartLineState,
  type Fulfilment as FulfilmentState,
  type Line as LineState,
  type LineOption as LineOptionState,
  type Minor,
  type OrderTerms,
  type Seen as SeenState,
  toDecimal,
} from '@doremi/domain';
import {
  array,
  constant,
  difference,
  id,
  instant,
  money,
  named,
  nullable,
  object,
  oneOf,
  optional,
  text,
  type Static,
} from './schemas.js';

const quantity = id;
const LineOption = object({ groupId: text, optionId: text, name: text, priceDelta: difference });

/** Options as they were chosen. */
export const lineOptionsResponse = (options: readonly LineOptionState[]): readonly Static<typeof LineOption>[] =>
  options.map(({ groupId, optionId, name, priceDelta }) => ({
    groupId,
    optionId,
    name,
    priceDelta: toDecimal(priceDelta),
  }));

const options = array(LineOption);
const lineFields = { lineId: id, menuId: id, revision: id, menuName: text, quantity, unitPrice: money, options };

/** A line of an order with its options, at the price that was fixed when it was added. */
export const Line = named('Line', lineFields);
export type Line = Static<typeof Line>;

export const lineResponse = (line: LineState): Line => ({
  lineId: line.lineId,
  menuId: line.menuId,
  revision: line.revision,
  menuName: line.menuName,
  quantity: line.quantity,
  unitPrice: toDecimal(line.unitPrice),
  options: lineOptionsResponse(line.options),
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
  options,
});
export type Hold = Static<typeof Hold>;

/** What somebody pays: `total` is the subtotal of the lines and the delivery fee. */
export const costFields = {
  subtotal: money,
  deliveryFee: money,
  total: money,
  /** ISO 4217; null where it was not written down. */
  currency: nullable(text),
};

export const costResponse = (total: Minor, { subtotal, deliveryFee, currency }: OrderTerms) => ({
  subtotal: toDecimal(subtotal),
  deliveryFee: toDecimal(deliveryFee),
  total: toDecimal(total),
  currency,
});

const yes = optional(constant(true));

/** Whom it is for and where it goes; each null where nobody said. */
const PersonalDetails = named('PersonalDetails', {
  contact: nullable(object({ name: text, phone: text })),
  address: nullable(object({ line1: text, line2: nullable(text), postcode: nullable(text), city: nullable(text) })),
  note: nullable(text),
});

/** What is personal, as somebody is shown it. */
export const shownPersonalFields = {
  personal: nullable(PersonalDetails),
  expired: yes,
  erased: yes,
  unavailable: yes,
};

/**
 * How it gets to its customer: `wantedAt` null is as soon as possible. `personal` is for its owner and its store, and null for
 * everybody else, where nobody said it, and where one of the flags says that it is not shown any more, or not now.
 */
const Fulfilment = named('Fulfilment', {
  type: oneOf('DELIVERY', 'PICKUP'),
  wantedAt: nullable(instant),
  ...shownPersonalFields,
});
/** What is personal of a fulfilment, as somebody is shown it. */
export type ShownPersonal = Omit<Static<typeof Fulfilment>, 'type' | 'wantedAt'>;
/** As everybody is shown it who is neither its owner nor its store, and as problems show it. */
export const NOT_SHOWN: ShownPersonal = { personal: null };

/** Null where nobody said: it is delivered. */
export const fulfilmentField = nullable(Fulfilment);

export const fulfilmentResponse = (
  fulfilment: FulfilmentState | null,
  shown: ShownPersonal,
): Static<typeof fulfilmentField> => fulfilment && { type: fulfilment.type, wantedAt: fulfilment.wantedAt, ...shown };

/** What every response with a cart in it says of the cart. */
export const cartFields = {
  cartId: id,
  storeId: id,
  customerId: text,
  cartStatus: oneOf('BLANK', 'MENUADDED', 'ORDERED', 'PAID', 'EXPIRED'),
  lines: array(CartLine),
  holds: array(Hold),
  ...costFields,
  fulfilment: fulfilmentField,
  version: id,
};

/** A cart as commands answer it, and as a problem shows what became of it. */
export const Cart = named('Cart', cartFields);
export type Cart = Static<typeof Cart>;
