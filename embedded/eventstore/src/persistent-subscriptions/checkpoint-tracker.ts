import type { GroupSettings } from './settings.js';

type CheckpointSettings = Pick<GroupSettings, 'checkpointAfter' | 'minCheckpointCount' | 'maxCheckpointCount'>;

/**
 * Knows which messages of a group are not done, and when it is time to write down how far the group is: at once after
 * `maxCheckpointCount` messages, and after `checkpointAfter` (0 is never) when there were at least `minCheckpointCount`.
 * What a filter leaves out counts as done.
 */
export class CheckpointTracker {
  /** By number of message, in order: what was read up to before it. */
  readonly #undone = new Map<number, number>();
  #nextSequence = 0;
  #writtenSequence = 0;
  #writtenAt = -Infinity;

  constructor(private readonly settings: CheckpointSettings) {}

  /** A message was read; returns its number. */
  begin(previousCursor: number): number {
    this.#undone.set(this.#nextSequence, previousCursor);
    return this.#nextSequence++;
  }

  /** So many events were read that are no messages. */
  skip(count: number): void {
    this.#nextSequence += count;
  }

  done(sequence: number): void {
    this.#undone.delete(sequence);
  }

  /** The checkpoint to write now, if it is time; `cursor` is what was read up to. */
  due(cursor: number, isTimeCheck: boolean): number | undefined {
    const [lowest] = this.#undone;
    const sequence = lowest?.[0] ?? this.#nextSequence;
    const done = sequence - this.#writtenSequence;
    const { checkpointAfter, minCheckpointCount, maxCheckpointCount } = this.settings;
    const isTime =
      isTimeCheck &&
      checkpointAfter > 0 &&
      Date.now() - this.#writtenAt >= checkpointAfter &&
      done >= minCheckpointCount;
    if (done === 0 || (done < maxCheckpointCount && !isTime)) return undefined;
    this.#writtenSequence = sequence;
    this.#writtenAt = Date.now();
    return lowest?.[1] ?? cursor;
  }
}
