import { EngineUnavailable, type LogItem, type SubscribeOptions } from '@doremi/shared/engines/event-store';
import type { DomainEvent } from '@doremi/shared/kernel/decider';
import { SYSTEM } from '@doremi/shared/kernel/actor';
import { positionOf, type Position } from '@doremi/shared/kernel/position';
import type { Recorded } from '@doremi/shared/kernel/recorded';

/** Positions are not dense: a test must not be able to count on the next one. */
const STRIDE = 7n;

/** An event log in memory, behind the part of the EventStore port that the engine uses. Its connection can be cut. */
export class MemoryLog {
  readonly events: Recorded[] = [];
  /** Every subscription that was begun. */
  readonly subscriptions: SubscribeOptions[] = [];
  /** Subscriptions stand still before the event with this index. */
  pauseBefore = Infinity;
  /** Sent where a subscription reaches the end and nothing matched: 2^64-1 or 0, by the server's release. */
  checkpointAtEnd: Position | null = null;
  private readonly revisions = new Map<string, number>();
  private waiting: (() => void)[] = [];
  private cuts = 0;
  private isAway = false;

  /** `timeOf` says when the n-th event happened, from 1. */
  constructor(private readonly timeOf: (n: number) => string = () => new Date().toISOString()) {}

  append(stream: string, ...events: readonly DomainEvent[]): Position {
    for (const event of events) {
      const revision = (this.revisions.get(stream) ?? -1) + 1;
      this.revisions.set(stream, revision);
      const commit = BigInt(this.events.length + 1) * STRIDE;
      const position = positionOf(commit, commit);
      const id = `${stream}-${revision}`;
      const metadata = {
        $correlationId: id,
        $causationId: id,
        commandId: id,
        actor: SYSTEM,
        occurredAt: this.timeOf(this.events.length + 1),
        schemaVersion: 1,
      };
      this.events.push({ ...event, id, stream, revision, position, metadata });
    }
    this.wake();
    return this.last();
  }

  last(): Position {
    const last = this.events.at(-1);
    if (!last) throw new Error('the log is empty');
    return last.position;
  }

  /** Cuts every subscription; while `away` no new one is possible either. */
  cut({ away = false } = {}): void {
    this.cuts++;
    this.isAway = away;
    this.wake();
  }

  back(): void {
    this.isAway = false;
  }

  goOn(): void {
    this.pauseBefore = Infinity;
    this.wake();
  }

  end(): Promise<Position | null> {
    if (this.isAway) return Promise.reject(new EngineUnavailable('the log is away'));
    return Promise.resolve(this.events.at(-1)?.position ?? null);
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<LogItem> {
    const { after, types, signal } = options;
    this.subscriptions.push(options);
    signal.addEventListener('abort', () => this.wake(), { once: true });
    const cuts = this.cuts;
    let next = this.events.findIndex(({ position }) => position > after);
    if (next < 0) next = this.events.length;
    let hasMatched = false;
    for (let caughtUp = false; !signal.aborted;) {
      if (this.isAway || this.cuts > cuts) throw new EngineUnavailable('the subscription was cut');
      const event = this.events[next];
      if (next >= this.pauseBefore) await this.waken();
      else if (event) {
        next++;
        if (!types || types.includes(event.type)) {
          hasMatched = true;
          yield { kind: 'event', event };
        } else if (next % 16 === 0) yield { kind: 'passed', position: event.position };
      } else if (!caughtUp) {
        caughtUp = true;
        if (this.checkpointAtEnd && !hasMatched) yield { kind: 'passed', position: this.checkpointAtEnd };
        yield { kind: 'caughtUp' };
      } else await this.waken();
    }
  }

  private waken(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** The same log, counting the events that were given out. */
  given(): { readonly store: Pick<MemoryLog, 'end' | 'subscribe'>; readonly count: () => number } {
    let count = 0;
    const subscribe = (options: SubscribeOptions) => counting(this.subscribe(options), () => count++);
    return { store: { end: () => this.end(), subscribe }, count: () => count };
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

async function* counting(items: AsyncIterable<LogItem>, onEvent: () => void): AsyncGenerator<LogItem> {
  for await (const item of items) {
    if (item.kind === 'event') onEvent();
    yield item;
  }
}
