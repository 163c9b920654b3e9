import { ServerInterceptingCall, status } from '@grpc/grpc-js';
import type { Metadata, ServerInterceptor, ServiceError } from '@grpc/grpc-js';
import { serverNotReady } from '../grpc/failures.js';
import { PersistentSubscriptionsService, StreamsService } from '../grpc/generated.js';

const { create, update, delete: remove, read, getInfo, list, replayParked } = PersistentSubscriptionsService;
const SUBSCRIPTIONS: ReadonlySet<string> = new Set([create, update, remove, read].map(({ path }) => path));
const STATISTICS: ReadonlySet<string> = new Set([getInfo, list].map(({ path }) => path));
const STREAMS: ReadonlySet<string> = new Set(Object.values(StreamsService).map(({ path }) => path));
const BATCH_APPEND: string = StreamsService.batchAppend.path;
const REPLAY_PARKED: string = replayParked.path;

/**
 * Refuses what only the leader answers, with the leader's address if there is one: persistent subscriptions, and calls of
 * Streams that say `requires-leader: true`. As in the engine, an open BatchAppend is refused at its next message, and one
 * without a leader is answered append by append. Who does not lead never answers ReplayParked.
 */
export const leaderOnly =
  (node: { readonly refusal: ServiceError | undefined }): ServerInterceptor =>
  ({ path }, call) => {
    const refusal = (requiresLeader: boolean): ServiceError | undefined => {
      if (SUBSCRIPTIONS.has(path) || (requiresLeader && STREAMS.has(path))) return node.refusal;
      return STATISTICS.has(path) && node.refusal ? serverNotReady() : undefined;
    };
    let requiresLeader = false;
    const goesOn = (): boolean => {
      const error = refusal(requiresLeader);
      if (!error || (path === BATCH_APPEND && error.code === status.UNAVAILABLE)) return true;
      call.sendStatus(error);
      return false;
    };
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata: Metadata, forward) => {
            requiresLeader = metadata.get('requires-leader')[0] === 'true';
            const isIgnored = path === REPLAY_PARKED && node.refusal !== undefined;
            if (!isIgnored && goesOn()) forward(metadata);
          },
          onReceiveMessage: (message: unknown, forward) => {
            if (path !== BATCH_APPEND || goesOn()) forward(message);
          },
        }),
    });
  };
