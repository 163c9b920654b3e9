import {
  BEGINNING,
  type EventStore,
  type LookUp,
  type Position,
  type Recorded,
  type SnapshotStore,
  type Upcast,
} from '@doremi/event-sourcing';
import { consumeGroup } from './consumer-group.js';
import { appendRequest } from './connection/append-messages.js';
import { EventStoreConnection } from './connection/connection.js';
import { streamRead } from './connection/read-messages.js';
import { endOf, lookUpOn } from './look-up.js';
import { snapshotsOn } from './snapshots.js';
import { subscribeToAll } from './subscribe-to-all.js';

/**
 * EventStoreDB behind the port, over a connection of its own. `url` is an `esdb://` or `esdb+discover://` connection string; every
 * event that is read comes out as `upcast` has it.
 */
export const connectEventStore = (url: string, upcast: Upcast): EventStore & LookUp & SnapshotStore =>
  eventStoreOn(new EventStoreConnection(url, upcast));

/**
 * EventStoreDB behind the port. Closing it closes the connection. `historyFrom`: how far from the log's end the native client
 * reads, in bytes.
 */
export const eventStoreOn = (
  connection: EventStoreConnection,
  historyFrom?: number,
): EventStore & LookUp & SnapshotStore => {
  const read: EventStore['read'] = async (stream, from = 0, limit) => {
    const request = streamRead({ stream, from, ...(limit !== undefined && { limit }) });
    const resolved = await connection.callUntilKnown((node, sign) => node.read(request, sign));
    return resolved.map((one) => connection.recorded(one)).filter((event): event is Recorded => event !== null);
  };

  const positionAt = async (stream: string, revision: number): Promise<Position> =>
    (await read(stream, revision, 1))[0]?.position ?? BEGINNING;

  return {
    ...snapshotsOn(connection),
    ...lookUpOn(connection),
    read,
    append: async (stream, expected, events) => {
      const proposed = events.map(({ id, event: { type, data }, metadata }) => ({ id, type, data, metadata }));
      const request = appendRequest(stream, expected, proposed);
      const { revision, position } = await connection.callUntilKnown((node) => node.append(request));
      return { revision, position: position ?? (await positionAt(stream, revision)) };
    },
    end: () => endOf(connection),
    subscribe: (options) => subscribeToAll(connection, options, historyFrom),
    consume: (group, types, signal) => consumeGroup(connection, group, types, signal),
    ping: () => connection.ping(),
    close: () => Promise.resolve(connection.close()),
  };
};
