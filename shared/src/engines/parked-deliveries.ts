import { EventStoreDBClient, StreamNotFoundError, jsonEvent, type ResolvedEvent } from '@eventstore/db-client';
import { idOf } from '../kernel/ids.js';
import type { Recorded } from '../kernel/recorded.js';
import { asEngineFault, withinDeadline } from './engine-faults.js';
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
  close(): Promise<void>;
}

const DEADLINE = 5_000;

/** STORAGE FORMAT. The engine keeps what is parked there as links, numbered and in order, and so it can only be cut off from the front. */
const parkedStream = (group: string): string => `$persistentsubscription-$all::${group}-parked`;

/** STORAGE FORMAT. Which of them are settled. These events say nothing to anybody else, so they carry no metadata of ours. */
const settledStream = (group: string): string => `settledDeliveries-${group}`;
const SETTLED = 'DeliverySettled';

/** `url` is an `esdb://` connection string; the connection is made at the first call. */
export const connectParkedDeliveries = (url: string): ParkedDeliveries => {
  const client = EventStoreDBClient.connectionString(url);

  return {
    list: async (group) => (await standing(client, group)).waiting,
    settle: async (group, number, { outcome, by }) => {
      const data = { number, outcome, by, at: new Date().toISOString() };
      const event = jsonEvent({ id: idOf('settled', group, number), type: SETTLED, data });
      await reaching(() => client.appendToStream(settledStream(group), event, { deadline: DEADLINE }));
      await forgetSettled(client, group).catch(() => undefined);
    },
    close: async () => {
      await Promise.race([client.dispose(), new Promise((resolve) => setTimeout(resolve, 250).unref())]);
    },
  };
};

interface Standing {
  readonly waiting: ParkedDelivery[];
  /** Everything before is settled. */
  readonly settledBefore: number;
}

const standing = async (client: EventStoreDBClient, group: string): Promise<Standing> => {
  // The settled ones second: what is settled in between is left out, never shown as waiting.
  const parked = await everythingIn(client, parkedStream(group), true);
  const settled = new Set((await everythingIn(client, settledStream(group), false)).map(numberOfSettled));
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
const forgetSettled = async (client: EventStoreDBClient, group: string): Promise<void> => {
  const { settledBefore: truncateBefore } = await standing(client, group);
  await client.setStreamMetadata(parkedStream(group), { truncateBefore }, { deadline: DEADLINE });
};

const everythingIn = (client: EventStoreDBClient, stream: string, resolveLinkTos: boolean): Promise<ResolvedEvent[]> =>
  reaching(async () => {
    const read: ResolvedEvent[] = [];
    try {
      for await (const resolved of client.readStream(stream, { resolveLinkTos, deadline: DEADLINE }))
        read.push(resolved);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return read;
  });

const reaching = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await withinDeadline(DEADLINE, call());
  } catch (error) {
    throw asEngineFault(error).error;
  }
};
