import { sse, type Route } from '@doremi/shared/http/route';
import { isCustomer, isStore } from '@doremi/shared/kernel/actor';
import { refuse } from '@doremi/shared/kernel/refusal';
import { freshEnough } from './fresh-enough.js';
import { Follower } from './live/follower.js';
import { leftOffAt } from './live/left-off.js';
import { boardAnswer, trackAnswer } from './orders.answers.js';
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
    answerOf: boardAnswer,
    onFault,
  });
  const tracks = new Follower({
    reader: tracking,
    topicOf: ({ orderId }) => orderId,
    allOf: (orderId) => ({ orderId }),
    currentOf: (orderId) => ({ orderId }),
    answerOf: trackAnswer,
    onFault,
  });
  return [
    sse(
      '/stores/:storeId/board/stream',
      { who: ['store'] },
      freshEnough([stores, board], async (asked) => {
        const { storeId = 0 } = asked.params;
        if (!isStore(asked.actor, storeId)) return refuse('FORBIDDEN', { storeId });
        if (!(await stores.byKey(storeId))) return refuse('STORE_NOT_FOUND', { storeId });
        return boards.feed(storeId, await leftOffAt(asked, board));
      }),
    ),
    sse(
      '/myorder/:orderId/stream',
      { who: ['customer', 'store'] },
      freshEnough([tracking], async (asked) => {
        const { orderId = 0 } = asked.params;
        const order = await tracking.byKey(orderId);
        return order && (isCustomer(asked.actor, order.customerId) || isStore(asked.actor, order.storeId))
          ? tracks.feed(orderId, await leftOffAt(asked, tracking))
          : refuse('ORDER_NOT_FOUND', { orderId });
      }),
    ),
  ];
};
