import { storeStream } from '@doremi/shared/events/streams';
import { post, put, type Route } from '@doremi/shared/http/route';
import { isAdmin, isStore } from '@doremi/shared/kernel/actor';
import { refuse } from '@doremi/shared/kernel/refusal';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf, momentOf } from '../command-handler/command-over-http.js';
import { statusAt, type Store } from './store.decider.js';
import { RegisterStoreRequest, StoreStatusRequest } from './store.requests.js';

/** Registering a store, and opening, pausing and closing it. */
export const storeRoutes = ({ stores }: Aggregates): Route[] => [
  post('/stores', { who: ['admin'], body: RegisterStoreRequest }, async (asked) => {
    const { storeId } = asked.body;
    const outcome = await stores.handle(
      storeStream(storeId),
      { type: 'RegisterStore', ...asked.body },
      contextOf(asked),
    );
    return answer(outcome, 201, storeAnswer(momentOf(outcome, asked.now)), () => ({ Location: `/stores/${storeId}` }));
  }),
  put('/stores/:storeId/status', { who: ['admin', 'store'], body: StoreStatusRequest }, async (asked) => {
    const { storeId = 0 } = asked.params;
    if (!isAdmin(asked.actor) && !isStore(asked.actor, storeId)) return refuse('FORBIDDEN');
    const { status, until = null } = asked.body;
    const command = { type: 'SetStoreStatus', status, until, now: asked.now } as const;
    const outcome = await stores.handle(storeStream(storeId), command, contextOf(asked));
    return answer(outcome, 200, storeAnswer(momentOf(outcome, asked.now)));
  }),
];

const storeAnswer = (now: string) => (store: Store) => {
  const { storeId, storeName, address, timezone, until } = store;
  const status = statusAt(store, now);
  return { storeId, storeName, address, timezone, status, until: status === 'OPEN' ? null : until };
};
