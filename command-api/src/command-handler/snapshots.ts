import { type DomainEvent, EngineUnavailable, type Newest, type SnapshotStore } from '@doremi/event-sourcing';
import type { Fold } from './loaded-aggregate.js';
import { decodeSnapshot, encodeSnapshot, type StoredSnapshot } from './snapshot-format.js';

/** Of `every`, where nobody says otherwise (SNAPSHOT_EVERY): reading so many events costs little more than a read does. */
export const SNAPSHOT_EVERY = 32;

/** How many are written at once at most, by all aggregates of a process; more are left for later. */
const WRITING_AT_ONCE = 8;

/** A larger one is not written: the event store takes 1 MiB. */
const MAX_CHARACTERS = 512 * 1024;

/** What became of one: an aggregate went on from it, it did not fit, it was written, or that failed. */
export type SnapshotOutcome = 'used' | 'ignored' | 'kept' | 'failed';

/** Hears what becomes of each. Must not throw. */
export type SnapshotObserver = (outcome: SnapshotOutcome, stream: string, error?: unknown) => unknown;

export interface SnapshotSettings {
  readonly store: SnapshotStore;
  /** After how many events of a stream its state is kept again; 0 for never. */
  readonly every: number;
  readonly observe?: SnapshotObserver;
}

/**
 * The states that are kept beside the streams, so that what is not cached is not folded from its first event. They never
 * keep a command waiting and never make one fail: what can't be written is written later, what does not fit is not used.
 */
export class Snapshots {
  readonly every: number;
  private readonly store: SnapshotStore;
  private readonly observe: SnapshotObserver;
  private writing = 0;

  constructor({ store, every, observe = () => undefined }: SnapshotSettings) {
    this.store = store;
    this.every = every;
    this.observe = observe;
  }

  /** The stream's newest events: all that came after a snapshot, as a rule. */
  newest(stream: string): Promise<Newest> {
    return this.store.newest(stream, this.every);
  }

  /** What is kept of the aggregate; null where nothing is that this release can use. Throws EngineUnavailable. */
  async of<State, Event extends DomainEvent>(
    stream: string,
    fold: Fold<State, Event>,
  ): Promise<StoredSnapshot<State> | null> {
    try {
      const data = await this.store.snapshotOf(stream);
      if (data === null) return null;
      const snapshot = decodeSnapshot(fold, data);
      if (!snapshot) this.observe('ignored', stream);
      return snapshot;
    } catch (error) {
      if (error instanceof EngineUnavailable) throw error;
      this.observe('failed', stream, error);
      return null;
    }
  }

  /** Says whether an aggregate went on from what was kept, or the stream is another one. */
  tried(stream: string, fits: boolean): void {
    this.observe(fits ? 'used' : 'ignored', stream);
  }

  /** Whether too many are being written to begin with another one. */
  get isFull(): boolean {
    return this.writing >= WRITING_AT_ONCE;
  }

  /** Begins to write one. */
  keep<State, Event extends DomainEvent>(
    stream: string,
    fold: Fold<State, Event>,
    snapshot: StoredSnapshot<State>,
  ): void {
    this.writing++;
    void this.write(stream, () => encodeSnapshot(fold, snapshot))
      .then(
        () => this.observe('kept', stream),
        (error: unknown) => this.observe('failed', stream, error),
      )
      .finally(() => this.writing--);
  }

  private async write(stream: string, encoded: () => ReturnType<typeof encodeSnapshot>): Promise<void> {
    const { data, length } = encoded();
    if (length > MAX_CHARACTERS) throw new Error(`a snapshot of ${stream} would have ${length} characters`);
    await this.store.keepSnapshot(stream, data);
  }
}
