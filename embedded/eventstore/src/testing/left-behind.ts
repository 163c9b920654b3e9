import { isOfThisFile } from '@doremi/event-sourcing/testing';
import {
  EventStoreDBClient,
  PersistentSubscriptionDoesNotExistError,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { Position } from '@eventstore/db-client';

/** Runs `use` with a connection of its own. */
export const using = async <T>(url: string, use: (client: EventStoreDBClient) => Promise<T>): Promise<T> => {
  const client = EventStoreDBClient.connectionString(url);
  try {
    return await use(client);
  } finally {
    await client.dispose();
  }
};

/** The position of the last event of all. */
export const endOf = async (client: EventStoreDBClient): Promise<Position | 'start'> => {
  for await (const { event } of client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }))
    if (event) return event.position;
  return 'start';
};

/** Deletes the groups of this file, and its streams that got events since then; an event store keeps the deletions. */
export const removeWhatIsOurs = async (client: EventStoreDBClient, since: Position | 'start'): Promise<void> => {
  for (const { eventSource, groupName } of await groupsOf(client))
    if (isOfThisFile(groupName) || isOfThisFile(eventSource))
      await (eventSource === '$all'
        ? client.deletePersistentSubscriptionToAll(groupName)
        : client.deletePersistentSubscriptionToStream(eventSource, groupName));
  for (const stream of await streamsSince(client, since))
    if (isOfThisFile(stream) && !stream.startsWith('$$'))
      await client.deleteStream(stream).catch((error: unknown) => {
        // Gone already: deleted or tombstoned by its test, or deleted with its group.
        if (!(error instanceof StreamDeletedError || error instanceof WrongExpectedVersionError)) throw error;
      });
};

/**
 * Throws when a stream has a name that others could have too. A stand-in does not mind; on an engine that is not ours alone
 * it would do harm.
 */
export const refuseForeignNames = async (client: EventStoreDBClient): Promise<void> => {
  const foreign = [...(await streamsSince(client, 'start'))].filter(
    (stream) => !isOfThisFile(stream) && !isOfTheServer(stream),
  );
  if (foreign.length > 0) throw new Error(`not made by ofThisFile: ${foreign.join(', ')}`);
};

/** What the engine writes by itself. */
const isOfTheServer = (stream: string): boolean => /^(\$\$)?\$(?!\$)/.test(stream);

const streamsSince = async (client: EventStoreDBClient, fromPosition: Position | 'start'): Promise<Set<string>> => {
  const streams = new Set<string>();
  for await (const { event } of client.readAll({ fromPosition })) if (event) streams.add(event.streamId);
  return streams;
};

const groupsOf = async (client: EventStoreDBClient) => {
  try {
    return await client.listAllPersistentSubscriptions();
  } catch (error) {
    if (error instanceof PersistentSubscriptionDoesNotExistError) return [];
    throw error;
  }
};
