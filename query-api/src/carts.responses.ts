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
  type Static,
  text,
} from '@doremi/http';
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
 * store asks for now, where that is known.
 */
export const cartViewResponse = (
  cart: CartView,
  store: Pick<StoreView, 'settings'> | null,
): Static<typeof CartViewResponse> => ({
  cartId: cart.cartId,
  storeId: cart.storeId,
  customerId: cart.customerId,
  cartStatus: cart.cartStatus,
  lines: cart.lines.map(cartLineResponse),
  holds: cart.holds.map(holdResponse),
  dropped: cart.dropped.map(droppedResponse),
  ...costOf(cart, store?.settings ?? DEFAULT_SETTINGS),
  fulfilment: fulfilmentResponse(cart.terms.fulfilment),
  version: cart.version,
  payment: cart.payment && paidResponse(cart.payment),
  updatedAt: cart.updatedAt,
});

const costOf = ({ cartStatus, total, terms }: CartView, settings: StoreSettings) => {
  if (cartStatus !== 'BLANK' && cartStatus !== 'MENUADDED') return costResponse(total, terms);
  const asked = openTerms(total, terms.fulfilment, settings);
  return costResponse(dueBy(asked), asked);
};

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
