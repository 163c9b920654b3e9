import { isAdmin, isStore, storeStream } from '@doremi/domain';
import { post, put, type Route } from '@doremi/http';
import { refuse } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf, momentOf } from '../command-handler/command-over-http.js';
import { RegisterStoreRequest, settingsFrom, StoreSettingsRequest, StoreStatusRequest } from './store.requests.js';
import { storeResponse, StoreResponse, storeSettingsResponse, StoreSettingsResponse } from './store.responses.js';

/** Registering a store, opening, pausing and closing it, and how it takes orders. */
export const storeRoutes = ({ stores }: Aggregates): Route[] => [
  post(
    '/stores',
    {
      tag: 'stores',
      operation: 'registerStore',
      summary: 'Register a store',
      roles: ['admin'],
      body: RegisterStoreRequest,
      responses: { 201: StoreResponse },
      refusals: ['STORE_EXISTS'],
    },
    async (request) => {
      const { storeId } = request.body;
      const command = { type: 'RegisterStore', ...request.body } as const;
      const outcome = await stores.handle(storeStream(storeId), command, contextOf(request));
      const response = storeResponse(momentOf(outcome, request.now));
      return answer(outcome, 201, response, () => ({ Location: `/stores/${storeId}` }));
    },
  ),
  put(
    '/stores/:storeId/status',
    {
      tag: 'stores',
      operation: 'setStoreStatus',
      summary: 'Open, pause or close a store, for good or until a time',
      roles: ['admin', 'store'],
      body: StoreStatusRequest,
      responses: { 200: StoreResponse },
      refusals: ['STORE_NOT_FOUND', 'UNTIL_PASSED'],
    },
    async (request) => {
      const { storeId } = request.params;
      if (!isAdmin(request.actor) && !isStore(request.actor, storeId)) return refuse('FORBIDDEN');
      const { status, until = null } = request.body;
      const command = { type: 'SetStoreStatus', status, until, now: request.now } as const;
      const outcome = await stores.handle(storeStream(storeId), command, contextOf(request));
      return answer(outcome, 200, storeResponse(momentOf(outcome, request.now)));
    },
  ),
  put(
    '/stores/:storeId/settings',
    {
      tag: 'stores',
      operation: 'changeStoreSettings',
      summary:
        'Set how a store takes orders: hours, fee, minimum, how many and how soon; what is absent is the default',
      roles: ['admin', 'store'],
      body: StoreSettingsRequest,
      responses: { 200: StoreSettingsResponse },
      refusals: ['STORE_NOT_FOUND'],
    },
    async (request) => {
      const { storeId } = request.params;
      if (!isAdmin(request.actor) && !isStore(request.actor, storeId)) return refuse('FORBIDDEN');
      const command = { type: 'ChangeStoreSettings', settings: settingsFrom(request.body) } as const;
      return answer(await stores.handle(storeStream(storeId), command, contextOf(request)), 200, storeSettingsResponse);
    },
  ),
];
