import { randomUUID } from 'node:crypto';
import { CommitCheck } from './commit-check.js';
import type { ExpectedRevision } from './commit-check.js';
import { openTables } from './database.js';
import type { Tables } from './database.js';
import { EventLog } from './event-log.js';
import { GroupCommit } from './group-commit.js';
import type { AppendOperation, Appended, DeleteOperation, Operation, Outcome, Refused, Write } from './operation.js';
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
import { derivedId, uuidBytes } from './uuid.js';

/** The store behind the services. Everything it acknowledges survives the death of the process. */
export class EventStore {
  readonly #log: EventLog;
  readonly #states: StreamStates;
  readonly #check: CommitCheck;
  readonly #commits: GroupCommit;
  readonly #listeners = new Set<() => void>();
  #write: Write;
  /** What is read, and how. */
  readonly reader: StreamReader;

  constructor(private readonly tables: Tables) {
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
    this.#write = (operation) => this.#commits.run(() => this.#do(operation));
  }

  /** Opens the store in a directory; null keeps it only as long as the process lives. */
  static async open(directory: string | null): Promise<EventStore> {
    return new EventStore(await openTables(directory));
  }

  /** From now on everything that is asked for goes through `write`, and {@link replay} does it. */
  writeThrough(write: Write): void {
    this.#write = write;
  }

  /** Does operations now, in one transaction, and `alongside` in the same. Rejects, with none done, when that fails. */
  replay(operations: readonly Operation[], alongside: () => void): Promise<Outcome[]> {
    const outcomes = this.#commits.run(() => {
      alongside();
      return operations.map((operation) => this.#do(operation));
    });
    this.#commits.commit();
    return outcomes;
  }

  /** Appends all of the events or none. */
  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<Appended | Refused> {
    return this.#write({ kind: 'append', stream, expected, events, at: Date.now() });
  }

  /** Deletes a stream so that it may come back, or, with `forGood`, leaves a tombstone. */
  delete(stream: string, expected: ExpectedRevision, forGood: boolean): Promise<Appended | Refused> {
    const eventId = uuidBytes(randomUUID())!;
    return this.#write({ kind: 'delete', stream, expected, forGood, eventId, at: Date.now() });
  }

  /** Calls `listener` after every commit until the returned function is called. */
  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#commits.commit();
    await this.tables.close();
  }

  #do(operation: Operation): Outcome {
    switch (operation.kind) {
      case 'append':
        return this.#append(operation);
      case 'delete':
        return this.#delete(operation);
    }
  }

  #append({ stream: name, expected, events, at }: AppendOperation): Outcome {
    const stream = this.#states.get(name);
    const ids = events.map((event) => event.id);
    const decision = this.#check.decide(stream, expected, ids);
    if (decision.kind === 'append') return this.#appendNew(stream, events, at);
    if (decision.kind !== 'repeated') return decision;
    const position = this.#log.atRevision(stream.id, decision.lastRevision)?.position ?? null;
    return { kind: 'appended', revision: decision.lastRevision, position };
  }

  #delete({ stream: name, expected, forGood, eventId, at }: DeleteOperation): Outcome {
    const stream = this.#states.get(name);
    const decision = this.#check.decide(stream, expected, [eventId]);
    if (decision.kind === 'repeated') throw new Error('a deletion has an id of its own');
    if (decision.kind !== 'append') return decision;
    return forGood ? this.#tombstone(stream, eventId, at) : this.#softDelete(stream, eventId, at);
  }

  /** New events, or new metadata, bring a deleted stream back: without the events it had. */
  #appendNew(stream: StreamState, events: readonly ProposedEvent[], at: number): Appended {
    if (events.length === 0) {
      // The engine, too, writes nothing that can be read, and gives the place where it would be.
      return { kind: 'appended', revision: stream.lastRevision, position: this.#log.nextPosition };
    }
    const described = isMetastream(stream.name) ? this.#states.get(streamOfMetastream(stream.name)) : undefined;
    const deleted = [stream, described].filter((state) => state && isSoftDeleted(state.metadata)) as StreamState[];
    const comingBack = deleted.map((state) => ({ state, firstRevision: state.lastRevision + 1 }));
    const appended = this.#writeEvents(stream, events, at);
    for (const { state, firstRevision } of comingBack) this.#comeBack(state, firstRevision, events[0]!.id, at);
    return appended;
  }

  #writeEvents(stream: StreamState, events: readonly ProposedEvent[], at: number): Appended {
    if (stream.id === 0) this.#states.create(stream);
    let position: number | null = null;
    for (const event of events) {
      position = this.#log.append({ stream, revision: ++stream.lastRevision, created: at }, event);
      if (isMetastream(stream.name)) {
        this.#states.get(streamOfMetastream(stream.name)).metadata = parseMetadata(event.data);
      }
    }
    return { kind: 'appended', revision: stream.lastRevision, position };
  }

  #comeBack(stream: StreamState, firstRevision: number, cause: Buffer, at: number): void {
    const metastream = this.#states.get(metastreamOf(stream.name));
    const current = this.#log.atRevision(metastream.id, metastream.lastRevision)?.data ?? Buffer.alloc(0);
    const id = derivedId(cause, metastream.name);
    this.#writeEvents(metastream, [undeletion(id, current, firstRevision)], at);
  }

  #softDelete(stream: StreamState, eventId: Buffer, at: number): Appended | Refused {
    const metastream = this.#states.get(metastreamOf(stream.name));
    if (stream.lastRevision < 0 && metastream.lastRevision < 0) return { kind: 'wrong-expected-revision', current: -1 };
    return this.#writeEvents(metastream, [softDeletion(eventId)], at);
  }

  #tombstone(stream: StreamState, eventId: Buffer, at: number): Appended {
    if (stream.id === 0) this.#states.create(stream);
    const none = Buffer.alloc(0);
    const event = { id: eventId, type: '$streamDeleted', contentType: 'application/octet-stream' };
    const recording = { stream, revision: TOMBSTONE_REVISION, created: at };
    const position = this.#log.append(recording, { ...event, data: none, metadata: none });
    this.#states.tombstone(stream);
    return { kind: 'appended', revision: TOMBSTONE_REVISION, position };
  }
}
