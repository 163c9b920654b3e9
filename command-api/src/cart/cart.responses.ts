import { dueBy, type Minor, openTerms, type StoreSettings, toDecimal } from '@doremi/domain';
import type { Refusal } from '@doremi/event-sourcing';
import {
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
  oneOf,
  seenResponse,
  type Static,
} from '@doremi/http';
import { existing } from '../existing.js';
import type { Cart, Hold } from './cart.decider.js';
import { isOpen } from './cart.state.js';

export { CartResponse };

/** A cart as its commands answer it: what an open one costs is what its store asks for now. */
export const cartResponse =
  (settings: StoreSettings) =>
  (cart: Cart): CartResponse => {
    const terms = isOpen(cart) ? openTerms(cart.total, cart.terms.fulfilment, settings) : cart.terms;
    return {
      cartId: cart.cartId,
      storeId: cart.storeId,
      customerId: cart.customerId,
      cartStatus: existing(cart.status),
      lines: cart.lines.map(cartLineResponse),
      holds: cart.holds.map(holdResponse),
      ...costResponse(isOpen(cart) ? dueBy(terms) : cart.total, terms),
      fulfilment: fulfilmentResponse(cart.terms.fulfilment),
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
  (hold: Hold, settings: StoreSettings) =>
  (cart: Cart): Static<typeof HeldCartResponse> => ({ ...cartResponse(settings)(cart), hold: holdResponse(hold) });

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
