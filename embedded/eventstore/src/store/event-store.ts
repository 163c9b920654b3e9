import { randomUUID } from 'node:crypto';
import { CommitCheck } from './commit-check.js';
import type { CommitDecision, ExpectedRevision } from './commit-check.js';
import { openTables } from './database.js';
import { Documents } from './documents.js';
import type { Tables } from './database.js';
import { EventLog } from './event-log.js';
import { GroupCommit } from './group-commit.js';
import { TOMBSTONE_REVISION } from './recorded-event.js';
import type { ProposedEvent } from './recorded-event.js';
import {
  isMetastream,
  isSoftDeleted,
  metastreamOf,
  parseMetadata,
  softDeletion,
  streamOfMetastream,
  undeletion,
} from './stream-metadata.js';
import { StreamReader } from './stream-reader.js';
import { StreamStates } from './stream-state.js';
import type { StreamState } from './stream-state.js';
import { uuidBytes } from './uuid.js';

/** `revision` and `position` of the last event; -1 and null where there is none. */
export type Appended = { readonly kind: 'appended'; readonly revision: number; readonly position: number | null };
export type Refused = Extract<CommitDecision, { kind: 'wrong-expected-revision' | 'stream-deleted' }>;

/** The store behind the services. Everything it acknowledges survives the death of the process. */
export class EventStore {
  readonly #log: EventLog;
  readonly #states: StreamStates;
  readonly #check: CommitCheck;
  readonly #commits: GroupCommit;
  readonly #listeners = new Set<() => void>();
  /** What is read, and how. */
  readonly reader: StreamReader;

  private constructor(private readonly tables: Tables) {
    this.#log = new EventLog(tables);
    this.#states = new StreamStates(tables.streams, this.#log);
    this.#check = new CommitCheck(this.#log, this.#states);
    this.reader = new StreamReader(this.#log, this.#states);
    this.#commits = new GroupCommit((work) => tables.transaction(work), {
      committed: () => this.#listeners.forEach((listener) => listener()),
      failed: () => {
        this.#log.reload();
        this.#states.forget();
      },
    });
  }

  /** Opens the store in a directory; null keeps it only as long as the process lives. */
  static async open(directory: string | null): Promise<EventStore> {
    return new EventStore(await openTables(directory));
  }

  /** Appends all of the events or none. */
  append(name: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<Appended | Refused> {
    return this.#commits.run(() => {
      const stream = this.#states.get(name);
      const ids = events.map((event) => event.id);
      const decision = this.#check.decide(stream, expected, ids);
      if (decision.kind === 'append') return this.#append(stream, events);
      if (decision.kind !== 'repeated') return decision;
      const position = this.#log.atRevision(stream.id, decision.lastRevision)?.position ?? null;
      return { kind: 'appended', revision: decision.lastRevision, position };
    });
  }

  /** Deletes a stream so that it may come back, or, with `forGood`, leaves a tombstone. */
  delete(name: string, expected: ExpectedRevision, forGood: boolean): Promise<Appended | Refused> {
    return this.#commits.run(() => {
      const stream = this.#states.get(name);
      const decision = this.#check.decide(stream, expected, [uuidBytes(randomUUID())!]);
      if (decision.kind === 'repeated') throw new Error('a deletion has an id of its own');
      if (decision.kind !== 'append') return decision;
      return forGood ? this.#tombstone(stream) : this.#softDelete(stream);
    });
  }

  /** Calls `listener` after every commit until the returned function is called. */
  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The documents of the persistent subscriptions. */
  subscriptionDocuments<T>(): Documents<T> {
    return new Documents<T>(this.tables.groups, this.#commits);
  }

  async close(): Promise<void> {
    this.#commits.commit();
    await this.tables.close();
  }

  /** New events, or new metadata, bring a deleted stream back: without the events it had. */
  #append(stream: StreamState, events: readonly ProposedEvent[]): Appended {
    if (events.length === 0) return { kind: 'appended', revision: stream.lastRevision, position: null };
    const described = isMetastream(stream.name) ? this.#states.get(streamOfMetastream(stream.name)) : undefined;
    const deleted = [stream, described].filter((state) => state && isSoftDeleted(state.metadata)) as StreamState[];
    const comingBack = deleted.map((state) => ({ state, firstRevision: state.lastRevision + 1 }));
    const appended = this.#write(stream, events);
    for (const { state, firstRevision } of comingBack) this.#comeBack(state, firstRevision);
    return appended;
  }

  #write(stream: StreamState, events: readonly ProposedEvent[]): Appended {
    if (stream.id === 0) this.#states.create(stream);
    let position: number | null = null;
    for (const event of events) {
      position = this.#log.append(stream.id, stream.name, ++stream.lastRevision, event);
      if (isMetastream(stream.name)) {
        this.#states.get(streamOfMetastream(stream.name)).metadata = parseMetadata(event.data);
      }
    }
    return { kind: 'appended', revision: stream.lastRevision, position };
  }

  #comeBack(stream: StreamState, firstRevision: number): void {
    const metastream = this.#states.get(metastreamOf(stream.name));
    const current = this.#log.atRevision(metastream.id, metastream.lastRevision)?.data ?? Buffer.alloc(0);
    this.#write(metastream, [undeletion(current, firstRevision)]);
  }

  #softDelete(stream: StreamState): Appended | Refused {
    const metastream = this.#states.get(metastreamOf(stream.name));
    if (stream.lastRevision < 0 && metastream.lastRevision < 0) return { kind: 'wrong-expected-revision', current: -1 };
    return this.#write(metastream, [softDeletion()]);
  }

  #tombstone(stream: StreamState): Appended {
    if (stream.id === 0) this.#states.create(stream);
    const none = Buffer.alloc(0);
    const event = { id: uuidBytes(randomUUID())!, type: '$streamDeleted', contentType: 'application/octet-stream' };
    const position = this.#log.append(stream.id, stream.name, TOMBSTONE_REVISION, {
      ...event,
      data: none,
      metadata: none,
    });
    this.#states.tombstone(stream);
    return { kind: 'appended', revision: TOMBSTONE_REVISION, position };
  }
}
