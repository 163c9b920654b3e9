import { randomUUID } from 'node:crypto';
import type { ResolvedEvent } from '@eventstore/db-client';
import type { Recorded, SnapshotStore } from '@doremi/event-sourcing';
import type { EventStoreConnection } from './connection/connection.js';
import { appendRequest } from './connection/append-messages.js';
import { streamRead } from './connection/read-messages.js';
import { write } from './parked-entries.js';

/**
 * STORAGE FORMAT. Each stream's snapshots are in a stream beside it, which shows its last event alone. The `$` makes them
 * system events, which no subscription is sent; they say nothing to anybody else, so they carry no metadata of ours.
 */
export const snapshotStream = (stream: string): string => `snapshot-${stream}`;
export const SNAPSHOT = '$snapshot';

/** After how many snapshots of a stream it is looked at whether it still shows the last one alone. */
const LOOK_EVERY = 16;

/** Snapshots over the connection. What is written there by somebody else is null, or what it says. */
export const snapshotsOn = (connection: EventStoreConnection): SnapshotStore => {
  const lastOf = (stream: string, limit: number): Promise<ResolvedEvent[]> => {
    const request = streamRead({ stream, from: 'end', limit });
    return connection.callUntilKnown((node, sign) => node.read(request, sign));
  };

  /** Sees to it that one is kept, and leaves what else somebody said of the stream, such as who may read it. */
  const bound = async (name: string): Promise<void> => {
    const [last] = await lastOf(`$$${name}`, 1);
    const known = (last?.event?.data ?? {}) as { readonly $maxCount?: number };
    if (known.$maxCount === 1) return;
    const data = { ...known, $maxCount: 1 };
    await write(connection, `$$${name}`, { id: randomUUID(), type: '$metadata', data });
  };

  return {
    newest: async (stream, limit) => {
      const read = await lastOf(stream, limit);
      const events = read.map((one) => connection.recorded(one)).filter((event): event is Recorded => event !== null);
      return { events: events.reverse(), isAll: read.length < limit };
    },
    snapshotOf: async (stream) => {
      const [last] = await lastOf(snapshotStream(stream), 1);
      return last?.event?.isJson ? last.event.data : null;
    },
    keepSnapshot: async (stream, snapshot) => {
      const name = snapshotStream(stream);
      const request = appendRequest(name, 'any', [{ id: randomUUID(), type: SNAPSHOT, data: snapshot }]);
      const { revision } = await connection.callUntilKnown((node) => node.append(request));
      // Looked at again now and then: whoever died in between had not said it, and who deletes a stream deletes this.
      if (revision % LOOK_EVERY === 0) await bound(name);
    },
  };
};
