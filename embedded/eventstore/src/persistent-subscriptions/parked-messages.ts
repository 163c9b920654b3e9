import type { EventStore } from '../store/event-store.js';
import { serverEvent } from '../store/recorded-event.js';
import type { RecordedEvent } from '../store/recorded-event.js';
import { METADATA_TYPE, metastreamOf } from '../store/stream-metadata.js';
import { newId } from '../store/uuid.js';
import type { Message } from './message.js';

const ADMINS = '$admins';
const ACL = { $r: ADMINS, $w: ADMINS, $d: ADMINS, $mr: ADMINS, $mw: ADMINS };

/**
 * The messages of a group that were given up: links in a stream of their own, as in the engine. It is truncated when they are
 * replayed, so whoever replays answers for them: the engine forgets one that nobody has answered for when it stops.
 */
export class ParkedMessages {
  readonly #stream: string;

  constructor(
    private readonly store: EventStore,
    key: string,
  ) {
    this.#stream = `$persistentsubscription-${key}-parked`;
  }

  get count(): number {
    const { reader } = this.store;
    const [first] = this.#parked();
    return first ? reader.lastRevision(this.#stream) - first.revision + 1 : 0;
  }

  /** Resolves when the message is safely parked. */
  async park({ original, resolved: { event } }: Message, reason: string): Promise<void> {
    const target = event ? `${event.revision}@${event.stream}` : original.data.toString('utf8');
    const metadata = { added: ticksText(new Date()), reason, subscriptionEventNumber: original.revision || undefined };
    const link = {
      id: newId(),
      type: '$>',
      contentType: 'application/octet-stream',
      data: Buffer.from(target, 'utf8'),
    };
    await this.store.append(this.#stream, 'any', [
      { ...link, metadata: Buffer.from(JSON.stringify(metadata), 'utf8') },
    ]);
  }

  /** The parked messages below `stopAt`; null takes all. {@link truncate} takes them away. */
  below(stopAt: number | null): RecordedEvent[] {
    const parked: RecordedEvent[] = [];
    for (const event of this.#parked()) {
      if (event.revision >= (stopAt ?? Infinity)) break;
      parked.push(event);
    }
    return parked;
  }

  async truncate(before: number): Promise<void> {
    const metadata = serverEvent(METADATA_TYPE, { $tb: before, $acl: ACL });
    await this.store.append(metastreamOf(this.#stream), 'any', [metadata]);
  }

  async delete(): Promise<void> {
    if (this.store.reader.status(this.#stream) === 'there') await this.store.delete(this.#stream, 'any', false);
  }

  #parked(): Iterable<RecordedEvent> {
    const { reader } = this.store;
    return reader.status(this.#stream) === 'there' ? reader.streamForwards(this.#stream, 0) : [];
  }
}

/** As the engine writes a time: to the tenth of a microsecond, though the clock here gives milliseconds. */
const ticksText = (time: Date): string => time.toISOString().replace('Z', '0000+00:00');
