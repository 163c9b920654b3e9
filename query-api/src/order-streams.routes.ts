import { type Route, sse } from '@doremi/http';
import { isCustomer, isStore } from '@doremi/domain';
import { refuse } from '@doremi/event-sourcing';
import { freshEnough } from './read-your-writes.js';
import { Follower } from './live/follower.js';
import { leftOffAt } from './live/last-event-id.js';
import { boardOrderResponse, BoardOrderResponse, orderTrackResponse, OrderTrackResponse } from './orders.responses.js';
import type { ReadModels } from './read-models.js';

/** A store's board and a customer's order as they change. `onFault` hears of what nobody expected while they do. */
export const orderStreamRoutes = (
  { stores, board, tracking }: Pick<ReadModels, 'stores' | 'board' | 'tracking'>,
  onFault: (error: unknown) => void,
): Route[] => {
  const boards = new Follower({
    reader: board,
    topicOf: ({ storeId }) => storeId,
    allOf: (storeId) => ({ storeId }),
    // Orders that are closed are told as they close, so that screens drop them, and to nobody who comes later.
    currentOf: (storeId) => ({ storeId, open: true }),
    responseOf: boardOrderResponse,
    onFault,
  });
  const tracks = new Follower({
    reader: tracking,
    topicOf: ({ orderId }) => orderId,
    allOf: (orderId) => ({ orderId }),
    currentOf: (orderId) => ({ orderId }),
    responseOf: orderTrackResponse,
    onFault,
  });
  return [
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
      freshEnough([stores, board], async (request) => {
        const { storeId } = request.params;
        if (!isStore(request.actor, storeId)) return refuse('FORBIDDEN', { storeId });
        if (!(await stores.byKey(storeId))) return refuse('STORE_NOT_FOUND', { storeId });
        return boards.feed(storeId, await leftOffAt(request, board));
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
      freshEnough([tracking], async (request) => {
        const { orderId } = request.params;
        const order = await tracking.byKey(orderId);
        return order && (isCustomer(request.actor, order.customerId) || isStore(request.actor, order.storeId))
          ? tracks.feed(orderId, await leftOffAt(request, tracking))
          : refuse('ORDER_NOT_FOUND', { orderId });
      }),
    ),
  ];
};
