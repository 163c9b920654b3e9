import {
  BEGINNING,
  type DomainEvent,
  EngineUnavailable,
  type EventMetadata,
  type EventStore,
  type LogItem,
  type LookedUp,
  type LookUp,
  numbersOf,
  type Position,
  PositionNotInLog,
  positionOf,
  type Recorded,
  type SubscribeOptions,
  WrongExpectedRevision,
} from '@doremi/event-sourcing';

/** Positions are not dense: a test must not be able to count on the next one. */
const STRIDE = 7n;

type Port = Pick<EventStore, 'end' | 'subscribe' | 'read' | 'append'> & LookUp;

/**
 * An event log in memory, behind the part of the EventStore port that the engine uses. Its connection can be cut, events
 * can be taken away, and it can become an older copy of itself.
 */
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
  private readonly scavenged = new Set<Position>();
  /** Streams that something was taken away from. */
  private readonly cutOff = new Set<string>();
  private restores = 0;
  /** Where the newest event stands, or stood. */
  private tip = 0n;
  private stride = STRIDE;
  private cuts = 0;
  private isAway = false;

  /** `timeOf` says when the n-th event happened, from 1. */
  constructor(private readonly timeOf: (n: number) => string = () => new Date().toISOString()) {}

  append(stream: string, ...events: readonly DomainEvent[]): Position {
    for (const event of events) {
      const id = [stream, this.revisionAfter(stream), ...(this.restores > 0 ? [`copy${this.restores}`] : [])].join('-');
      const ids = { $correlationId: id, $causationId: id, commandId: id };
      const occurredAt = this.timeOf(this.events.length + 1);
      this.record(stream, event, id, {
        ...ids,
        actor: { sub: 'system', roles: ['system'] },
        occurredAt,
        schemaVersion: 1,
      });
    }
    this.wake();
    return this.last();
  }

  /** Appends an event as it is. */
  record(stream: string, event: DomainEvent, id: string, metadata: EventMetadata): void {
    const revision = this.revisionAfter(stream);
    this.revisions.set(stream, revision);
    this.tip += this.stride;
    this.events.push({ ...event, id, stream, revision, position: positionOf(this.tip, this.tip), metadata });
  }

  /**
   * Becomes an older copy of itself, which has its first so many events, and cuts every subscription. What is appended
   * from now on stands so far apart: in the places of those that are lost, or between them.
   */
  restore(length: number, stride = STRIDE): void {
    this.restores++;
    this.stride = stride;
    this.events.splice(length);
    this.revisions.clear();
    for (const { stream, revision } of this.events) this.revisions.set(stream, revision);
    this.tip = numbersOf(this.events.at(-1)?.position ?? BEGINNING).commit;
    this.cut();
  }

  /** Takes events away, as a scavenge does after their stream was deleted, cut off or expired. */
  scavenge(isTaken: (event: Recorded) => boolean): void {
    for (const event of this.events.filter(isTaken)) {
      this.scavenged.add(event.position);
      this.cutOff.add(event.stream);
      this.events.splice(this.events.indexOf(event), 1);
    }
  }

  eventAt(position: Position): Promise<LookedUp> {
    const event = this.events.find((one) => one.position === position);
    if (event) return this.answer({ kind: 'there', event });
    return this.answer({ kind: this.isPlace(position) ? 'gone' : 'never' });
  }

  revisionOf(stream: string, revision: number): Promise<LookedUp> {
    const own = this.events.filter((event) => event.stream === stream);
    const event = own.find((one) => one.revision === revision);
    if (event) return this.answer({ kind: 'there', event });
    const isExplained = this.cutOff.has(stream) && (own.at(-1)?.revision ?? Infinity) > revision;
    return this.answer({ kind: isExplained ? 'gone' : 'never' });
  }

  read(stream: string): Promise<Recorded[]> {
    return this.answer(this.events.filter((event) => event.stream === stream));
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
    return this.answer(this.events.at(-1)?.position ?? null);
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<LogItem> {
    const { after, types, signal } = options;
    this.subscriptions.push(options);
    signal.addEventListener('abort', () => this.wake(), { once: true });
    const cuts = this.cuts;
    if (after !== BEGINNING && !this.isPlace(after)) throw new PositionNotInLog(`nothing stands at ${after}`);
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

  private answer<Answer>(answer: Answer): Promise<Answer> {
    return this.isAway ? Promise.reject(new EngineUnavailable('the log is away')) : Promise.resolve(answer);
  }

  /** Whether the server would begin there: at an event, where one was taken away, or beyond the end. */
  private isPlace(position: Position): boolean {
    return (
      numbersOf(position).commit > this.tip ||
      this.scavenged.has(position) ||
      this.events.some((event) => numbersOf(event.position).commit === numbersOf(position).commit)
    );
  }

  private revisionAfter(stream: string): number {
    return (this.revisions.get(stream) ?? -1) + 1;
  }

  private waken(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** The log as the part of the EventStore port that the engine uses; appends are expected to be at a revision there. */
  port(): Port {
    return {
      end: () => this.end(),
      read: (stream) => this.read(stream),
      eventAt: (position) => this.eventAt(position),
      revisionOf: (stream, revision) => this.revisionOf(stream, revision),
      subscribe: (options) => this.subscribe(options),
      append: (stream, expected, events) => {
        if (this.revisionAfter(stream) !== expected + 1) throw new WrongExpectedRevision(stream);
        for (const { id, event, metadata } of events) this.record(stream, event, id, metadata);
        this.wake();
        return this.answer({ revision: expected + events.length, position: this.last() });
      },
    };
  }

  /** The same port, counting the events that were given out. */
  counted(): { readonly store: Port; readonly count: () => number } {
    let count = 0;
    const subscribe = (options: SubscribeOptions) => counting(this.subscribe(options), () => count++);
    return { store: { ...this.port(), subscribe }, count: () => count };
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
