import { randomUUID } from 'node:crypto';
import type { ResolvedEvent } from '@eventstore/db-client';
import { idOf } from '../kernel/ids.js';
import type { Recorded } from '../kernel/recorded.js';
import { appendRequest } from './event-store-db/append-messages.js';
import type { EventStoreConnection } from './event-store-db/connection.js';
import { streamRead } from './event-store-db/read-messages.js';
import { recordedOf } from './recorded-of.js';

/** A delivery that a consumer group put aside. */
export interface ParkedDelivery {
  /** Its place in the group's parked stream; it never changes. */
  readonly number: number;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly parkedAt: string;
  /** Null when it is not in the event store any more. */
  readonly event: Recorded | null;
}

/** What an operator did about a delivery that was put aside. */
export interface Settlement {
  readonly outcome: 'RETRIED' | 'SKIPPED';
  readonly by: string;
}

/** What consumer groups put aside, and which of it is settled. Every call throws EngineUnavailable while the engine is away. */
export interface ParkedDeliveries {
  /** What waits, oldest first. */
  list(group: string): Promise<ParkedDelivery[]>;
  /** Records that a delivery is done with; again and again, if need be. */
  settle(group: string, number: number, settlement: Settlement): Promise<void>;
}

/** STORAGE FORMAT. The engine keeps what is parked there as links, numbered and in order, and so it can only be cut off from the front. */
const parkedStream = (group: string): string => `$persistentsubscription-$all::${group}-parked`;

/** STORAGE FORMAT. Which of them are settled. These events say nothing to anybody else, so they carry no metadata of ours. */
const settledStream = (group: string): string => `settledDeliveries-${group}`;
const SETTLED = 'DeliverySettled';

/** STORAGE FORMAT. The engine's own: what a stream's metadata is written as, and the revision before which it is cut off. */
const METADATA = '$metadata';
const metadataStream = (stream: string): string => `$$${stream}`;

export const parkedDeliveriesOn = (connection: EventStoreConnection): ParkedDeliveries => ({
  list: async (group) => (await standing(connection, group)).waiting,
  settle: async (group, number, { outcome, by }) => {
    const data = { number, outcome, by, at: new Date().toISOString() };
    const event = { id: idOf('settled', group, number), type: SETTLED, data };
    const request = appendRequest(settledStream(group), 'any', [event]);
    await connection.settled((node) => node.append(request));
    await forgetSettled(connection, group).catch(() => undefined);
  },
});

interface Standing {
  readonly waiting: ParkedDelivery[];
  /** Everything before is settled. */
  readonly settledBefore: number;
}

const standing = async (connection: EventStoreConnection, group: string): Promise<Standing> => {
  // The settled ones second: what is settled in between is left out, never shown as waiting.
  const parked = await everythingIn(connection, parkedStream(group));
  const settled = new Set((await everythingIn(connection, settledStream(group))).map(numberOfSettled));
  const waiting = parked.map(deliveryOf).filter(({ number }) => !settled.has(number));
  const last = parked.at(-1);
  return { waiting, settledBefore: waiting[0]?.number ?? (last ? deliveryOf(last).number + 1 : 0) };
};

const deliveryOf = (resolved: ResolvedEvent): ParkedDelivery => {
  const entry = resolved.link ?? resolved.event;
  const { reason = '', added = '' } = (entry?.metadata ?? {}) as { reason?: string; added?: string };
  const event = resolved.link ? recordedOf(resolved) : null;
  return { number: Number(entry?.revision), reason: reason.replace(NOT_ACKNOWLEDGED, ''), parkedAt: added, event };
};

const numberOfSettled = ({ event }: ResolvedEvent): number => Number((event?.data as { number?: number }).number);

const NOT_ACKNOWLEDGED = /^Client explicitly NAK'ed message\.\s*/;

/** What lies before the first that waits goes, so that the engine does not count it as parked, or replay it. */
const forgetSettled = async (connection: EventStoreConnection, group: string): Promise<void> => {
  const { settledBefore } = await standing(connection, group);
  const event = { id: randomUUID(), type: METADATA, data: { $tb: settledBefore } };
  const request = appendRequest(metadataStream(parkedStream(group)), 'any', [event]);
  await connection.settled((node) => node.append(request));
};

const everythingIn = (connection: EventStoreConnection, stream: string): Promise<ResolvedEvent[]> =>
  connection.settled((node, sign) => node.read(streamRead({ stream, resolveLinks: true }), sign));
