import { cartStream, storeMenuStream, storeStream } from '@doremi/shared/events/streams';
import { post, type Answer, type Asked, type Route } from '@doremi/shared/http/route';
import { isCustomer } from '@doremi/shared/kernel/actor';
import { idOf } from '@doremi/shared/kernel/ids';
import { toDecimal } from '@doremi/shared/kernel/money';
import { isRefusal, refuse, type Refusal } from '@doremi/shared/kernel/refusal';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';
import type { Aggregates } from '../aggregates.js';
import { contextOf, problemAt } from '../command-handler/command-over-http.js';
import { CONTENDED } from '../command-handler/optimistic-concurrency.js';
import type { CheckoutProcess, CheckoutResult } from '../checkout/checkout-process.js';
import { businessDayOf } from '../store/business-day.js';
import { statusAt } from '../store/store.decider.js';
import { onSale } from '../store-menu/store-menu.decider.js';
import { cartAnswer, refusalAnswer } from './cart.answers.js';
import { OrderCartRequest } from './cart.requests.js';
import type { Cart, MenuCheck } from './cart.decider.js';

/** How often a cart is looked at anew that others change at the same time. */
const LOOKS = 10;

/** Completing the order: the cart is ordered, paid and handed to the store before the answer goes out. */
export const orderCartRoutes = (
  aggregates: Aggregates,
  provider: PaymentProvider,
  checkOut: CheckoutProcess,
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
  const orderOnce = async (asked: Asked<OrderCartRequest>): Promise<Answer | Refusal> => {
    const { cartId = 0 } = asked.params;
    const { state: cart } = await carts.load(cartStream(cartId));
    if (cart.status === 'NONE' || !isCustomer(asked.actor, cart.customerId)) return refuse('CART_NOT_FOUND');
    const isBegun = cart.status === 'ORDERED' || cart.status === 'PAID';
    if (!isBegun && cart.total > 0 && !provider.isAvailable()) return refuse('PROVIDER_UNAVAILABLE');
    const { state: store } = await stores.load(storeStream(cart.storeId));
    // A declined order may be tried again with the same key: then it is the next attempt's command.
    const attempt = isBegun ? cart.attempt : cart.attempt + 1;
    // What was seen is judged with the rest of what may have changed, and not when it was this that changed it.
    const { seen, ...asks } = contextOf(asked);
    const context = { ...asks, commandId: idOf(asked.commandId, attempt) };
    const { total } = asked.body;
    const ordered = await carts.handle(
      cartStream(cartId),
      {
        type: 'OrderCart',
        by: asked.actor,
        storeStatus: statusAt(store, asked.now),
        businessDay: businessDayOf(asked.now, store.timezone),
        attempt,
        menus: await menusOf(cart, asked.now),
        ...(total !== undefined && { total }),
        ...(seen !== undefined && { seen }),
      },
      context,
    );
    return isRefusal(ordered) ? refusalAnswer(ordered) : answerOf(await checkOut(cartId, context));
  };

  return [
    post('/mycart/:cartId/order', { who: ['customer'], body: OrderCartRequest, ifMatch: true }, async (asked) => {
      for (let look = 1; look <= LOOKS; look++) {
        const answer = await orderOnce(asked);
        if (!isRefusal(answer) || answer.refused !== 'CART_CHANGED') return answer;
      }
      return refuse(CONTENDED);
    }),
  ];
};

/** 201 paid, 202 not known yet, 402 declined, 503 when the payment provider was not there; the latter two can be ordered again. */
const answerOf = ({ cart, payment, position }: CheckoutResult): Answer => {
  const { cartId, status, attempt, total } = cart;
  const ids = { cartId, orderId: cartId, paymentId: cartId, cartStatus: status, total: toDecimal(total) };
  if (status === 'PAID') return { status: 201, body: ids, headers: { Location: `/myorder/${cartId}` }, position };
  if (status === 'ORDERED')
    return { status: 202, body: { ...ids, paymentStatus: 'UNKNOWN' }, headers: { 'Retry-After': '5' }, position };
  const code = payment.attempts.find((made) => made.attempt === attempt)?.code ?? 'DECLINED';
  return code === 'PROVIDER_UNAVAILABLE'
    ? problemAt(position, code, { cart: cartAnswer(cart) })
    : problemAt(position, 'PAYMENT_DECLINED', { reason: code, cart: cartAnswer(cart) });
};
