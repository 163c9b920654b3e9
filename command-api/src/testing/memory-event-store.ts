import { upcast } from '@doremi/domain';
import {
  type EventStore,
  type NewEvent,
  type Newest,
  type Position,
  positionOf,
  type Recorded,
  type SnapshotStore,
  WrongExpectedRevision,
} from '@doremi/event-sourcing';
import type { Appended } from '@doremi/event-sourcing/testing';

/**
 * An event store in memory for tests that need thousands of runs: EventStoreDB's rules for expected revisions and
 * repeated appends, events in their newest shape, no time spent, and nothing to subscribe to. memory-event-store.integration.spec.ts holds it against the engine.
 */
export class MemoryEventStore implements EventStore, SnapshotStore {
  /** Every event, in the order of the log. */
  readonly log: Recorded[] = [];
  /** What is kept beside the streams, as JSON. */
  readonly snapshots = new Map<string, string>();
  private readonly streams = new Map<string, Recorded[]>();

  /** With these events in it already. */
  constructor(history: readonly Recorded[] = []) {
    this.add(history);
  }

  /** Goes on with events that another store has recorded. */
  add(history: readonly Recorded[]): void {
    for (const event of history) {
      this.log.push(event);
      this.streams.set(event.stream, [...this.of(event.stream), event]);
    }
  }

  /** Becomes an older copy of itself: only its first events are there. */
  putBack(toLength: number): void {
    const kept = this.log.slice(0, toLength);
    this.log.length = 0;
    this.streams.clear();
    this.add(kept);
  }

  append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    const there = this.of(stream);
    if (expected !== there.length - 1) {
      const isRepeated = events.every(({ id }, index) => there[expected + 1 + index]?.id === id);
      const last = there[expected + events.length];
      if (!isRepeated || !last)
        return Promise.reject(new WrongExpectedRevision(`${stream} is not at ${expected}`, there.length - 1));
      return Promise.resolve({ revision: last.revision, position: last.position });
    }
    const position = positionOf(BigInt(this.log.length + 1), BigInt(this.log.length + 1));
    const recorded = events.map(({ id, event, metadata }, index): Recorded => {
      const seen = upcast(event.type, metadata.schemaVersion, event.data as Record<string, unknown>);
      return { ...seen, id, stream, revision: expected + 1 + index, position, metadata };
    });
    this.add(recorded);
    return Promise.resolve({ revision: expected + events.length, position });
  }

  read(stream: string, from = 0, limit = Number.MAX_SAFE_INTEGER): Promise<Recorded[]> {
    return Promise.resolve(this.of(stream).slice(from, from + limit));
  }

  newest(stream: string, limit: number): Promise<Newest> {
    const there = this.of(stream);
    return Promise.resolve({ events: there.slice(-limit), isAll: there.length < limit });
  }

  snapshotOf(stream: string): Promise<unknown> {
    const text = this.snapshots.get(stream);
    return Promise.resolve(text === undefined ? null : JSON.parse(text));
  }

  keepSnapshot(stream: string, snapshot: object): Promise<void> {
    this.snapshots.set(stream, JSON.stringify(snapshot));
    return Promise.resolve();
  }

  end(): Promise<Position | null> {
    return Promise.resolve(this.log.at(-1)?.position ?? null);
  }

  subscribe(): never {
    throw new Error('nobody subscribes to a store in memory');
  }

  consume(): never {
    throw new Error('nobody consumes a store in memory');
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private of(stream: string): readonly Recorded[] {
    return this.streams.get(stream) ?? [];
  }
}
