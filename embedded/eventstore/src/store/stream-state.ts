import QuickLRU from 'quick-lru';
import type { Table } from './database.js';
import type { EventLog } from './event-log.js';
import { streamKey } from './keys.js';
import {
  METADATA_OF_METASTREAM,
  NO_METADATA,
  isMetastream,
  metastreamOf,
  parseMetadata,
  streamOfMetastream,
} from './stream-metadata.js';
import type { StreamMetadata } from './stream-metadata.js';

/** What is known of a stream. It may have metadata before it has an event. */
export interface StreamState {
  readonly name: string;
  /** 0 until something is written to it. */
  id: number;
  /** -1 while it has no event. */
  lastRevision: number;
  tombstoned: boolean;
  metadata: StreamMetadata;
}

/** The streams used last that are kept in memory at least; as many again may be. */
const CACHED_STREAMS = 10_000;
const TOMBSTONED = 1;
const HEADER_BYTES = 5;

/** The streams: looked up on disk, the ones in use kept in memory. */
export class StreamStates {
  readonly #cache = new QuickLRU<string, StreamState>({ maxSize: CACHED_STREAMS });
  #lastId: number;

  constructor(
    private readonly streams: Table,
    private readonly log: EventLog,
  ) {
    this.#lastId = countOf(streams);
  }

  /** The state of a stream; of one that is not there, the state of an empty stream. */
  get(name: string): StreamState {
    const cached = this.#cache.get(name);
    if (cached) return cached;
    const state = this.#load(name);
    this.#cache.set(name, state);
    return state;
  }

  /** A metadata stream is gone with the stream that it belongs to. */
  isTombstoned(state: StreamState): boolean {
    return state.tombstoned || (isMetastream(state.name) && this.get(streamOfMetastream(state.name)).tombstoned);
  }

  /** Gives the stream an id, inside a transaction. */
  create(state: StreamState): void {
    state.id = ++this.#lastId;
    this.#save(state);
  }

  /** Marks the stream as gone for good, inside a transaction. */
  tombstone(state: StreamState): void {
    state.tombstoned = true;
    this.#save(state);
  }

  /** Drops what is in memory: a transaction that failed may have changed it. */
  forget(): void {
    this.#cache.clear();
    this.#lastId = countOf(this.streams);
  }

  #save({ id, tombstoned, name }: StreamState): void {
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32BE(id, 0);
    header.writeUInt8(tombstoned ? TOMBSTONED : 0, 4);
    void this.streams.put(streamKey(name), Buffer.concat([header, Buffer.from(name, 'utf8')]));
  }

  #load(name: string): StreamState {
    const record = this.streams.get(streamKey(name));
    const id = record?.readUInt32BE(0) ?? 0;
    return {
      name,
      id,
      lastRevision: id === 0 ? -1 : this.log.lastRevision(id),
      tombstoned: record?.readUInt8(4) === TOMBSTONED,
      metadata: this.#metadataOf(name),
    };
  }

  #metadataOf(name: string): StreamMetadata {
    if (isMetastream(name)) return METADATA_OF_METASTREAM;
    const { id, lastRevision } = this.get(metastreamOf(name));
    const last = this.log.atRevision(id, lastRevision);
    return last ? parseMetadata(last.data) : NO_METADATA;
  }
}

const countOf = (table: Table): number => (table.getStats() as { entryCount: number }).entryCount;
