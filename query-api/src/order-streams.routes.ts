import { type Route, sse } from '@doremi/http';
import { isRefusal } from '@doremi/event-sourcing';
import { leftOffAt } from './live/last-event-id.js';
import type { Judgements } from './live/judgements.js';
import { single } from './live/single.js';
import { BoardOrderResponse, OrderTrackResponse } from './orders.responses.js';
import { freshEnough } from './read-your-writes.js';

/** A store's board and a customer's order as they change. */
export const orderStreamRoutes = ({ board, order }: Pick<Judgements, 'board' | 'order'>): Route[] => [
  sse(
    '/stores/:storeId/board/stream',
    {
      tag: 'orders',
      operation: 'streamBoard',
      summary: "A store's board as it changes: every open order first, then each order that changed",
      roles: ['store'],
      event: BoardOrderResponse,
      refusals: ['STORE_NOT_FOUND'],
    },
    freshEnough(board.from, async ({ actor, header, params: { storeId } }) => {
      const followable = await board.judge(actor, storeId);
      if (isRefusal(followable)) return followable;
      return single(followable, await leftOffAt(header('Last-Event-ID'), followable.reader));
    }),
  ),
  sse(
    '/myorder/:orderId/stream',
    {
      tag: 'orders',
      operation: 'streamOrder',
      summary: 'One order as it changes: how it is first, then every change',
      roles: ['customer', 'store'],
      event: OrderTrackResponse,
      refusals: ['ORDER_NOT_FOUND'],
    },
    freshEnough(order.from, async ({ actor, header, params: { orderId } }) => {
      const followable = await order.judge(actor, orderId);
      if (isRefusal(followable)) return followable;
      return single(followable, await leftOffAt(header('Last-Event-ID'), followable.reader));
    }),
  ),
];
