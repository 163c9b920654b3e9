import type { EventLog } from './event-log.js';
import type { RecordedEvent } from './recorded-event.js';
import { isSoftDeleted } from './stream-metadata.js';
import type { StreamState, StreamStates } from './stream-state.js';

export type StreamStatus = 'there' | 'not-found' | 'deleted';

/** A link event and what it points to; of an event that is no link, the event alone. */
export interface ResolvedEvent {
  readonly event: RecordedEvent | undefined;
  readonly link: RecordedEvent | undefined;
}

const LINK_TYPE = '$>';
const LINK = /^(\d+)@([\s\S]+)$/;

/** Reads what the metadata of a stream lets be seen. */
export class StreamReader {
  constructor(
    private readonly log: EventLog,
    private readonly states: StreamStates,
  ) {}

  /** Position of the last event, or -1. */
  get lastPosition(): number {
    return this.log.lastPosition;
  }

  /** Whether an event begins at the position, or the whole log does. */
  isPosition(position: number): boolean {
    return position === 0 || this.log.at(position) !== undefined;
  }

  /** Where the next event will be. */
  get nextPosition(): number {
    return this.log.nextPosition;
  }

  status(name: string): StreamStatus {
    const stream = this.states.get(name);
    if (this.states.isTombstoned(stream)) return 'deleted';
    return stream.lastRevision < 0 || isSoftDeleted(stream.metadata) ? 'not-found' : 'there';
  }

  /** -1 when the stream has no event. */
  lastRevision(name: string): number {
    return this.states.get(name).lastRevision;
  }

  /** Every event from a position on, that one included. */
  allForwards(from: number): Generator<RecordedEvent> {
    return this.log.read(from, 'forwards');
  }

  /** Every event before a position, the last one first. */
  allBackwards(before: number): Generator<RecordedEvent> {
    return this.log.read(before, 'backwards');
  }

  /** Events of a stream from a revision on, that one included. */
  *streamForwards(name: string, from: number): Generator<RecordedEvent> {
    const stream = this.states.get(name);
    const first = Math.max(from, firstRevision(stream));
    if (first > stream.lastRevision) return;
    for (const event of this.log.readStream(stream.id, first, stream.lastRevision)) {
      if (isYoungEnough(stream, event)) yield event;
    }
  }

  /** Events of a stream from a revision, that one included, back to its first. */
  *streamBackwards(name: string, from: number): Generator<RecordedEvent> {
    const stream = this.states.get(name);
    const last = Math.min(from, stream.lastRevision);
    const first = firstRevision(stream);
    if (last < first) return;
    for (const event of this.log.readStream(stream.id, last, first)) {
      if (!isYoungEnough(stream, event)) return;
      yield event;
    }
  }

  resolve(event: RecordedEvent): ResolvedEvent {
    return event.type === LINK_TYPE ? { link: event, event: this.#target(event) } : { event, link: undefined };
  }

  #target(link: RecordedEvent): RecordedEvent | undefined {
    const [, revision, name] = LINK.exec(link.data.toString('utf8')) ?? [];
    if (revision === undefined || name === undefined || this.status(name) !== 'there') return undefined;
    const stream = this.states.get(name);
    const target = this.log.atRevision(stream.id, Number(revision));
    return target && target.revision >= firstRevision(stream) && isYoungEnough(stream, target) ? target : undefined;
  }
}

const firstRevision = ({ lastRevision, metadata }: StreamState): number =>
  Math.max(metadata.truncateBefore, lastRevision + 1 - metadata.maxCount, 0);

const isYoungEnough = ({ metadata }: StreamState, event: RecordedEvent): boolean =>
  event.created >= Date.now() - metadata.maxAge * 1000;
