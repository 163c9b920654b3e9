import { numbersOf, parsePosition, type Position } from './position.js';

/**
 * The proof that the event store is not the one that was read: where another event stands, or none, than the one that a
 * read model handled.
 */
export interface Mismatch<Name extends string = string> {
  readonly position: Position;
  readonly expectedEventId: string;
  /** The event that stands there now; null where none does. */
  readonly found: string | null;
  /** The build of a read model that it was found by. */
  readonly build: string;
  /** ISO 8601, UTC. */
  readonly provenAt: string;
  /** The highest ids that the read models knew then: some of them may be in no event any more. */
  readonly floors: Readonly<Record<Name, number>>;
}

/** Which log the event store holds, as far as was found out. */
export interface EventLog<Name extends string = string> {
  /** How often an operator accepted another log. */
  readonly generation: number;
  /** What stands between the log and the read models; null where nothing does. */
  readonly mismatch: Mismatch<Name> | null;
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

/** Reads what stands under MISMATCH_KEY; null where it is nothing, or no mismatch with these floors. */
export const readMismatch = <Name extends string>(
  text: string | null,
  floors: readonly Name[],
): Mismatch<Name> | null => {
  const value = parsed(text);
  return isMismatch(value, floors) ? value : null;
};

/** Reads a message of EVENT_LOG; null where it is none, or its mismatch has not these floors. */
export const readEventLog = <Name extends string>(message: string, floors: readonly Name[]): EventLog<Name> | null => {
  const value = parsed(message) as Partial<EventLog> | null;
  if (!value || typeof value !== 'object' || !Number.isSafeInteger(value.generation)) return null;
  const { generation = 0, mismatch } = value;
  return mismatch === null || isMismatch(mismatch, floors) ? { generation, mismatch } : null;
};

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
};

const isMismatch = <Name extends string>(value: unknown, names: readonly Name[]): value is Mismatch<Name> => {
  const { position, expectedEventId, floors } = (value ?? {}) as Partial<Mismatch<Name>>;
  return (
    typeof position === 'string' &&
    parsePosition(position) !== null &&
    typeof expectedEventId === 'string' &&
    names.every((name) => Number.isSafeInteger(floors?.[name]))
  );
};
