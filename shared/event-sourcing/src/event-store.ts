import type { DomainEvent } from './decider.js';
import type { EventMetadata, Recorded } from './recorded.js';
import type { Position } from './position.js';

/** An event about to be appended. The id is deterministic, so appending it again is no second event. */
export interface NewEvent {
  readonly id: string;
  readonly event: DomainEvent;
  readonly metadata: EventMetadata;
}

export interface Appended {
  /** The stream's last revision after the append. */
  readonly revision: number;
  readonly position: Position;
}

/** The stream was not where the caller thought it was; nothing was appended. */
export class WrongExpectedRevision extends Error {
  /** `actual`: the stream's last revision, whoever wrote it, and -1 of one that is not there; null where nobody said. */
  constructor(
    message: string,
    readonly actual: number | null = null,
  ) {
    super(message);
  }
}

/** The engine is away, or did not answer in time; whether an append took effect is not known. */
export class EngineUnavailable extends Error {}

/** The engine is there, and proven not to hold the log that was read: nothing is done on it until an operator says so. */
export class EventStoreMismatch extends EngineUnavailable {}

/** A subscription cannot begin there: no event of this log stands at its position. The engine is there, and says so. */
export class PositionNotInLog extends Error {}

/** An event by which a log can be told from another one. */
export interface Witness {
  readonly position: Position;
  readonly id: string;
  readonly stream: string;
  /** Its number in its stream, from 0. */
  readonly revision: number;
}

/** What a look-up found. */
export type LookedUp =
  | { readonly kind: 'there'; readonly event: Witness }
  /** Nothing, and that may be because it was deleted, cut off, expired or scavenged, or lies beyond the end. */
  | { readonly kind: 'gone' }
  /** Nothing, and no event of this log ever was there. */
  | { readonly kind: 'never' };

/** What tells a log from another one. Throws EngineUnavailable. */
export interface LookUp {
  /** What stands at exactly this place in the log, ours or not; as the leader has it. */
  eventAt(position: Position): Promise<LookedUp>;
  /** What stands in the stream at this revision; as the leader has it. */
  revisionOf(stream: string, revision: number): Promise<LookedUp>;
}

/** What a subscription yields, in the log's order. Only what has been taken from the iterator counts as handled. */
export type LogItem =
  | { readonly kind: 'event'; readonly event: Recorded }
  /**
   * Everything up to here was looked at; what did not match the filter is not shown. It may be no event's place, and is
   * to be taken over only where it is not beyond the log's end.
   */
  | { readonly kind: 'passed'; readonly position: Position }
  /** From here on events are live. */
  | { readonly kind: 'caughtUp' };

export interface SubscribeOptions {
  /** Exclusive; BEGINNING for everything. */
  readonly after: Position;
  /** Only these event types; every event that is no system event when absent. */
  readonly types?: readonly string[];
  readonly signal: AbortSignal;
}

/** One delivery of a consumer group; it comes again until it is acknowledged or parked. */
export interface Delivery {
  readonly event: Recorded;
  readonly ack: () => Promise<void>;
  /** Puts it aside for an operator; the reason is kept with it. */
  readonly park: (reason: string) => Promise<void>;
}

/** The port to EventStoreDB. Every event comes out upcast to its newest shape. */
export interface EventStore {
  /**
   * Appends all or none. `expected` is the stream's last revision, or -1 for "no such stream yet".
   * Throws WrongExpectedRevision, or EngineUnavailable where the outcome could not be settled.
   */
  append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended>;
  /** The stream's events from `from` (inclusive, default 0), at most `limit`; none when there is no such stream. */
  read(stream: string, from?: number, limit?: number): Promise<Recorded[]>;
  /** The position of the newest event of all, the engine's own too, as the leader has it; null in an empty store. */
  end(): Promise<Position | null>;
  /**
   * Events as they are and then as they come; throws EngineUnavailable when the connection is lost, and PositionNotInLog
   * where no event of this log stands at `after`.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<LogItem>;
  /** Joins (and makes, where it is missing) a consumer group over the types, from the first event on. Unordered. */
  consume(group: string, types: readonly string[], signal: AbortSignal): AsyncIterable<Delivery>;
  ping(): Promise<void>;
  close(): Promise<void>;
}
