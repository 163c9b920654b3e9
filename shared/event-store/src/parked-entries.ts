import type { ResolvedEvent } from '@eventstore/db-client';
import { idOf, type Recorded } from '@doremi/event-sourcing';
import { appendRequest, type ProposedEvent } from './connection/append-messages.js';
import type { EventStoreConnection } from './connection/connection.js';
import { streamRead } from './connection/read-messages.js';

/**
 * STORAGE FORMAT. What a group put aside, as links to the events, and what was done about them. Neither says anything to
 * anybody else, so they carry no metadata of ours.
 */
export const asideStream = (group: string): string => `parkedDeliveries-${group}`;
export const LINK = '$>';
export const SETTLED = 'DeliverySettled';

/** What of the connection is needed here. */
export type Reach = Pick<EventStoreConnection, 'callUntilKnown' | 'streams' | 'recorded'>;

/** Why and since when (ISO 8601, UTC) an event is put aside. */
export interface Aside {
  readonly reason: string;
  readonly added: string;
}

/**
 * Puts an event aside for an operator. The same event again is no second entry, as long as the engine knows of the first:
 * whoever acknowledges a delivery must have put it aside before, and may be killed in between.
 */
export const putAside = (
  connection: Reach,
  group: string,
  { id, revision, stream }: Pick<Recorded, 'id' | 'revision' | 'stream'>,
  reason: string,
): Promise<void> =>
  keep(connection, group, idOf('aside', group, id), Buffer.from(`${revision}@${stream}`), {
    reason,
    added: new Date().toISOString(),
  });

/** Keeps an entry under an id of its own; `link` names the event as `revision@stream`. */
export const keep = (connection: Reach, group: string, id: string, link: Uint8Array, metadata: Aside): Promise<void> =>
  write(connection, asideStream(group), { id, type: LINK, data: link, metadata });

export const write = async (connection: Reach, stream: string, event: ProposedEvent): Promise<void> => {
  const request = appendRequest(stream, 'any', [event]);
  await connection.callUntilKnown((node) => node.append(request));
};

/** All of a stream, links with the events that they name; nothing where there is no such stream. */
export const everythingIn = (connection: Reach, stream: string): Promise<ResolvedEvent[]> =>
  connection.callUntilKnown((node, sign) => node.read(streamRead({ stream, resolveLinks: true }), sign));

/** The number that a settlement is about. */
export const numberOfSettled = ({ event }: ResolvedEvent): number =>
  Number((event?.data as { readonly number?: number }).number);
