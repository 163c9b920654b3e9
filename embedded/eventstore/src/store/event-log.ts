import type { Tables } from './database.js';
import { eventIdKey, positionKey, readNumber, readRevision, revisionKey } from './keys.js';
import { ReadPages } from './read-pages.js';
import { RecentEvents } from './recent-events.js';
import { RecordedEvent, encodeRecord } from './recorded-event.js';
import type { ProposedEvent } from './recorded-event.js';

/** Where the first event of a fresh engine is: what is before it are no events. */
const FIRST_POSITION = 548;
/** Positions grow with what is written, as the engine's do, so that nobody counts on their being dense. */
const GAP = 32;
const PAGE_EVENTS = 256;
const PAGE_BYTES = 1024 * 1024;
const BEYOND_ALL = 2 ** 48;

/** Where an event goes; `created` is in milliseconds since the epoch. */
export interface Placement {
  readonly stream: { readonly id: number; readonly name: string };
  readonly revision: number;
  readonly created: number;
}

type EventTables = Pick<Tables, 'events' | 'revisions' | 'eventIds'>;

/** All events in the order of their positions, and the indexes into them. Reads go to disk, page by page. */
export class EventLog {
  #nextPosition = FIRST_POSITION;
  #lastPosition = -1;
  readonly #recent = new RecentEvents();
  readonly #pages = new ReadPages();

  constructor(private readonly tables: EventTables) {
    this.reload();
  }

  /** Position of the last event, or -1. */
  get lastPosition(): number {
    return this.#lastPosition;
  }

  /** Where the next event will be. */
  get nextPosition(): number {
    return this.#nextPosition;
  }

  /** Takes the next position from disk: a transaction that failed may have moved it. */
  reload(): void {
    this.#nextPosition = FIRST_POSITION;
    this.#lastPosition = -1;
    for (const { key, value } of this.tables.events.getRange({ reverse: true, limit: 1 })) {
      this.#moveTo(readNumber(key), value.length);
    }
    this.#recent.clear(this.#lastPosition);
    this.#pages.clear();
  }

  /** Appends one event and returns its position. Call it inside a transaction. */
  append({ stream, revision, created }: Placement, event: ProposedEvent): number {
    const position = this.#nextPosition;
    const record = encodeRecord(event, { stream: stream.name, revision, position, created });
    const key = positionKey(position);
    void this.tables.events.put(key, record);
    void this.tables.revisions.put(revisionKey(stream.id, revision), key);
    void this.tables.eventIds.put(eventIdKey(stream.id, event.id), revisionKey(stream.id, revision));
    this.#moveTo(position, record.length);
    this.#recent.add(new RecordedEvent(position, record));
    return position;
  }

  at(position: number): RecordedEvent | undefined {
    const record = this.tables.events.get(positionKey(position));
    return record && new RecordedEvent(position, record);
  }

  atRevision(streamId: number, revision: number): RecordedEvent | undefined {
    if (streamId === 0 || revision < 0) return undefined;
    const position = this.tables.revisions.get(revisionKey(streamId, revision));
    return position && this.at(readNumber(position));
  }

  /** The revision that an event id has in a stream, if it is there. */
  revisionOf(streamId: number, eventId: Buffer): number | undefined {
    const key = this.tables.eventIds.get(eventIdKey(streamId, eventId));
    return key && readRevision(key);
  }

  /** -1 when the stream has no event. */
  lastRevision(streamId: number): number {
    const all = { start: revisionKey(streamId, BEYOND_ALL), end: revisionKey(streamId, 0), reverse: true, limit: 1 };
    for (const key of this.tables.revisions.getKeys({ ...all, inclusiveEnd: true })) return readRevision(key);
    return -1;
  }

  /** Events at `from` and above, or, backwards, below `from`. */
  *read(from: number, direction: 'forwards' | 'backwards'): Generator<RecordedEvent> {
    const reverse = direction === 'backwards';
    for (let next = from; reverse || next <= this.#lastPosition;) {
      const page = reverse ? this.#page(next - 1, true) : this.#forwards(next);
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      next = reverse ? last.position : last.position + 1;
    }
  }

  /** Events of a stream from revision `from` to revision `to`, both included; `to` below `from` reads backwards. */
  *readStream(streamId: number, from: number, to: number): Generator<RecordedEvent> {
    const step = to < from ? -1 : 1;
    for (let revision = from; step > 0 ? revision <= to : revision >= to; revision += step) {
      const event = this.atRevision(streamId, revision);
      if (event) yield event;
    }
  }

  #forwards(from: number): readonly RecordedEvent[] {
    const known = this.#recent.from(from) ?? this.#pages.from(from);
    if (known) return known;
    const page = this.#page(from, false);
    this.#pages.add(from, page);
    return page;
  }

  #page(from: number, reverse: boolean): RecordedEvent[] {
    const page: RecordedEvent[] = [];
    let bytes = 0;
    const range = { start: positionKey(from), reverse, limit: PAGE_EVENTS };
    for (const { key, value } of this.tables.events.getRange(range)) {
      page.push(new RecordedEvent(readNumber(key), value));
      if ((bytes += value.length) > PAGE_BYTES) break;
    }
    return page;
  }

  #moveTo(position: number, size: number): void {
    this.#lastPosition = position;
    this.#nextPosition = position + size + GAP;
  }
}
