import type { Recorded } from './recorded.js';

/** The end of a stream. */
export interface Newest {
  /** Oldest first. */
  readonly events: readonly Recorded[];
  /** Whether there is nothing before them. */
  readonly isAll: boolean;
}

/**
 * The port to what is kept beside the streams of EventStoreDB: of each the state that its events led to, so that not all of
 * them have to be read again. Nothing there is a truth: whatever is missing, or does not fit, is folded from the events.
 * All throw EngineUnavailable.
 */
export interface SnapshotStore {
  /** The stream's newest events, at most `limit`; none where there is no such stream. */
  newest(stream: string, limit: number): Promise<Newest>;
  /** What was kept last, as it was written; null where nothing is there. */
  snapshotOf(stream: string): Promise<unknown>;
  /** Keeps this, as JSON, in place of what was kept. */
  keepSnapshot(stream: string, snapshot: object): Promise<void>;
}
