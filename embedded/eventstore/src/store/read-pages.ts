import type { RecordedEvent } from './recorded-event.js';

const MAX_PAGES = 32;

interface Page {
  /** There is no event from here to the first of them. */
  readonly from: number;
  readonly events: readonly RecordedEvent[];
}

/**
 * The pages of the log that were read last, oldest event first: subscriptions and groups that hear a history at the same
 * time read the same ones. What was written never changes; only its end moves on, which is in no page.
 */
export class ReadPages {
  #pages: Page[] = [];

  /** Forgets everything. */
  clear(): void {
    this.#pages = [];
  }

  /** Keeps the first events from a position on, that one included, with none left out. */
  add(from: number, events: readonly RecordedEvent[]): void {
    if (events.length === 0) return;
    this.#pages.unshift({ from, events });
    if (this.#pages.length > MAX_PAGES) this.#pages.pop();
  }

  /** The first events from a position on, as many as are in one page; undefined when the first of them is not here. */
  from(position: number): readonly RecordedEvent[] | undefined {
    const page = this.#pages.find(({ from, events }) => from <= position && position <= events.at(-1)!.position);
    return page?.events.slice(page.events.findIndex((event) => event.position >= position));
  }
}
