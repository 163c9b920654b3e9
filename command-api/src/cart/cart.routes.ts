import type { EventStore } from '@doremi/shared/engines/event-store';
import { cartStream, storeMenuStream, storeStream } from '@doremi/shared/events/streams';
import { del, post, put, type Answer, type Asked, type Route } from '@doremi/shared/http/route';
import { isCustomer } from '@doremi/shared/kernel/actor';
import { isRefusal, refuse, type Refusal } from '@doremi/shared/kernel/refusal';
import type { IdSequence } from '../ids/id-sequence.js';
import type { MenuServiceProbe } from './menu-service-probe.js';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { createWithId } from '../command-handler/create-with-id.js';
import { statusAt } from '../store/store.decider.js';
import { onSale } from '../store-menu/store-menu.decider.js';
import { cartAnswer, heldAnswer } from './cart.answers.js';
import type { Cart, CartCommand } from './cart.decider.js';
import { AddMenuRequest, LineQuantityRequest } from './cart.requests.js';

const who = ['customer'] as const;
/** On what somebody saw: the cart's version. */
const ifMatch = true;

/** How long an add may be held before it is dropped. */
const HOLD_SECONDS = 600;
/** How soon a hold is confirmed once the menu service answers again. */
const RETRY_AFTER_SECONDS = '5';

const after = (now: string, seconds: number): string => new Date(Date.parse(now) + seconds * 1_000).toISOString();

/** 200 with the cart and its new line, or 202 with the hold that the add became. */
const addAnswer = (outcome: Outcome<Cart>): Answer | Refusal =>
  !isRefusal(outcome) && outcome.last?.type === 'MenuAddHeld'
    ? answer(outcome, 202, heldAnswer, () => ({ 'Retry-After': RETRY_AFTER_SECONDS }))
    : answer(outcome, 200, cartAnswer);

/** A customer's cart: made for a store, filled and emptied. Ordering it is in order-cart.routes.ts. */
export const cartRoutes = (
  aggregates: Aggregates,
  store: EventStore,
  ids: IdSequence,
  menuServiceProbe: MenuServiceProbe,
): Route[] => {
  const { carts, stores, storeMenus } = aggregates;

  const handle = async (asked: Asked, command: CartCommand) =>
    answer(await carts.handle(cartStream(asked.params.cartId ?? 0), command, contextOf(asked)), 200, cartAnswer);

  return [
    post('/mycart/:storeId/create', { who }, async (asked) => {
      const { storeId = 0 } = asked.params;
      const context = contextOf(asked);
      const { state } = await stores.load(storeStream(storeId));
      if (state.status === 'NONE') return refuse('STORE_NOT_FOUND');
      const opening = { storeId, customerId: asked.actor.sub, storeStatus: statusAt(state, asked.now) };
      const created = await createWithId(store, ids, context, (cartId) =>
        carts.handle(cartStream(cartId), { type: 'CreateCart', cartId, ...opening }, context, true),
      );
      return answer(created, 201, cartAnswer, ({ cartId }) => ({ Location: `/mycart/${cartId}` }));
    }),
    post('/mycart/:cartId/menu/:menuId/add', { who, ifMatch, body: AddMenuRequest }, async (asked) => {
      const { cartId = 0, menuId = 0 } = asked.params;
      const { state: cart } = await carts.known(cartStream(cartId));
      if (cart.status === 'NONE' || !isCustomer(asked.actor, cart.customerId)) return refuse('CART_NOT_FOUND');
      const repeated = await carts.repeated(cartStream(cartId), contextOf(asked));
      if (repeated) return addAnswer(repeated);
      const storeMenu = await storeMenus.load(storeMenuStream(cart.storeId, menuId));
      const menu = onSale(storeMenu.state, asked.now);
      if (isRefusal(menu)) return menu;
      const add = { by: asked.actor, menuId, quantity: asked.body.quantity };
      const busy = await menuServiceProbe.ask(cart.storeId, menuId);
      const command: CartCommand = busy
        ? {
            type: 'HoldAdd',
            ...add,
            seen: { revision: menu.revision, unitPrice: menu.unitPrice },
            reason: busy,
            expiresAt: after(asked.now, HOLD_SECONDS),
          }
        : { type: 'AddMenu', ...add, ...menu };
      return addAnswer(await carts.handle(cartStream(cartId), command, contextOf(asked)));
    }),
    put('/mycart/:cartId/lines/:lineId', { who, ifMatch, body: LineQuantityRequest }, (asked) => {
      const { lineId = 0 } = asked.params;
      return handle(asked, { type: 'SetLineQuantity', by: asked.actor, lineId, quantity: asked.body.quantity });
    }),
    del('/mycart/:cartId/lines/:lineId', { who, ifMatch }, (asked) =>
      handle(asked, { type: 'RemoveLine', by: asked.actor, lineId: asked.params.lineId ?? 0 }),
    ),
    del('/mycart/:cartId/holds/:holdId', { who, ifMatch }, (asked) =>
      handle(asked, { type: 'CancelHold', by: asked.actor, holdId: asked.params.holdId ?? 0 }),
    ),
  ];
};
