import { dueBy, type Minor, openTerms, type StoreSettings, toDecimal } from '@doremi/domain';
import type { PersonalData } from '@doremi/personal-data';
import { isRefusal, type Refusal } from '@doremi/event-sourcing';
import {
  array,
  Cart as CartResponse,
  cartFields,
  cartLineResponse,
  costResponse,
  fulfilmentResponse,
  Hold as HoldResponse,
  id,
  lineOptionsResponse,
  money,
  named,
  NOT_SHOWN,
  nullable,
  object,
  oneOf,
  optional,
  seenResponse,
  type ShownPersonal,
  type Static,
  text,
} from '@doremi/http';
import { existing } from '../existing.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { shownOf } from '../personal/shown.js';
import type { Cart, Hold } from './cart.decider.js';
import { isOpen } from './cart.state.js';
import type { AgainDifference as AgainDifferenceState } from './order-again.js';

export { CartResponse };

/** What is personal of a cart, as its owner is shown it, who alone commands it. */
export const shownCart = async (outcome: Outcome<Cart>, personal: PersonalData): Promise<ShownPersonal> => {
  if (isRefusal(outcome)) return NOT_SHOWN;
  const { terms, status } = outcome.state;
  return shownOf(personal, terms.fulfilment, { viewer: 'owner', isOver: status === 'EXPIRED' });
};

/** What a response says of a cart beside what is on its stream. */
export interface CartBeside {
  /** Its store's: what an open cart costs is what its store asks for now. */
  readonly settings: StoreSettings;
  /** What is personal of it; nothing in a problem. */
  readonly shown?: ShownPersonal;
}

/** A cart as its commands answer it. */
export const cartResponse = (cart: Cart, { settings, shown = NOT_SHOWN }: CartBeside): CartResponse => {
  const terms = isOpen(cart) ? openTerms(cart.total, cart.terms.fulfilment, settings) : cart.terms;
  return {
    cartId: cart.cartId,
    storeId: cart.storeId,
    customerId: cart.customerId,
    cartStatus: existing(cart.status),
    lines: cart.lines.map(cartLineResponse),
    holds: cart.holds.map(holdResponse),
    ...costResponse(isOpen(cart) ? dueBy(terms) : cart.total, terms),
    fulfilment: fulfilmentResponse(cart.terms.fulfilment, shown),
    version: cart.version,
  };
};

const holdResponse = ({ holdId, menuId, quantity, reason, expiresAt, seen, options }: Hold): HoldResponse => ({
  holdId,
  menuId,
  quantity,
  reason,
  expiresAt,
  seen: seen && seenResponse(seen),
  options: lineOptionsResponse(options),
});

/** The menu service was too busy: the add waits, and is settled without the customer. */
export const HeldCartResponse = named('HeldCart', { ...cartFields, hold: HoldResponse });

/** The cart as it is, and the hold that an add became by itself. */
export const heldCartResponse =
  (hold: Hold, beside: CartBeside) =>
  (cart: Cart): Static<typeof HeldCartResponse> => ({ ...cartResponse(cart, beside), hold: holdResponse(hold) });

const AgainDifference = object({
  menuId: id,
  reason: oneOf('PRICE', 'NOT_ON_SALE', 'SOLD_OUT', 'OPTION_GONE', 'OPTION_SOLD_OUT'),
  was: money,
  now: nullable(money),
  groupId: optional(text),
  optionId: optional(text),
});

export const AgainResponse = named('CartAgain', { ...cartFields, differences: array(AgainDifference) });

/** A cart that was made from an order, and what is different: what a unit cost then and costs now, null where it is left out. */
export const againResponse =
  (differences: readonly AgainDifferenceState[], beside: CartBeside) =>
  (cart: Cart): Static<typeof AgainResponse> => ({
    ...cartResponse(cart, beside),
    differences: differences.map(({ was, now, ...what }) => ({
      ...what,
      was: toDecimal(was),
      now: now === null ? null : toDecimal(now),
    })),
  });

const orderedFields = { cartId: id, orderId: id, paymentId: id, total: money };

export const PaidCartResponse = named('PaidCart', { ...orderedFields, cartStatus: oneOf('PAID') });
/** Whether the card was charged is not known yet; it is settled without the customer. */
export const OrderedCartResponse = named('OrderedCart', {
  ...orderedFields,
  cartStatus: oneOf('ORDERED'),
  paymentStatus: oneOf('UNKNOWN'),
});

/** What both say: the order and the payment have the cart's id. */
const orderedResponse = ({ cartId, total }: Cart) => ({
  cartId,
  orderId: cartId,
  paymentId: cartId,
  total: toDecimal(total),
});

export const paidCartResponse = (cart: Cart): Static<typeof PaidCartResponse> => ({
  ...orderedResponse(cart),
  cartStatus: 'PAID',
});

export const orderedCartResponse = (cart: Cart): Static<typeof OrderedCartResponse> => ({
  ...orderedResponse(cart),
  cartStatus: 'ORDERED',
  paymentStatus: 'UNKNOWN',
});

/** The details of a refusal to order: amounts are minor units. */
interface RefusalDetails {
  readonly holds?: readonly Hold[];
  readonly differences?: readonly { readonly unitPrice?: Minor; readonly now?: Minor }[];
  readonly total?: Minor;
  readonly minimum?: Minor;
  readonly subtotal?: Minor;
}

/** A refusal to order; amounts are decimal numbers at the edge. */
export const refusedOrder = (refusal: Refusal): Refusal => {
  const { holds, differences, total, minimum, subtotal }: RefusalDetails = refusal.details;
  const decimal = {
    ...(holds && { holds: holds.map(holdResponse) }),
    ...(total !== undefined && { total: toDecimal(total) }),
    ...(minimum !== undefined && { minimum: toDecimal(minimum) }),
    ...(subtotal !== undefined && { subtotal: toDecimal(subtotal) }),
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
