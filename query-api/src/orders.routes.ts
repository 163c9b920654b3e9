import type { Sort, Where } from '@doremi/read-models';
import { Absent, get, MAX_STORE_ID, OneOf, pageOf, PageQuery, type Route, Whole } from '@doremi/http';
import { type Actor, type BoardOrder, isAdmin, isCustomer, isStore, type OrderStage } from '@doremi/domain';
import { refuse } from '@doremi/event-sourcing';
import { freshEnough } from './read-your-writes.js';
import { boardOrderResponse, BoardOrderResponse, orderTrackResponse, OrderTrackResponse } from './orders.responses.js';
import { page } from './page.js';
import type { ReadModels } from './read-models.js';

const STAGES: readonly OrderStage[] = [
  'RECEIVED',
  'ACCEPTED',
  'COOKING',
  'READY',
  'DELIVERING',
  'DELIVERY_FAILED',
  'COMPLETED',
  'CANCELLED',
];

export class OrdersQuery extends PageQuery {
  @Absent() @Whole({ min: 1, max: MAX_STORE_ID }) storeId?: number;
  /** RECEIVED means those that were accepted since as well: nobody cooks them yet. */
  @Absent() @OneOf(STAGES) status?: OrderStage;
  /** Whether they are accepted; those that are not wait for their store's answer. */
  @Absent() @OneOf(['true', 'false']) accepted?: 'true' | 'false';
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

const inStage = (status: OrderStage): Where<BoardOrder> => ({
  status: status === 'RECEIVED' ? { $in: ['RECEIVED', 'ACCEPTED'] } : status,
});

/** An order from before there were acceptances is neither. */
const ACCEPTED: Readonly<Record<'true' | 'false', Where<BoardOrder>>> = {
  true: { acceptedAt: { $ne: null } },
  false: { acceptBy: { $ne: null }, acceptedAt: null, cookingAt: null },
};

const askedFor = ({ storeId, status, accepted }: OrdersQuery): Where<BoardOrder> => ({
  ...(storeId !== undefined && { storeId }),
  ...(status === undefined ? { open: true } : inStage(status)),
  ...(accepted !== undefined && ACCEPTED[accepted]),
});

/** The board of a store, and one order as its customer follows it. */
export const orderRoutes = ({ board, tracking }: Pick<ReadModels, 'board' | 'tracking'>): Route[] => [
  get(
    '/orders',
    {
      tag: 'orders',
      operation: 'listOrders',
      summary: 'The orders that are open, or of the status asked for, oldest first: of a store, a customer, or all',
      roles: ['admin', 'store', 'customer'],
      query: OrdersQuery,
      responses: { 200: pageOf(BoardOrderResponse) },
    },
    freshEnough([board], async ({ query, actor }) => {
      const { storeId } = query;
      if (storeId !== undefined && actor.storeId !== undefined && !isStore(actor, storeId))
        return refuse('FORBIDDEN', { storeId });
      const filter = { ...askedFor(query), ...visibleTo(actor) };
      return page(board, { list: 'orders', where: filter, sort: OLDEST_FIRST }, query, boardOrderResponse);
    }),
  ),
  get(
    '/myorder/:orderId',
    {
      tag: 'orders',
      operation: 'getOrder',
      summary: 'One order: where it is, and what happened when',
      roles: ['customer', 'store'],
      responses: { 200: OrderTrackResponse },
      refusals: ['ORDER_NOT_FOUND'],
    },
    freshEnough([tracking], async ({ params: { orderId }, actor }) => {
      const order = await tracking.byKey(orderId);
      return order && (isCustomer(actor, order.customerId) || isStore(actor, order.storeId))
        ? { status: 200, body: orderTrackResponse(order) }
        : refuse('ORDER_NOT_FOUND', { orderId });
    }),
  ),
];
