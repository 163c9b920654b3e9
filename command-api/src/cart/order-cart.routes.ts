import {
  cartStream,
  isCustomer,
  type MoneyTerms,
  storeMenuStream,
  type StoreSettings,
  storeStream,
} from '@doremi/domain';
import { type HandlerResponse, type ParamsOf, post, type Route, type RouteRequest } from '@doremi/http';
import { idOf, isRefusal, type Refusal, refuse } from '@doremi/event-sourcing';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';
import type { Aggregates } from '../aggregates.js';
import type { CommandContext } from '../command-handler/command-context.js';
import { NO_PLACE } from '../checkout/checkout-run.js';
import { contextOf, problemAt } from '../command-handler/command-over-http.js';
import { CONTENDED } from '../command-handler/optimistic-concurrency.js';
import type { Sealing } from '../personal/sealing.js';
import { mayHaveAddress } from '../personal/shown.js';
import type { CheckoutProcess, CheckoutResult } from '../checkout/checkout-process.js';
import { businessDayOf } from '../store/business-day.js';
import { statusAt } from '../store/store.decider.js';
import { onSale } from '../store-menu/store-menu.decider.js';
import { takePlace, nextFreeAt } from '../slots/slot-places.js';
import { cart as decider, type Cart, type MenuCheck, type OrderCart } from './cart.decider.js';
import {
  askableFrom,
  needsAddress,
  type OpenedFulfilment,
  quarterFor,
  type TakingStore,
} from './taking-order.decider.js';
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
  sealing: Sealing,
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

  /** What is sealed of a cart's fulfilment, opened where the store insists on an address; null where there is nothing to look into. */
  const openedOf = async (cart: Cart, store: TakingStore): Promise<OpenedFulfilment | null> => {
    const sealed = cart.terms.fulfilment?.personal;
    return sealed && needsAddress(cart, store)
      ? { eventId: sealed.of.eventId, hasAddress: await mayHaveAddress(sealing.personal, sealed) }
      : null;
  };

  /** Takes a place for what would be ordered where the store counts them; the refusal where there is none, or it would not. */
  const placeFor = async (cart: Cart, command: OrderCart, context: CommandContext): Promise<Refusal | null> => {
    const { quarter, attempt, store } = command;
    if (quarter === null) return null;
    const judged = decider.decide(command, cart);
    if (isRefusal(judged)) return judged;
    const place = { storeId: cart.storeId, quarter, cartId: cart.cartId, attempt };
    const taken = await takePlace(aggregates, place, store.settings.ordersPerQuarter, context);
    return isRefusal(taken) ? { ...taken, details: { storeId: cart.storeId } } : null;
  };

  /** One look at the cart, and the order of what was seen: CART_CHANGED where somebody wrote in between. */
  const orderOnce = async (request: RouteRequest<ParamsOf<typeof path>, OrderCartRequest>): Promise<Response> => {
    const { cartId } = request.params;
    const { state: cart } = await carts.load(cartStream(cartId));
    if (cart.status === 'NONE' || !isCustomer(request.actor, cart.customerId)) return refuse('CART_NOT_FOUND');
    const isBegun = cart.status === 'ORDERED' || cart.status === 'PAID';
    if (!isBegun && cart.total > 0 && !provider.isAvailable()) return refuse('PROVIDER_UNAVAILABLE');
    const { state: store } = await stores.load(storeStream(cart.storeId));
    const isPersonal = !isBegun && cart.terms.fulfilment?.personal != null;
    // A declined order may be tried again with the same key: then it is the next attempt's command.
    const attempt = isBegun ? cart.attempt : cart.attempt + 1;
    const taking = { ...store, status: statusAt(store, request.now) };
    // What was seen is judged with the rest of what may have changed, and not when it was this that changed it.
    const { seen, ...asks } = contextOf(request);
    const context = { ...asks, commandId: idOf(request.commandId, attempt) };
    const { total } = request.body;
    const opened = isBegun ? null : await openedOf(cart, taking);
    const command = {
      type: 'OrderCart',
      by: request.actor,
      store: taking,
      now: request.now,
      quarter: isBegun ? cart.quarter : quarterFor(cart, taking, request.now),
      businessDay: businessDayOf(request.now, store.timezone),
      attempt,
      menus: await menusOf(cart, request.now),
      erasedKeys: isPersonal ? await sealing.keysToBeErased(cart.customerId) : [],
      money,
      ...(total !== undefined && { total }),
      ...(seen !== undefined && { seen }),
      ...(opened && { opened }),
    } as const;
    const freeAt = () => nextFreeAt(aggregates, cart.storeId, taking, askableFrom(cart, request.now));
    const withoutPlace = isBegun ? null : await placeFor(cart, command, context);
    const ordered = withoutPlace ?? (await carts.handle(cartStream(cartId), command, context));
    if (isRefusal(ordered)) return refusedOrder(await withNextFree(ordered, freeAt));
    const checkedOut = await checkOut(cartId, context);
    return isWithoutPlace(checkedOut)
      ? problemAt(checkedOut.position, NO_PLACE, { storeId: cart.storeId, nextFreeAt: await freeAt() })
      : checkoutResponse(checkedOut, store.settings);
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
          ...(['FULFILMENT_MISSING', 'BELOW_MINIMUM', 'WANTED_AT_NOT_POSSIBLE', 'STORE_BUSY'] as const),
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

/** Of a refusal that says when it could be ordered for, what is free then. */
const withNextFree = async (refusal: Refusal, freeAt: () => Promise<string | null>): Promise<Refusal> => {
  const isTold = refusal.refused === NO_PLACE || refusal.refused === 'WANTED_AT_NOT_POSSIBLE';
  return isTold ? { ...refusal, details: { ...refusal.details, nextFreeAt: await freeAt() } } : refusal;
};

const isWithoutPlace = ({ cart }: CheckoutResult): boolean => cart.reopenedFor === NO_PLACE;

/** 201 paid, 202 not known yet, 402 declined, 503 when the payment provider was not there; the latter two can be ordered again. */
const checkoutResponse = ({ cart, payment, position }: CheckoutResult, settings: StoreSettings): Response => {
  const { cartId, status, attempt } = cart;
  if (status === 'PAID')
    return { status: 201, body: paidCartResponse(cart), headers: { Location: `/myorder/${cartId}` }, position };
  if (status === 'ORDERED')
    return { status: 202, body: orderedCartResponse(cart), headers: { 'Retry-After': '5' }, position };
  const code = payment.attempts.find((made) => made.attempt === attempt)?.code ?? 'DECLINED';
  return code === 'PROVIDER_UNAVAILABLE'
    ? problemAt(position, code, { cart: cartResponse(cart, { settings }) })
    : problemAt(position, 'PAYMENT_DECLINED', { reason: code, cart: cartResponse(cart, { settings }) });
};
