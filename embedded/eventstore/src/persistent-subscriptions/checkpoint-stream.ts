import type { EventStore } from '../store/event-store.js';
import { serverEvent } from '../store/recorded-event.js';
import { cursorText, parseCursor } from './cursor.js';
import { groupKey } from './group-definition.js';
import type { GroupDefinition } from './group-definition.js';

/** How far a group is, in a stream of the log; its type is no system event's, and filters let it through. */
export class CheckpointStream {
  readonly #name: string;
  #isWriting = false;
  #waiting: number | undefined;
  #last: number | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly group: Pick<GroupDefinition, 'stream' | 'group'>,
  ) {
    this.#name = `$persistentsubscription-${groupKey(group.stream, group.group)}-checkpoint`;
    const [last] =
      store.reader.status(this.#name) === 'there' ? store.reader.streamBackwards(this.#name, Infinity) : [];
    this.#last = last && parseCursor(JSON.parse(last.data.toString('utf8')) as string);
  }

  /** The cursor that everything was done up to, as far as it was ever written down. */
  get last(): number | undefined {
    return this.#last;
  }

  /** Writes it down; while that is under way, only the last of what comes meanwhile. */
  write(cursor: number): void {
    this.#last = cursor;
    this.#waiting = cursor;
    if (!this.#isWriting) void this.#write();
  }

  async delete(): Promise<void> {
    if (this.store.reader.status(this.#name) === 'there') await this.store.delete(this.#name, 'any', false);
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting !== undefined) {
      const checkpoint = serverEvent('SubscriptionCheckpoint', cursorText(this.group.stream, this.#waiting));
      this.#waiting = undefined;
      await this.store.append(this.#name, 'any', [checkpoint]).catch(() => undefined); // without it, some messages come again
    }
    this.#isWriting = false;
  }
}
