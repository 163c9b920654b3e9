import {
  PersistentSubscriptionExistsError,
  START,
  eventTypeFilter,
  persistentSubscriptionToAllSettingsFromDefaults,
} from '@eventstore/db-client';
import { asEngineFault } from './engine-faults.js';
import type { EventStoreConnection } from './connection/connection.js';
import type { NodeClient } from './connection/node-client.js';
import type { Delivery } from '@doremi/event-sourcing';
import { BatchedAcks } from './batched-acks.js';
import { isTakenOver } from './engine-parked.js';
import { putAside } from './parked-entries.js';
import { stopping } from './stopping.js';

/** How long making a group may take; milliseconds. */
const CREATE_DEADLINE = 5_000;

/** How many deliveries are in hand at once: what is acknowledged together has to be many times below it. */
const IN_HAND = 256;

/** How many events the server reads at a time; it has to be below its buffers of 500. */
const READ_TOGETHER = 200;

/** How long what was written last has to get out before the call is ended, which drops what did not; milliseconds. */
const LAST_WORDS = 20;

/**
 * Deliveries of a persistent subscription to `$all`, made where it is missing. It promises no order.
 *
 * The server's own retries must not be spent on an outage (it would park what only had to wait), so there are
 * practically endless ones: whoever consumes decides what is parked.
 */
export async function* consumeGroup(
  connection: EventStoreConnection,
  group: string,
  types: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Delivery> {
  if (signal.aborted) return;
  const client = await connection.streams();
  await ensureGroup(client, group, types);
  const subscription = client.subscribeToPersistentSubscriptionToAll(group, { bufferSize: IN_HAND });
  const acks = new BatchedAcks(subscription);
  const end = stopping(subscription);
  const stop = (): void => void acks.close().then(() => setTimeout(end, LAST_WORDS));
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const resolved of subscription) {
      if (signal.aborted) return;
      connection.sign();
      const event = connection.recorded(resolved);
      if (!event || (await isTakenOver(connection, group, resolved))) {
        // One that is not heard comes again; a connection that is gone says so by itself.
        void acks.ack(resolved).catch(() => undefined);
        continue;
      }
      yield {
        event,
        ack: () => acks.ack(resolved),
        // Not the engine's own parking: from its list nothing can be taken but from the front.
        park: async (reason) => {
          await putAside(connection, group, event, reason);
          await acks.ack(resolved);
        },
      };
    }
  } catch (error) {
    if (!signal.aborted) throw asEngineFault(error).error;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
  if (!signal.aborted) throw asEngineFault(new Error('the subscription ended')).error;
}

const ensureGroup = async (client: NodeClient, group: string, types: readonly string[]): Promise<void> => {
  const settings = persistentSubscriptionToAllSettingsFromDefaults({
    startFrom: START,
    maxRetryCount: 1_000_000,
    messageTimeout: 60_000,
    checkPointLowerBound: 1,
    checkPointAfter: 500,
    readBatchSize: READ_TOGETHER,
  });
  try {
    await client.createPersistentSubscriptionToAll(group, settings, {
      filter: eventTypeFilter({ regex: `^(${types.join('|')})$` }),
      deadline: CREATE_DEADLINE,
    });
  } catch (error) {
    if (!(error instanceof PersistentSubscriptionExistsError)) throw asEngineFault(error).error;
  }
};
