import {
  BEGINNING,
  type EventStore,
  isBeyond,
  laterOf,
  type LogItem,
  type Position,
  type Recorded,
} from '@doremi/event-sourcing';

/** What was taken from a subscription at once. */
export interface Batch {
  readonly events: readonly Recorded[];
  /** Everything up to here was seen. */
  readonly end: Position;
  /** From here on events are live. */
  readonly caughtUp: boolean;
}

/** The log's end, asked for before a subscription begins, and again when an item speaks of a place beyond it. */
export class LogEnd {
  /** As it was seen last. */
  last: Position;

  private constructor(
    private readonly store: Pick<EventStore, 'end'>,
    /** Before the subscription began: whoever has caught up has passed it, even where nothing matched the filter. */
    readonly first: Position,
  ) {
    this.last = first;
  }

  static async before(store: Pick<EventStore, 'end'>): Promise<LogEnd> {
    return new LogEnd(store, (await store.end()) ?? BEGINNING);
  }

  /** Sees to it that `last` is as far as these items are, where the log is. */
  async reaching(items: readonly LogItem[]): Promise<this> {
    for (const item of items) {
      if (item.kind === 'event') this.last = laterOf(this.last, item.event.position);
      else if (item.kind === 'passed' && isBeyond(item.position, this.last))
        this.last = laterOf(this.last, (await this.store.end()) ?? BEGINNING);
    }
    return this;
  }
}

/**
 * Reads items, taken in order, as a batch. `from` is where the subscription stood before them. A checkpoint beyond the
 * log's end says nothing: at the end of a short log there are servers that send 2^64-1, and whoever believed it would
 * never see another event.
 */
export const batchOf = (
  items: readonly LogItem[],
  from: Position,
  { first, last }: Pick<LogEnd, 'first' | 'last'>,
): Batch => {
  const events: Recorded[] = [];
  let end = from;
  let caughtUp = false;
  for (const item of items) {
    switch (item.kind) {
      case 'event':
        events.push(item.event);
        end = laterOf(end, item.event.position);
        break;
      case 'passed':
        if (!isBeyond(item.position, last)) end = laterOf(end, item.position);
        break;
      case 'caughtUp':
        caughtUp = true;
        end = laterOf(end, first);
        break;
    }
  }
  return { events, end, caughtUp };
};
