import type { ResolvedEvent } from '@kurrent/bridge';
import {
  BEGINNING,
  type LogItem,
  numbersOf,
  type Position,
  positionOf,
  type SubscribeOptions,
} from '@doremi/event-sourcing';
import type { AsyncQueue } from './async-queue.js';
import type { BridgeClient } from './connection/bridge.js';
import type { EventStoreConnection } from './connection/connection.js';
import { CreatedUnknown, type RawEvent } from './recorded-of.js';

/** How long the native client may find nothing before the official one, which says how far it has looked, goes on; milliseconds. */
const NOTHING_FOUND_FOR = 1_000;

/** What the official client calls `excludeSystemEvents`. */
const NO_SYSTEM_EVENTS = '^[^\\$].*';

type Run = readonly ResolvedEvent[];

/** Why a read of the past is over. */
export interface Ended {
  /** The place of the last event that was given. */
  readonly place: Position;
  /** Whether another such read may go better: nothing failed. */
  readonly isWell: boolean;
}

/**
 * Reads events of the past with the native client, at half the cost of an event, behind a place where one stands, and
 * gives them to the queue. It comes to its end at the log's end, at an event that it can't tell exactly, after a while
 * without a match, and where anything fails: it never says why, so whoever goes on with the official client hears it there.
 */
export const giveHistory = async (
  connection: EventStoreConnection,
  client: BridgeClient,
  { after, types, signal }: SubscribeOptions,
  items: AsyncQueue<LogItem>,
): Promise<Ended> => {
  let place = after;
  const reading = client
    .readAll({
      fromPosition: after === BEGINNING ? 'start' : numbersOf(after),
      direction: 'forwards',
      maxCount: BigInt(Number.MAX_SAFE_INTEGER),
      requiresLeader: true,
      resolvesLink: false,
      filter: { filterOn: 'eventType', regex: types ? `^(${types.join('|')})$` : NO_SYSTEM_EVENTS },
    })
    [Symbol.asyncIterator]();
  try {
    for (;;) {
      const run = await within(reading.next(), NOTHING_FOUND_FOR, signal);
      if (!run || items.isOver) return { place, isWell: true };
      connection.sign();
      for (const { event } of run) {
        if (!event?.position) continue;
        const position = positionOf(event.position.commit, event.position.prepare);
        // The first is the one behind which it begins.
        if (position <= place) continue;
        const ours = connection.recordedAt(position, rawOf(event));
        items.give(ours ? { kind: 'event', event: ours } : { kind: 'passed', position });
        place = position;
      }
      await items.room();
    }
  } catch (error) {
    return { place, isWell: error instanceof CreatedUnknown };
  }
};

/** The next run; null at the end, on the signal, and when it takes too long: what comes afterwards is dropped. */
const within = (
  next: Promise<IteratorResult<Run, unknown>>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Run | null> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => settle(() => resolve(null));
    const timer = setTimeout(giveUp, milliseconds);
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      how();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    next.then(
      ({ done, value }) => settle(() => resolve(done ? null : value)),
      (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });

/** Its time of creation is cut to whole seconds, so it has none. */
const rawOf = ({ created: _, data, metadata, ...event }: NonNullable<ResolvedEvent['event']>): RawEvent => ({
  ...event,
  data: event.isJson ? parsed(data) : null,
  metadata: event.isJson ? parsed(metadata) : null,
});

/** What is no JSON, although it says so, comes as the text that it is, as the official client has it. */
const parsed = (bytes: Uint8Array): unknown => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
