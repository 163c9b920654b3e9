import type { EventStore } from '../store/event-store.js';
import type { RecordedEvent } from '../store/recorded-event.js';
import { ALL_EVENTS, eventFilter } from '../streams/event-filter.js';
import type { EventFilter } from '../streams/event-filter.js';
import { ALL } from './group-definition.js';
import type { GroupDefinition, StartFrom } from './group-definition.js';

/** An event on its way into a group, with the cursors that a checkpoint is made of. */
export interface SourceEvent {
  readonly event: RecordedEvent;
  /** A revision of the stream, or a position of `$all`. */
  readonly cursor: number;
  /** The cursor that everything before this event was read up to. */
  readonly previous: number;
  /** How many events that do not match were read before it. */
  readonly skipped: number;
}

export interface Batch {
  readonly events: readonly SourceEvent[];
  /** What was read up to, whether it matched or not. */
  readonly cursor: number;
  /** How many events that do not match were read after the last one that does. */
  readonly skipped: number;
}

/** What a group is fed from: a stream, or `$all` with or without a filter. */
export class GroupSource {
  readonly #stream: string | null;
  readonly #matches: EventFilter;

  constructor(
    private readonly store: EventStore,
    { stream, filter }: GroupDefinition,
  ) {
    this.#stream = stream === ALL ? null : stream;
    this.#matches = filter ? eventFilter(filter) : ALL_EVENTS;
  }

  /** The cursor of the last event there is, or -1. */
  last(): number {
    const { reader } = this.store;
    return this.#stream === null ? reader.lastPosition : reader.lastRevision(this.#stream);
  }

  /** The cursor just before the event to begin with. */
  before(startFrom: StartFrom): number {
    if (startFrom === 'start') return -1;
    return startFrom === 'end' ? this.last() : startFrom - 1;
  }

  /** At most `limit` events after a cursor, having looked at no more than `window`. */
  after(cursor: number, limit: number, window: number): Batch {
    const events: SourceEvent[] = [];
    let previous = cursor;
    let looked = 0;
    let skipped = 0;
    for (const event of this.#events(cursor + 1)) {
      const at = this.#stream === null ? event.position : event.revision;
      const isOwn = this.#stream === null && isOfGroupsToAll(event);
      if (!isOwn && this.#matches(event)) {
        events.push({ event, cursor: at, previous, skipped });
        skipped = 0;
      } else if (!isOwn) skipped++;
      previous = at;
      if (events.length >= limit || ++looked >= window) break;
    }
    return { events, cursor: previous, skipped };
  }

  #events(from: number): Iterable<RecordedEvent> {
    const { reader } = this.store;
    if (this.#stream === null) return reader.allForwards(from);
    return reader.status(this.#stream) === 'there' ? reader.streamForwards(this.#stream, from) : [];
  }
}

/** What groups to `$all` write down themselves is no message: they would never come to rest. */
const OF_GROUPS_TO_ALL = /^\$persistentsubscription-\$all::.*-(checkpoint|parked)$/s;
const isOfGroupsToAll = ({ stream }: RecordedEvent): boolean => stream.startsWith('$') && OF_GROUPS_TO_ALL.test(stream);
