import type { RecordedEvent } from './recorded-event.js';

const MAX_PAGES = 32;

/**
 * The pages of the log that were read last, oldest event first: subscriptions and groups that hear a history at the same
 * time read the same ones. What was written never changes; only its end moves on, which is in no page.
 */
export class ReadPages {
  #pages: (readonly RecordedEvent[])[] = [];

  /** Forgets everything. */
  clear(): void {
    this.#pages = [];
  }

  /** Keeps events that stand next to each other in the log. */
  add(page: readonly RecordedEvent[]): void {
    if (page.length === 0) return;
    this.#pages.unshift(page);
    if (this.#pages.length > MAX_PAGES) this.#pages.pop();
  }

  /** Some of the events from a position on, the first of them included; undefined when they are not here. */
  from(position: number): readonly RecordedEvent[] | undefined {
    const page = this.#pages.find((one) => one[0]!.position <= position && position <= one.at(-1)!.position);
    return page?.slice(page.findIndex((event) => event.position >= position));
  }
}
