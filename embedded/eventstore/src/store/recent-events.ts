import type { RecordedEvent } from './recorded-event.js';

const MAX_EVENTS = 1000;
const MAX_BYTES = 1024 * 1024;

/** The last events, in memory, so that many who follow live do not each read the same from disk. */
export class RecentEvents {
  #events: RecordedEvent[] = [];
  #bytes = 0;
  /** Position of the last event that is not here. */
  #forgotten = -1;

  /** Forgets everything: there are events up to `lastPosition`, none of them here. */
  clear(lastPosition: number): void {
    this.#events = [];
    this.#bytes = 0;
    this.#forgotten = lastPosition;
  }

  add(event: RecordedEvent): void {
    this.#events.push(event);
    this.#bytes += event.size;
    while (this.#events.length > MAX_EVENTS || this.#bytes > MAX_BYTES) {
      const oldest = this.#events.shift()!;
      this.#bytes -= oldest.size;
      this.#forgotten = oldest.position;
    }
  }

  /** Every event from a position on; undefined when some of them are not here. */
  from(position: number): RecordedEvent[] | undefined {
    if (position <= this.#forgotten) return undefined;
    const older = this.#events.findLastIndex((event) => event.position < position);
    return this.#events.slice(older + 1);
  }
}
