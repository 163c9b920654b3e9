import { randomUUID } from 'node:crypto';
import type { ResolvedEvent } from '@eventstore/db-client';
import { idOf, type Recorded } from '@doremi/event-sourcing';
import { takeOverParked } from './engine-parked.js';
import {
  LINK,
  SETTLED,
  asideStream,
  everythingIn,
  numberOfSettled,
  write,
  type Aside,
  type Reach,
} from './parked-entries.js';

/** A delivery that a consumer group put aside. */
export interface ParkedDelivery {
  /** Its place in the stream of what the group put aside; it never changes. */
  readonly number: number;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly parkedAt: string;
  /** Null when it is not in the event store any more. */
  readonly event: Recorded | null;
}

/** What an operator did about a delivery that was put aside. */
export interface Resolution {
  readonly outcome: 'RETRIED' | 'SKIPPED';
  readonly by: string;
}

/** What consumer groups put aside, and which of it is resolved. Every call throws EngineUnavailable while the engine is away. */
export interface ParkedDeliveries {
  /** What waits, oldest first. What the engine put aside by itself is taken over, and is gone from its own list. */
  list(group: string): Promise<ParkedDelivery[]>;
  /** Records that a delivery is done with; again and again, if need be. */
  resolve(group: string, number: number, resolution: Resolution): Promise<void>;
}

/** STORAGE FORMAT. The engine's own: what a stream's metadata is written as, and the revision before which it is cut off. */
const METADATA = '$metadata';
const metadataStream = (stream: string): string => `$$${stream}`;

export const parkedDeliveriesOn = (connection: Reach): ParkedDeliveries => ({
  list: async (group) => {
    await takeOverParked(connection, group);
    return (await standing(connection, group)).waiting;
  },
  resolve: async (group, number, { outcome, by }) => {
    const data = { number, outcome, by, at: new Date().toISOString() };
    const id = idOf('settled aside', group, number);
    await write(connection, asideStream(group), { id, type: SETTLED, data });
    await forgetSettled(connection, group).catch(() => undefined);
  },
});

interface Standing {
  readonly waiting: ParkedDelivery[];
  /** Everything before is resolved. */
  readonly settledBefore: number;
}

const standing = async (connection: Reach, group: string): Promise<Standing> => {
  const all = await everythingIn(connection, asideStream(group));
  const settled = new Set(all.filter(({ event }) => event?.type === SETTLED).map(numberOfSettled));
  const waiting = all.flatMap((one) => deliveryOf(connection, one)).filter(({ number }) => !settled.has(number));
  const end = Number((all.at(-1)?.link ?? all.at(-1)?.event)?.revision ?? -1) + 1;
  return { waiting, settledBefore: waiting[0]?.number ?? end };
};

const deliveryOf = (connection: Reach, resolved: ResolvedEvent): ParkedDelivery[] => {
  const entry = resolved.link ?? resolved.event;
  if (entry?.type !== LINK) return [];
  const { reason, added } = entry.metadata as unknown as Aside;
  const event = resolved.link ? connection.recorded(resolved) : null;
  return [{ number: Number(entry.revision), reason, parkedAt: added, event }];
};

/** What lies before the first that waits is not read again. */
const forgetSettled = async (connection: Reach, group: string): Promise<void> => {
  const { settledBefore } = await standing(connection, group);
  const event = { id: randomUUID(), type: METADATA, data: { $tb: settledBefore } };
  await write(connection, metadataStream(asideStream(group)), event);
};
