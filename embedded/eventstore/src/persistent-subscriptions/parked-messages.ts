import { randomUUID } from 'node:crypto';
import type { EventStore } from '../store/event-store.js';
import type { ProposedEvent, RecordedEvent } from '../store/recorded-event.js';
import { metastreamOf } from '../store/stream-metadata.js';
import { uuidBytes } from '../store/uuid.js';
import type { Message } from './message.js';

/**
 * The messages of a group that were given up: links in a stream of their own, as in the engine. A replayed message stays
 * there until it is done, so a crash cannot lose it; meanwhile it does not count as parked.
 */
export class ParkedMessages {
  readonly #stream: string;
  readonly #replaying = new Set<number>();
  #replayedBelow = 0;

  constructor(
    private readonly store: EventStore,
    key: string,
  ) {
    this.#stream = `$persistentsubscription-${key}-parked`;
  }

  get count(): number {
    const { reader } = this.store;
    if (reader.status(this.#stream) !== 'there') return 0;
    const [first] = reader.streamForwards(this.#stream, 0);
    const parked = first ? reader.lastRevision(this.#stream) - Math.max(first.revision, this.#replayedBelow) + 1 : 0;
    return Math.max(parked, 0);
  }

  /** Resolves when the message is safely parked. */
  async park({ original, resolved: { event } }: Message, reason: string): Promise<void> {
    const target = event ? `${event.revision}@${event.stream}` : original.data.toString('utf8');
    const metadata = { added: new Date().toISOString(), reason, subscriptionEventNumber: original.revision };
    await this.#append(this.#stream, '$>', 'application/octet-stream', target, JSON.stringify(metadata));
  }

  /** Takes the parked messages below `stopAt` out for another try; null takes all. */
  replay(stopAt: number | null): RecordedEvent[] {
    const { reader } = this.store;
    if (reader.status(this.#stream) !== 'there') return [];
    const stop = Math.min(stopAt ?? Infinity, reader.lastRevision(this.#stream) + 1);
    const parked: RecordedEvent[] = [];
    for (const event of reader.streamForwards(this.#stream, this.#replayedBelow)) {
      if (event.revision >= stop) break;
      this.#replaying.add(event.revision);
      parked.push(event);
    }
    this.#replayedBelow = Math.max(this.#replayedBelow, stop);
    return parked;
  }

  /** A replayed message is done: what is below the first that is not can go. */
  async done(revision: number): Promise<void> {
    this.#replaying.delete(revision);
    const keepFrom = Math.min(this.#replayedBelow, ...this.#replaying);
    if (keepFrom <= revision) return;
    await this.#append(metastreamOf(this.#stream), '$metadata', 'application/json', JSON.stringify({ $tb: keepFrom }));
  }

  async delete(): Promise<void> {
    if (this.store.reader.status(this.#stream) === 'there') await this.store.delete(this.#stream, 'any', false);
  }

  async #append(stream: string, type: string, contentType: string, data: string, metadata = ''): Promise<void> {
    const event: ProposedEvent = {
      id: uuidBytes(randomUUID())!,
      type,
      contentType,
      data: Buffer.from(data, 'utf8'),
      metadata: Buffer.from(metadata, 'utf8'),
    };
    await this.store.append(stream, 'any', [event]);
  }
}
