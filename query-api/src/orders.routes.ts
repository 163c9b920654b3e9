import type { Sort, Where } from '@doremi/read-models';
import { Absent, Day, get, MAX_STORE_ID, OneOf, pageOf, PageQuery, type Route, Text, Whole } from '@doremi/http';
import {
  type Actor,
  type BoardOrder,
  isAdmin,
  isCustomer,
  isStore,
  type OrderStage,
  type OrderTrack,
} from '@doremi/domain';
import { refuse } from '@doremi/event-sourcing';
import type { Past } from './as-of.js';
import { AsOfQuery } from './as-of.query.js';
import { freshEnough } from './read-your-writes.js';
import type { Disclosure } from './disclosure.js';
import { boardOrder, BoardOrderResponse, orderTrack, OrderTrackResponse } from './orders.responses.js';
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
  /** The store's local date on which it was ordered. */
  @Absent() @Day() day?: string;
  /** For stores and head office: a customer is shown their own anyhow. */
  @Absent() @Text({ max: 200 }) customerId?: string;
  /** The order's number, counted per store and business day. */
  @Absent() @Whole({ min: 1, max: 1_000_000_000 }) number?: number;
}

export class MyOrdersQuery extends PageQuery {
  /** Only those that are under way, or only those that are not. */
  @Absent() @OneOf(['true', 'false']) open?: 'true' | 'false';
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

const NEWEST_FIRST: Sort<OrderTrack> = [
  ['receivedAt', -1],
  ['orderId', -1],
];

/** Who looks for particular ones finds closed ones as well. */
const askedFor = ({ storeId, status, accepted, day, customerId, number }: OrdersQuery): Where<BoardOrder> => {
  const particular = {
    ...(status !== undefined && inStage(status)),
    ...(day !== undefined && { businessDay: day }),
    ...(customerId !== undefined && { customerId }),
    ...(number !== undefined && { orderNumber: number }),
  };
  const sought = Object.keys(particular).length > 0 ? particular : { open: true };
  return { ...(storeId !== undefined && { storeId }), ...sought, ...(accepted && ACCEPTED[accepted]) };
};

/** Whether somebody may ask for the orders of one customer. */
const seesCustomers = (actor: Actor): boolean => isAdmin(actor) || actor.storeId !== undefined;

const seesOrder = (actor: Actor, { storeId, customerId }: OrderTrack): boolean =>
  isAdmin(actor) || isStore(actor, storeId) || isCustomer(actor, customerId);

const followsOrder = (actor: Actor, { storeId, customerId }: OrderTrack): boolean =>
  isCustomer(actor, customerId) || isStore(actor, storeId);

/** The board of a store, and one order as its customer follows it. */
export const orderRoutes = (
  { board, tracking }: Pick<ReadModels, 'board' | 'tracking'>,
  past: Past,
  disclosure: Disclosure,
): Route[] => {
  const orderAsOf = async (
    actor: Actor,
    orderId: number,
    asOf: string | undefined,
    sees: (actor: Actor, order: OrderTrack) => boolean,
  ) => {
    const today = await tracking.byKey(orderId);
    const order = asOf === undefined ? today : (await past.order(orderId, asOf))?.document;
    return order && sees(actor, order)
      ? ({ status: 200, body: await disclosure.responseTo(actor, order, orderTrack, today ?? order) } as const)
      : refuse('ORDER_NOT_FOUND', { orderId });
  };

  return [
    get(
      '/orders',
      {
        tag: 'orders',
        operation: 'listOrders',
        summary:
          'The orders that are open, or those of a status, business day, customer or number, oldest first: of a store, a customer, or all',
        roles: ['admin', 'store', 'customer'],
        query: OrdersQuery,
        responses: { 200: pageOf(BoardOrderResponse) },
      },
      freshEnough([board], async ({ query, actor }) => {
        const { storeId } = query;
        if (storeId !== undefined && actor.storeId !== undefined && !isStore(actor, storeId))
          return refuse('FORBIDDEN', { storeId });
        if (query.customerId !== undefined && !seesCustomers(actor)) return refuse('FORBIDDEN');
        const filter = { ...askedFor(query), ...visibleTo(actor) };
        const responsesOf = (found: readonly BoardOrder[]) => disclosure.responsesTo(actor, found, boardOrder);
        return page(board, { list: 'orders', where: filter, sort: OLDEST_FIRST }, query, { responsesOf });
      }),
    ),
    get(
      '/orders/:orderId',
      {
        tag: 'orders',
        operation: 'findOrder',
        summary:
          'One order, of whoever may see it in the list: where it is, what happened when, where the money stands; as it is, or as it was at a moment',
        roles: ['admin', 'store', 'customer'],
        query: AsOfQuery,
        responses: { 200: OrderTrackResponse },
        refusals: ['ORDER_NOT_FOUND', 'EVENT_VERSION_NEWER'],
      },
      freshEnough([tracking], ({ params: { orderId }, query: { asOf }, actor }) =>
        orderAsOf(actor, orderId, asOf, seesOrder),
      ),
    ),
    get(
      '/myorders',
      {
        tag: 'orders',
        operation: 'listMyOrders',
        summary: "The customer's own orders, newest first, with payment and refunds",
        roles: ['customer'],
        query: MyOrdersQuery,
        responses: { 200: pageOf(OrderTrackResponse) },
      },
      freshEnough([tracking], ({ query, actor }) => {
        const where = { customerId: actor.sub, ...(query.open && { open: query.open === 'true' }) };
        const responsesOf = (found: readonly OrderTrack[]) => disclosure.responsesTo(actor, found, orderTrack);
        return page(tracking, { list: 'myorders', where, sort: NEWEST_FIRST }, query, { responsesOf });
      }),
    ),
    get(
      '/myorder/:orderId',
      {
        tag: 'orders',
        operation: 'getOrder',
        summary: 'One order: where it is, and what happened when; as it is, or as it was at a moment',
        roles: ['customer', 'store'],
        query: AsOfQuery,
        responses: { 200: OrderTrackResponse },
        refusals: ['ORDER_NOT_FOUND', 'EVENT_VERSION_NEWER'],
      },
      freshEnough([tracking], ({ params: { orderId }, query: { asOf }, actor }) =>
        orderAsOf(actor, orderId, asOf, followsOrder),
      ),
    ),
  ];
};
