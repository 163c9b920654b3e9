import type { Sort, Where } from '@doremi/shared/engines/read-side/where';
import { Absent, MAX_STORE_ID, OneOf, Whole } from '@doremi/shared/http/fields';
import { PageQuery } from '@doremi/shared/http/paging';
import { get, type Route } from '@doremi/shared/http/route';
import { isAdmin, isCustomer, isStore, type Actor } from '@doremi/shared/kernel/actor';
import { refuse } from '@doremi/shared/kernel/refusal';
import type { BoardOrder, OrderStage } from '@doremi/shared/read-models/order-board';
import { freshEnough } from './fresh-enough.js';
import { boardAnswer, trackAnswer } from './orders.answers.js';
import { page } from './page.js';
import type { ReadModels } from './read-models.js';

const STAGES: readonly OrderStage[] = [
  'RECEIVED',
  'COOKING',
  'READY',
  'DELIVERING',
  'DELIVERY_FAILED',
  'COMPLETED',
  'CANCELLED',
];

export class OrdersQuery extends PageQuery {
  @Absent() @Whole({ min: 1, max: MAX_STORE_ID }) storeId?: number;
  @Absent() @OneOf(STAGES) status?: OrderStage;
}

const OLDEST_FIRST: Sort<BoardOrder> = [
  ['receivedAt', 1],
  ['orderId', 1],
];

/** What the actor may see of all orders: head office every one, a store its own, a customer theirs. */
const visibleTo = (actor: Actor): Where<BoardOrder> => {
  if (isAdmin(actor)) return {};
  if (actor.storeId !== undefined) return { storeId: actor.storeId };
  return { customerId: actor.sub };
};

const askedFor = ({ storeId, status }: OrdersQuery): Where<BoardOrder> => ({
  ...(storeId !== undefined && { storeId }),
  ...(status === undefined ? { open: true } : { status }),
});

/** The board of a store, and one order as its customer follows it. */
export const orderRoutes = ({ board, tracking }: Pick<ReadModels, 'board' | 'tracking'>): Route[] => [
  get(
    '/orders',
    { who: ['admin', 'store', 'customer'], query: OrdersQuery },
    freshEnough<OrdersQuery>([board], async ({ query, actor }) => {
      const { storeId } = query;
      if (storeId !== undefined && actor.storeId !== undefined && !isStore(actor, storeId))
        return refuse('FORBIDDEN', { storeId });
      const filter = { ...askedFor(query), ...visibleTo(actor) };
      return page(board, { list: 'orders', where: filter, sort: OLDEST_FIRST }, query, boardAnswer);
    }),
  ),
  get(
    '/myorder/:orderId',
    { who: ['customer', 'store'] },
    freshEnough([tracking], async ({ params: { orderId = 0 }, actor }) => {
      const order = await tracking.byKey(orderId);
      return order && (isCustomer(actor, order.customerId) || isStore(actor, order.storeId))
        ? { status: 200, body: trackAnswer(order) }
        : refuse('ORDER_NOT_FOUND', { orderId });
    }),
  ),
];
