import { PersistentSubscriptionDoesNotExistError } from '@eventstore/db-client';
import type { Reach } from './parked-entries.js';

/** How a consumer group stands with the engine. */
export interface GroupBacklog {
  /** Events that are read for it and not acknowledged; the engine reads some hundreds ahead, so it may be more. */
  readonly waiting: number;
  /** Who takes part in it. */
  readonly members: number;
}

/** How long the engine may take to tell; milliseconds. */
const TELL_WITHIN = 3_000;

/** Nothing waits for a group that is not made yet. Throws EngineUnavailable. */
export const groupBacklogsOn =
  (connection: Pick<Reach, 'callUntilKnown'>) =>
  (group: string): Promise<GroupBacklog> =>
    connection.callUntilKnown(async ({ client }) => {
      try {
        const options = { deadline: TELL_WITHIN };
        const { stats, connections } = await client.getPersistentSubscriptionToAllInfo(group, options);
        // Not the live buffer: the server keeps there what came last, handled or not.
        const buffered = stats.readBufferCount + stats.retryBufferCount;
        return { waiting: buffered + stats.totalInFlightMessages, members: connections.length };
      } catch (error) {
        if (error instanceof PersistentSubscriptionDoesNotExistError) return { waiting: 0, members: 0 };
        throw error;
      }
    });
