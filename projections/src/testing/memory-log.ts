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
  /** How many subscriptions were begun, and the filter of each. */
  readonly subscriptions: (readonly string[] | undefined)[] = [];
  private readonly revisions = new Map<string, number>();
  private waiting: (() => void)[] = [];
  private cuts = 0;
  private isAway = false;

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
        occurredAt: new Date(1_700_000_000_000 + this.events.length * 1_000).toISOString(),
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

  end(): Promise<Position | null> {
    if (this.isAway) return Promise.reject(new EngineUnavailable('the log is away'));
    return Promise.resolve(this.events.at(-1)?.position ?? null);
  }

  async *subscribe({ after, types, signal }: SubscribeOptions): AsyncGenerator<LogItem> {
    this.subscriptions.push(types);
    signal.addEventListener('abort', () => this.wake(), { once: true });
    const cuts = this.cuts;
    let next = this.events.findIndex(({ position }) => position > after);
    if (next < 0) next = this.events.length;
    for (let caughtUp = false; !signal.aborted;) {
      if (this.isAway || this.cuts > cuts) throw new EngineUnavailable('the subscription was cut');
      const event = this.events[next];
      if (event) {
        next++;
        if (!types || types.includes(event.type)) yield { kind: 'event', event };
        else if (next % 16 === 0) yield { kind: 'passed', position: event.position };
      } else if (!caughtUp) {
        caughtUp = true;
        yield { kind: 'caughtUp' };
      } else await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
