import { EventEmitter, once } from 'node:events';
import { connectEventStore } from '@doremi/event-store';
import { upcast } from '@doremi/domain';
import { BEGINNING, EngineUnavailable, type EventStore, type Position, type Recorded } from '@doremi/event-sourcing';

/** Every event of the business as it comes, for tests that wait for what happens and look at what has. */
export class EventLog {
  readonly events: Recorded[] = [];
  private readonly store: EventStore;
  private readonly closing = new AbortController();
  private readonly came = new EventEmitter().setMaxListeners(0);
  private readonly reading: Promise<void>;

  constructor(eventStoreUrl: string) {
    this.store = connectEventStore(eventStoreUrl, upcast);
    this.reading = this.read();
  }

  /** The place of the newest event: a read that waits for it shows everything there is. */
  async end(): Promise<Position> {
    return (await this.store.end()) ?? BEGINNING;
  }

  of(...types: readonly string[]): readonly Recorded[] {
    return this.events.filter(({ type }) => types.includes(type));
  }

  /** Waits until it holds; fails after `within` milliseconds with what it waited for. */
  async until(what: string, holds: () => boolean, within = 60_000): Promise<void> {
    const signal = AbortSignal.timeout(within);
    while (!holds())
      await once(this.came, 'event', { signal }).catch(() => {
        throw new Error(`waited in vain for: ${what}`);
      });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.reading;
    await this.store.close();
  }

  private async read(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted)
      await this.readOn(signal).catch((error: unknown) => {
        if (!(error instanceof EngineUnavailable)) throw error;
      });
  }

  private async readOn(signal: AbortSignal): Promise<void> {
    const after = this.events.at(-1)?.position ?? BEGINNING;
    for await (const item of this.store.subscribe({ after, signal })) {
      if (item.kind !== 'event') continue;
      this.events.push(item.event);
      this.came.emit('event');
    }
  }
}
