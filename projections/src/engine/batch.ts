import type { Recorded } from '@doremi/shared/kernel/recorded';
import type { LogItem } from '@doremi/shared/engines/event-store';
import { laterOf, type Position } from '@doremi/shared/kernel/position';

/** What was taken from a subscription at once. */
export interface Batch {
  readonly events: readonly Recorded[];
  /** Everything up to here was seen. */
  readonly end: Position;
  /** From here on events are live. */
  readonly caughtUp: boolean;
}

/**
 * Reads items, taken in order, as a batch. `from` is where the feed stood before them; `known` is a position that
 * existed when the subscription began, so whoever has caught up has passed it even where nothing matched the filter.
 */
export const batchOf = (items: readonly LogItem[], from: Position, known: Position): Batch => {
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
        end = laterOf(end, item.position);
        break;
      case 'caughtUp':
        caughtUp = true;
        end = laterOf(end, known);
        break;
    }
  }
  return { events, end, caughtUp };
};
