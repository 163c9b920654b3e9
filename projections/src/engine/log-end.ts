import type { EventStore, LogItem } from '@doremi/shared/engines/event-store';
import { BEGINNING, isBeyond, laterOf, type Position } from '@doremi/shared/kernel/position';
import type { Ends } from './batch.js';

/** The log's end, asked for before a subscription begins, and again when an item speaks of a place beyond it. */
export class LogEnd implements Ends {
  last: Position;

  private constructor(
    private readonly store: Pick<EventStore, 'end'>,
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
