import { totalOf, withAdded, withQuantity } from '../events/cart-lines.js';
import type { CartEvent, CartLine } from '../events/cart.events.js';
import { fulfilmentOf, plainTerms, termsOf } from '../events/order-terms.js';
import type { PaymentEvent } from '../events/payment.events.js';
import { cartsModel, type CartView } from '../read-models/carts.document.js';
import { type Paid, paidWith, withRefundAsked, withRefundSettled } from '../read-models/paid.js';
import type { PaymentStatus } from '../read-models/payments.document.js';
import { foldVersioned, projection } from '@doremi/event-sourcing';

type Unversioned = Omit<CartView, 'version'>;

const withLines = (cart: Unversioned, lines: readonly CartLine[], at: string): Unversioned => {
  const total = totalOf(lines);
  const cartStatus = lines.length > 0 ? 'MENUADDED' : 'BLANK';
  return { ...cart, lines, total, terms: plainTerms(total, cart.terms.fulfilment), cartStatus, updatedAt: at };
};

const withoutHold = (cart: Unversioned, holdId: number) => cart.holds.filter((hold) => hold.holdId !== holdId);

/** The cart with what became of its money; an attempt that is not the newest is nothing to its customer. */
const paying = (
  cart: CartView | undefined,
  attempt: number,
  change: (paid: Paid) => Paid,
  at: string,
): CartView | undefined =>
  cart?.payment?.attempt === attempt ? { ...cart, payment: { ...change(cart.payment), attempt }, updatedAt: at } : cart;

/** What was closed stays so: money that comes for it then goes back. */
const outcome =
  (status: PaymentStatus) =>
  (paid: Paid): Paid =>
    paid.status === 'REQUESTED' || paid.status === 'UNKNOWN' ? { ...paid, status } : paid;

/** The customer's cart, from creation to payment, and what became of the money. */
export const carts = projection<CartView, CartEvent | PaymentEvent>({
  ...cartsModel,
  key: ({ data }) => data.cartId,
  on: {
    ...foldVersioned<Unversioned, CartEvent>({
      CartCreated: (_, { cartId, storeId, customerId }, at) => ({
        cartId,
        storeId,
        customerId,
        cartStatus: 'BLANK',
        lines: [],
        holds: [],
        dropped: [],
        total: 0,
        terms: plainTerms(0),
        payment: null,
        updatedAt: at,
      }),
      MenuAddedToCart: (cart, data, at) => cart && withLines(cart, withAdded(cart.lines, data, null), at),
      LineQuantityChanged: (cart, { lineId, quantity }, at) =>
        cart && withLines(cart, withQuantity(cart.lines, lineId, quantity), at),
      MenuAddHeld: (cart, { holdId, menuId, quantity, reason, expiresAt, seen, options }, at) =>
        cart && {
          ...cart,
          holds: [...cart.holds, { holdId, menuId, quantity, reason, expiresAt, seen, options }],
          updatedAt: at,
        },
      HeldMenuAdded: (cart, data, at) => {
        const seen = cart?.holds.find(({ holdId }) => holdId === data.holdId)?.seen ?? null;
        return (
          cart && withLines({ ...cart, holds: withoutHold(cart, data.holdId) }, withAdded(cart.lines, data, seen), at)
        );
      },
      HeldMenuDropped: (cart, { holdId, reason }, at) => {
        const hold = cart?.holds.find((open) => open.holdId === holdId);
        return (
          cart &&
          hold && {
            ...cart,
            holds: withoutHold(cart, holdId),
            dropped: [...cart.dropped, { holdId, menuId: hold.menuId, reason }],
            updatedAt: at,
          }
        );
      },
      MenuRemovedFromCart: (cart, { lineId }, at) =>
        cart &&
        withLines(
          cart,
          cart.lines.filter((line) => line.lineId !== lineId),
          at,
        ),
      FulfilmentChosen: (cart, data, at) =>
        cart && { ...cart, terms: { ...cart.terms, fulfilment: fulfilmentOf(data) }, updatedAt: at },
      CartOrdered: (cart, { lines, total, ...data }, at) =>
        cart && { ...cart, cartStatus: 'ORDERED', lines, total, terms: termsOf(data), updatedAt: at },
      // What its order cost besides its lines is of no account any more.
      CartReopened: (cart, _, at) => cart && withLines(cart, cart.lines, at),
      CartPaid: (cart, _, at) => cart && { ...cart, cartStatus: 'PAID', updatedAt: at },
      CartExpired: (cart, _, at) => cart && { ...cart, cartStatus: 'EXPIRED', updatedAt: at },
    }),
    PaymentRequested: (cart, { attempt, amount }, at) =>
      cart && { ...cart, payment: { ...paidWith('REQUESTED', amount), attempt }, updatedAt: at },
    PaymentApproved: (cart, { attempt }, at) => paying(cart, attempt, outcome('APPROVED'), at),
    PaymentDeclined: (cart, { attempt }, at) => paying(cart, attempt, outcome('DECLINED'), at),
    PaymentOutcomeUnknown: (cart, { attempt }, at) => paying(cart, attempt, outcome('UNKNOWN'), at),
    RefundRequested: (cart, data, at) => paying(cart, data.attempt, (paid) => withRefundAsked(paid, data, at), at),
    PaymentRefunded: (cart, { attempt, refundId }, at) =>
      paying(cart, attempt, (paid) => withRefundSettled(paid, refundId, 'REFUNDED', at), at),
    RefundFailed: (cart, { attempt, refundId }, at) =>
      paying(cart, attempt, (paid) => withRefundSettled(paid, refundId, 'FAILED', at), at),
  },
  indexes: [
    { customerId: 1, cartId: -1 },
    { customerId: 1, cartStatus: 1, cartId: -1 },
    // Live streams look for what changed.
    { _position: 1 },
  ],
});
