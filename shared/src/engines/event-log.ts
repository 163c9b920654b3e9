import type { Floors } from '../events/log.events.js';
import { numbersOf, parsePosition, type Position } from '../kernel/position.js';

/**
 * The proof that the event store is not the one that was read: where another event stands, or none, than the one that a
 * read model handled.
 */
export interface Mismatch {
  readonly position: Position;
  readonly expectedEventId: string;
  /** The event that stands there now; null where none does. */
  readonly found: string | null;
  /** The build of a read model that it was found by. */
  readonly build: string;
  /** ISO 8601, UTC. */
  readonly provenAt: string;
  /** The highest ids that the read models knew then: some of them may be in no event any more. */
  readonly floors: Floors;
}

/** Which log the event store holds, as far as was found out. */
export interface EventLog {
  /** How often an operator accepted another log. */
  readonly generation: number;
  /** What stands between the log and the read models; null where nothing does. */
  readonly mismatch: Mismatch | null;
}

/**
 * Redis: the mismatch as JSON, while it stands. The projections repeat it, so it is gone soon after it was settled or
 * they are. Whoever finds nothing here, or no Redis, goes on.
 */
export const MISMATCH_KEY = 'doremi:event-store-mismatch';

/** How long it is believed; milliseconds. */
export const MISMATCH_LASTS = 5_000;

/** Redis: an EventLog as JSON, whenever it changes. */
export const EVENT_LOG = 'doremi:event-log';

/** A mismatch in words. */
export const mismatchText = ({ position, expectedEventId, found }: Mismatch): string =>
  `the event store is not the one that was read (position 0x${numbersOf(position).commit.toString(16)}, ` +
  `event ${expectedEventId} expected, ${found === null ? 'nothing' : `event ${found}`} found)`;

/** Reads what stands under MISMATCH_KEY; null where it is nothing or no mismatch. */
export const readMismatch = (text: string | null): Mismatch | null => {
  const value = parsed(text);
  return isMismatch(value) ? value : null;
};

/** Reads a message of EVENT_LOG; null where it is none. */
export const readEventLog = (message: string): EventLog | null => {
  const value = parsed(message) as Partial<EventLog> | null;
  if (!value || typeof value !== 'object' || !Number.isSafeInteger(value.generation)) return null;
  const { generation = 0, mismatch } = value;
  return mismatch === null || isMismatch(mismatch) ? { generation, mismatch } : null;
};

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
};

const isMismatch = (value: unknown): value is Mismatch => {
  const { position, expectedEventId, floors } = (value ?? {}) as Partial<Mismatch>;
  return (
    typeof position === 'string' &&
    parsePosition(position) !== null &&
    typeof expectedEventId === 'string' &&
    Number.isSafeInteger(floors?.menu) &&
    Number.isSafeInteger(floors?.cart)
  );
};
