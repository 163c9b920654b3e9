import type { CartView } from '@doremi/domain';
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

/** A customer's cart: its lines, the adds that wait, and those that were dropped with the reason. */
const cartViewResponse = (cart: CartView, shown: ShownPersonal): Static<typeof CartViewResponse> => ({
  cartId: cart.cartId,
  storeId: cart.storeId,
  customerId: cart.customerId,
  cartStatus: cart.cartStatus,
  lines: cart.lines.map(cartLineResponse),
  holds: cart.holds.map(holdResponse),
  dropped: cart.dropped.map(droppedResponse),
  ...costResponse(cart.total, cart.terms),
  fulfilment: fulfilmentResponse(cart.terms.fulfilment, shown),
  version: cart.version,
  payment: cart.payment && paidResponse(cart.payment),
  updatedAt: cart.updatedAt,
});

/** What is personal of a cart that was given up is shown to nobody any more. */
export const cartView: Disclosed<CartView, Static<typeof CartViewResponse>> = {
  responseOf: cartViewResponse,
  closedAt: () => null,
  isGone: ({ cartStatus }) => cartStatus === 'EXPIRED',
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
