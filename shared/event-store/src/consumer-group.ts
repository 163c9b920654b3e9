import {
  PersistentSubscriptionExistsError,
  START,
  eventTypeFilter,
  persistentSubscriptionToAllSettingsFromDefaults,
} from '@eventstore/db-client';
import { asEngineFault } from './engine-faults.js';
import type { EventStoreConnection } from './connection/connection.js';
import type { NodeClient } from './connection/node-client.js';
import { type Delivery, withinDeadline } from '@doremi/event-sourcing';
import { isTakenOver } from './engine-parked.js';
import { putAside } from './parked-entries.js';
import { stopping } from './stopping.js';

/** How long making a group may take; milliseconds. */
const CREATE_DEADLINE = 5_000;

/** How long saying what became of a delivery may take; milliseconds. */
const ANSWER_DEADLINE = 2_000;

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
  const subscription = client.subscribeToPersistentSubscriptionToAll(group, { bufferSize: 32 });
  const stop = stopping(subscription);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const resolved of subscription) {
      connection.sign();
      const event = connection.recorded(resolved);
      if (!event || (await isTakenOver(connection, group, resolved))) {
        await answered(subscription.ack(resolved));
        continue;
      }
      yield {
        event,
        ack: () => answered(subscription.ack(resolved)),
        // Not the engine's own parking: from its list nothing can be taken but from the front.
        park: async (reason) => {
          await putAside(connection, group, event, reason);
          await answered(subscription.ack(resolved));
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

/** The client waits for ever for room to write on a connection that is gone. */
const answered = (written: Promise<void>): Promise<void> => withinDeadline(ANSWER_DEADLINE, written);

const ensureGroup = async (client: NodeClient, group: string, types: readonly string[]): Promise<void> => {
  const settings = persistentSubscriptionToAllSettingsFromDefaults({
    startFrom: START,
    maxRetryCount: 1_000_000,
    messageTimeout: 60_000,
    checkPointLowerBound: 1,
    checkPointAfter: 500,
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
