import type { Recorded } from '@doremi/shared/kernel/recorded';
import type { LogItem } from '@doremi/shared/engines/event-store';
import { isBeyond, laterOf, type Position } from '@doremi/shared/kernel/position';

/** What was taken from a subscription at once. */
export interface Batch {
  readonly events: readonly Recorded[];
  /** Everything up to here was seen. */
  readonly end: Position;
  /** From here on events are live. */
  readonly caughtUp: boolean;
}

/** The log's end, as it was at two moments. */
export interface Ends {
  /** Before the subscription began: whoever has caught up has passed it, even where nothing matched the filter. */
  readonly first: Position;
  /** As it was seen last. */
  readonly last: Position;
}

/**
 * Reads items, taken in order, as a batch. `from` is where the feed stood before them. A checkpoint beyond the log's end
 * says nothing: at the end of a short log there are servers that send 2^64-1, and a feed that believed it would never
 * see another event.
 */
export const batchOf = (items: readonly LogItem[], from: Position, { first, last }: Ends): Batch => {
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
