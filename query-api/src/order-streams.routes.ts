import { type Route, sse } from '@doremi/http';
import { isStore } from '@doremi/domain';
import { type Viewer, viewerFor } from '@doremi/personal-data';
import { refuse } from '@doremi/event-sourcing';
import { freshEnough } from './read-your-writes.js';
import { Follower } from './live/follower.js';
import { leftOffAt } from './live/last-event-id.js';
import type { Disclosure } from './disclosure.js';
import { boardOrder, BoardOrderResponse, orderTrack, OrderTrackResponse } from './orders.responses.js';
import type { ReadModels } from './read-models.js';

/** A store's board and a customer's order as they change. `onFault` hears of what nobody expected while they do. */
export const orderStreamRoutes = (
  { stores, board, tracking }: Pick<ReadModels, 'stores' | 'board' | 'tracking'>,
  disclosure: Disclosure,
  onFault: (error: unknown) => void,
): Route[] => {
  const boards = new Follower({
    reader: board,
    topicOf: ({ storeId }) => storeId,
    allOf: (storeId) => ({ storeId }),
    // Orders that are closed are told as they close, so that screens drop them, and to nobody who comes later.
    currentOf: (storeId) => ({ storeId, open: true }),
    responsesOf: (orders) => disclosure.responsesTo('store', orders, boardOrder),
    onFault,
  });
  /** A store may be shown less of an order than its customer, once that is closed: each follows on their own. */
  const tracksFor = (viewer: Viewer) =>
    new Follower({
      reader: tracking,
      topicOf: ({ orderId }) => orderId,
      allOf: (orderId) => ({ orderId }),
      currentOf: (orderId) => ({ orderId }),
      responsesOf: (orders) => disclosure.responsesTo(viewer, orders, orderTrack),
      onFault,
    });
  const tracks = { owner: tracksFor('owner'), store: tracksFor('store') };
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
        const viewer = order ? viewerFor(request.actor, order) : 'nobody';
        if (viewer === 'nobody') return refuse('ORDER_NOT_FOUND', { orderId });
        return tracks[viewer].feed(orderId, await leftOffAt(request, tracking));
      }),
    ),
  ];
};
