import { cartStream, isCustomer, orderStream, storeMenuStream, storeStream } from '@doremi/domain';
import { type EventStore, fold, isRefusal, type Position, refuse } from '@doremi/event-sourcing';
import { post, type Route } from '@doremi/http';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf, momentOf } from '../command-handler/command-over-http.js';
import { createWithId } from '../command-handler/create-with-id.js';
import type { IdSequence } from '../ids/id-sequence.js';
import { statusAt } from '../store/store.decider.js';
import { onSale, storeMenu, type StoreMenu } from '../store-menu/store-menu.decider.js';
import { againResponse, AgainResponse } from './cart.responses.js';
import { heldUntil } from './hold-time.js';
import type { MenuServiceProbe } from './menu-service-probe.js';
import { type Item, orderedAgain } from './order-again.js';
import { withOpening } from './taking-order.decider.js';

/** A customer orders once more what they ordered: a new cart at the same store, with what is different by now. */
export const orderAgainRoutes = (
  { orders, stores, storeMenus, carts }: Aggregates,
  store: EventStore,
  ids: IdSequence,
  menuServiceProbe: MenuServiceProbe,
): Route[] => {
  /** What each of the menus is sold for at the store, by menuId. */
  const menusBy = async (
    stateOf: (stream: string) => Promise<StoreMenu>,
    storeId: number,
    menuIds: readonly number[],
    now: string,
  ) =>
    new Map(
      await Promise.all(
        [...new Set(menuIds)].map(async (menuId) => {
          const state = await stateOf(storeMenuStream(storeId, menuId));
          return [menuId, onSale(state, now)] as const;
        }),
      ),
    );

  const stateNow = async (stream: string): Promise<StoreMenu> => (await storeMenus.load(stream)).state;
  /** By place, not by time: much can be said within a millisecond. */
  const stateBefore =
    (place: Position) =>
    async (stream: string): Promise<StoreMenu> => {
      const said = await storeMenus.history(stream);
      const until = said.findLastIndex(({ position }) => position < place);
      return fold(storeMenu, said.slice(0, until + 1), storeMenu.initial);
    };

  return [
    post(
      '/myorders/:orderId/again',
      {
        tag: 'carts',
        operation: 'orderAgain',
        summary: "Begin a cart with what was ordered, at today's prices, and hear what is different",
        roles: ['customer'],
        responses: { 201: AgainResponse },
        refusals: ['ORDER_NOT_FOUND', 'STORE_NOT_OPEN'],
      },
      async (request) => {
        const { orderId } = request.params;
        const { actor, now } = request;
        const { state: order } = await orders.load(orderStream(orderId));
        if (order.status === 'NONE' || !isCustomer(actor, order.customerId)) return refuse('ORDER_NOT_FOUND');
        const { storeId, lines } = order;
        const { state: shop } = await stores.load(storeStream(storeId));
        const menuIds = lines.map(({ menuId }) => menuId);
        const again = orderedAgain(lines, await menusBy(stateNow, storeId, menuIds, now));
        const [first] = again.items;
        const busy = first ? await menuServiceProbe.ask(storeId, first.menuId) : null;
        const storeStatus = statusAt(shop, now);
        const opening = {
          storeId,
          customerId: actor.sub,
          storeStatus,
          ...(busy
            ? { holds: again.items.map((item) => ({ ...item, ...heldUntil(now, busy), seen: seenOf(item) })) }
            : { items: again.items }),
        };
        const context = contextOf(request);
        const created = await createWithId(store, ids, context, (cartId) =>
          carts.handle(cartStream(cartId), { type: 'CreateCart', cartId, ...opening }, context, true),
        );
        if (isRefusal(created)) return withOpening(created, storeId, { ...shop, status: storeStatus }, now);
        // A repeat says what was said then, whatever the store sells by now.
        const at = momentOf(created, now);
        const { differences } =
          at === now ? again : orderedAgain(lines, await menusBy(stateBefore(created.position), storeId, menuIds, at));
        return answer(created, 201, againResponse(differences, { settings: shop.settings }), ({ cartId }) => ({
          Location: `/mycart/${cartId}`,
        }));
      },
    ),
  ];
};

const seenOf = ({ revision, unitPrice }: Item) => ({ revision, unitPrice });
