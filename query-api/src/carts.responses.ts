import { type CartView, DEFAULT_SETTINGS, dueBy, openTerms, type StoreSettings, type StoreView } from '@doremi/domain';
import {
  array,
  cartFields,
  cartLineResponse,
  costResponse,
  fulfilmentResponse,
  type Hold,
  id,
  instant,
  lineOptionsResponse,
  named,
  nullable,
  object,
  seenResponse,
  type ShownPersonal,
  type Static,
  text,
} from '@doremi/http';
import type { Disclosed } from './disclosure.js';
import { PaidResponse, paidResponse } from './paid.responses.js';

const DroppedAdd = object({ holdId: id, menuId: id, reason: text });

export const CartViewResponse = named('CartView', {
  ...cartFields,
  dropped: array(DroppedAdd),
  payment: nullable(PaidResponse),
  updatedAt: instant,
});

/**
 * A customer's cart: its lines, the adds that wait, and those that were dropped with the reason. What an open one costs is what its
 * store asks for now.
 */
const cartViewResponse = (
  cart: CartView,
  settings: StoreSettings,
  shown: ShownPersonal,
): Static<typeof CartViewResponse> => ({
  cartId: cart.cartId,
  storeId: cart.storeId,
  customerId: cart.customerId,
  cartStatus: cart.cartStatus,
  lines: cart.lines.map(cartLineResponse),
  holds: cart.holds.map(holdResponse),
  dropped: cart.dropped.map(droppedResponse),
  ...costOf(cart, settings),
  fulfilment: fulfilmentResponse(cart.terms.fulfilment, shown),
  version: cart.version,
  payment: cart.payment && paidResponse(cart.payment),
  updatedAt: cart.updatedAt,
});

const costOf = ({ cartStatus, total, terms }: CartView, settings: StoreSettings) => {
  if (cartStatus !== 'BLANK' && cartStatus !== 'MENUADDED') return costResponse(total, terms);
  const asked = openTerms(total, terms.fulfilment, settings);
  return costResponse(dueBy(asked), asked);
};

/** Carts of these stores, as far as they are known. What is personal of one that was given up is shown to nobody any more. */
export const cartViews = (stores: readonly StoreView[]): Disclosed<CartView, Static<typeof CartViewResponse>> => ({
  responseOf: (cart, shown) => {
    const store = stores.find(({ storeId }) => storeId === cart.storeId);
    return cartViewResponse(cart, store?.settings ?? DEFAULT_SETTINGS, shown);
  },
  closedAt: () => null,
  isGone: ({ cartStatus }) => cartStatus === 'EXPIRED',
});

const holdResponse = (hold: CartView['holds'][number]): Hold => ({
  holdId: hold.holdId,
  menuId: hold.menuId,
  quantity: hold.quantity,
  reason: hold.reason,
  expiresAt: hold.expiresAt,
  seen: hold.seen && seenResponse(hold.seen),
  options: lineOptionsResponse(hold.options),
});

const droppedResponse = ({ holdId, menuId, reason }: CartView['dropped'][number]): Static<typeof DroppedAdd> => ({
  holdId,
  menuId,
  reason,
});
