import { BEGINNING, type EventStore, laterOf, type Position, type Recorded } from '@doremi/event-sourcing';
import { currentVersionOf } from '@doremi/domain';
import type { Policy } from './policy.js';

/** An event that happened so long ago is history: what it led to is most likely there; milliseconds. */
const HISTORY_AFTER = 60_000;

/** How many pieces of evidence behind an event are looked at before it counts as not done, and how many are known at once. */
const AHEAD = 1_000;
const KNOWN = 8 * AHEAD;

type KeyOf = Readonly<Record<string, ((data: unknown, event: Pick<Recorded, 'stream'>) => string) | undefined>>;

/** Whoever waits for evidence of an event. */
interface Waiting {
  readonly key: string;
  readonly position: Position;
  readonly goOn: () => void;
}

/**
 * Reads ahead of a policy that hears a history, and tells which events have led to what they were to lead to: the log itself
 * says so, further on. One read of the log for all of them takes the place of a read of several streams for each.
 *
 * It only ever saves work. What it does not find, be it too far ahead or because the engine is away, is reacted to. It is for
 * one connection: another may lead to another log.
 */
export class LookAhead {
  private readonly known = new Set<string>();
  /** The last of what was read, the n-th at n modulo KNOWN. */
  private readonly read: { readonly key: string; readonly position: Position }[] = [];
  private count = 0;
  private asked: Position = BEGINNING;
  private underWay: Promise<void> | null = null;
  /** When it came to the log's end, or failed; milliseconds since the epoch. */
  private endedAt = -Infinity;
  private waiting: Waiting | null = null;
  private goOnReading: (() => void) | null = null;
  private readonly stopping = new AbortController();

  constructor(
    private readonly eventStore: Pick<EventStore, 'subscribe'>,
    private readonly policy: Policy,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether the log says that the work on this event is done. Ask for one after the other. */
  async isDone(event: Recorded): Promise<boolean> {
    const happenedAt = Date.parse(event.metadata.occurredAt);
    if (Date.now() - happenedAt < HISTORY_AFTER) return false;
    const key = keyIn(this.policy.evidence?.of, event);
    if (key === null) return false;
    this.asked = laterOf(this.asked, event.position);
    if (!this.underWay && happenedAt > this.endedAt) this.begin(event.position);
    if (!this.isAheadOf(this.asked, AHEAD)) this.goOnReading?.();
    if (this.underWay && !this.isTold(key, event.position))
      await new Promise<void>((goOn) => (this.waiting = { key, position: event.position, goOn }));
    return this.known.has(key);
  }

  /** Reads no more. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.goOnReading?.();
    await this.underWay;
  }

  private begin(after: Position): void {
    this.underWay = this.readFrom(after)
      // A subscription that fails may be followed by one to another log.
      .catch(() => this.known.clear())
      .finally(() => {
        this.underWay = null;
        this.endedAt = Date.now();
        this.wake();
      });
  }

  private async readFrom(after: Position): Promise<void> {
    const signal = AbortSignal.any([this.signal, this.stopping.signal]);
    const types = Object.keys(this.policy.evidence?.in ?? {});
    for await (const item of this.eventStore.subscribe({ after, types, signal })) {
      if (item.kind === 'caughtUp') return;
      if (item.kind === 'event') this.take(item.event);
      if (this.isAheadOf(this.asked, 2 * AHEAD) && !signal.aborted) {
        await new Promise<void>((resolve) => (this.goOnReading = resolve));
        this.goOnReading = null;
      }
    }
  }

  private take(event: Recorded): void {
    const key = keyIn(this.policy.evidence?.in, event);
    if (key === null) return;
    const place = this.count++ % KNOWN;
    const former = this.read[place];
    if (former) this.known.delete(former.key);
    this.read[place] = { key, position: event.position };
    this.known.add(key);
    const { waiting } = this;
    if (waiting && (key === waiting.key || this.isAheadOf(waiting.position, AHEAD))) this.wake();
  }

  private isTold(key: string, position: Position): boolean {
    return this.known.has(key) || this.isAheadOf(position, AHEAD);
  }

  /** Whether so many of what was read stand behind the position. */
  private isAheadOf(position: Position, by: number): boolean {
    const first = this.count < by ? undefined : this.read[(this.count - by) % KNOWN];
    return first !== undefined && first.position > position;
  }

  private wake(): void {
    this.waiting?.goOn();
    this.waiting = null;
  }
}

/** The key that the event has there; null where it has none, and of one whose version this release does not know. */
const keyIn = (keys: object | undefined, event: Recorded): string | null => {
  if (event.metadata.schemaVersion > currentVersionOf(event.type)) return null;
  return (keys as KeyOf | undefined)?.[event.type]?.(event.data, event) ?? null;
};
