import { cartStream, isCustomer, type MoneyTerms, storeMenuStream, storeStream } from '@doremi/domain';
import { type HandlerResponse, type ParamsOf, post, type Route, type RouteRequest } from '@doremi/http';
import { idOf, isRefusal, refuse } from '@doremi/event-sourcing';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';
import type { Aggregates } from '../aggregates.js';
import { contextOf, problemAt } from '../command-handler/command-over-http.js';
import { CONTENDED } from '../command-handler/optimistic-concurrency.js';
import type { CheckoutProcess, CheckoutResult } from '../checkout/checkout-process.js';
import { businessDayOf } from '../store/business-day.js';
import { statusAt } from '../store/store.decider.js';
import { onSale } from '../store-menu/store-menu.decider.js';
import type { Cart, MenuCheck } from './cart.decider.js';
import { OrderCartRequest } from './cart.requests.js';
import {
  cartResponse,
  orderedCartResponse,
  OrderedCartResponse,
  paidCartResponse,
  PaidCartResponse,
  refusedOrder,
} from './cart.responses.js';

const path = '/mycart/:cartId/order';
/** Paid, or not known yet; what was declined, or could not be asked for, is a problem and can be ordered again. */
const responses = { 201: PaidCartResponse, 202: OrderedCartResponse };
type Response = HandlerResponse<typeof responses>;

/** How often a cart is looked at anew that others change at the same time. */
const LOOKS = 10;

/** Completing the order: the cart is ordered, paid and handed to the store before the answer goes out. */
export const orderCartRoutes = (
  aggregates: Aggregates,
  provider: PaymentProvider,
  checkOut: CheckoutProcess,
  money: MoneyTerms,
): Route[] => {
  const { carts, stores, storeMenus } = aggregates;

  /** Of the cart's lines, and of what is held: that may be a line by the time the command is decided. */
  const menusOf = async ({ storeId, lines, holds }: Cart, now: string): Promise<Record<number, MenuCheck>> => {
    const menuIds = [...new Set([...lines, ...holds].map(({ menuId }) => menuId))];
    const checks = menuIds.map(async (menuId): Promise<[number, MenuCheck]> => {
      const { state } = await storeMenus.load(storeMenuStream(storeId, menuId));
      return [menuId, onSale(state, now)];
    });
    return Object.fromEntries(await Promise.all(checks));
  };

  /** One look at the cart, and the order of what was seen: CART_CHANGED where somebody wrote in between. */
  const orderOnce = async (request: RouteRequest<ParamsOf<typeof path>, OrderCartRequest>): Promise<Response> => {
    const { cartId } = request.params;
    const { state: cart } = await carts.load(cartStream(cartId));
    if (cart.status === 'NONE' || !isCustomer(request.actor, cart.customerId)) return refuse('CART_NOT_FOUND');
    const isBegun = cart.status === 'ORDERED' || cart.status === 'PAID';
    if (!isBegun && cart.total > 0 && !provider.isAvailable()) return refuse('PROVIDER_UNAVAILABLE');
    const { state: store } = await stores.load(storeStream(cart.storeId));
    // A declined order may be tried again with the same key: then it is the next attempt's command.
    const attempt = isBegun ? cart.attempt : cart.attempt + 1;
    // What was seen is judged with the rest of what may have changed, and not when it was this that changed it.
    const { seen, ...asks } = contextOf(request);
    const context = { ...asks, commandId: idOf(request.commandId, attempt) };
    const { total } = request.body;
    const ordered = await carts.handle(
      cartStream(cartId),
      {
        type: 'OrderCart',
        by: request.actor,
        storeStatus: statusAt(store, request.now),
        businessDay: businessDayOf(request.now, store.timezone),
        attempt,
        menus: await menusOf(cart, request.now),
        money,
        ...(total !== undefined && { total }),
        ...(seen !== undefined && { seen }),
      },
      context,
    );
    return isRefusal(ordered) ? refusedOrder(ordered) : checkoutResponse(await checkOut(cartId, context));
  };

  return [
    post(
      path,
      {
        tag: 'carts',
        operation: 'orderCart',
        summary:
          'Order and pay what was shown: say its `total`, or its version with If-Match; after 402 and 503 the cart can be ordered again',
        roles: ['customer'],
        body: OrderCartRequest,
        ifMatch: true,
        responses,
        refusals: [
          ...(['CART_NOT_FOUND', 'CART_CLOSED', 'CART_EMPTY', 'CART_HAS_HOLDS', 'CART_OUTDATED'] as const),
          ...(['STORE_NOT_OPEN', 'PAYMENT_DECLINED', 'PROVIDER_UNAVAILABLE'] as const),
        ],
      },
      async (request) => {
        for (let look = 1; look <= LOOKS; look++) {
          const response = await orderOnce(request);
          if (!isRefusal(response) || response.refused !== 'CART_CHANGED') return response;
        }
        return refuse(CONTENDED);
      },
    ),
  ];
};

/** 201 paid, 202 not known yet, 402 declined, 503 when the payment provider was not there; the latter two can be ordered again. */
const checkoutResponse = ({ cart, payment, position }: CheckoutResult): Response => {
  const { cartId, status, attempt } = cart;
  if (status === 'PAID')
    return { status: 201, body: paidCartResponse(cart), headers: { Location: `/myorder/${cartId}` }, position };
  if (status === 'ORDERED')
    return { status: 202, body: orderedCartResponse(cart), headers: { 'Retry-After': '5' }, position };
  const code = payment.attempts.find((made) => made.attempt === attempt)?.code ?? 'DECLINED';
  return code === 'PROVIDER_UNAVAILABLE'
    ? problemAt(position, code, { cart: cartResponse(cart) })
    : problemAt(position, 'PAYMENT_DECLINED', { reason: code, cart: cartResponse(cart) });
};
