import { setTimeout as pause } from 'node:timers/promises';
import {
  EVENT_LOG,
  type EventStore,
  EventStoreMismatch,
  type Mismatch,
  MISMATCH_KEY,
  mismatchText,
  readEventLog,
  readMismatch,
} from '@doremi/event-sourcing';
import type { Helper } from '@doremi/redis';
import { FLOORS, type Floors, LOG_STREAM, type LogEvent } from '@doremi/domain';
import type { AfterRestore, Logger, Readiness } from '@doremi/process';

/** How often to look whether a mismatch stands; milliseconds. */
const LOOK_EVERY = 1_000;
/** With every so many looks it looks although it would have been told. */
const LOOKS_TOLD = 5;
/** With every so many looks what the log says of itself is read, in case that the word of it was missed. */
const LOOKS_A_READ = 10;

/** How long a process that starts waits for Redis to say whether a mismatch stands; then it goes on. Milliseconds. */
const HEAR_WITHIN = 1_000;
const TRY_EVERY = 20;

interface Parts {
  readonly store: Pick<EventStore, 'read'>;
  readonly redis: Pick<Helper, 'kept' | 'subscribe' | 'listeningSince'>;
  readonly afterRestore: AfterRestore;
  readonly log: Logger;
  /** Aborted when the process stops. */
  readonly signal: AbortSignal;
  readonly lookEvery?: number;
}

/**
 * Which log the event store holds, as far as it is known here: whether it is proven not to be the one that was read, and
 * how often an operator has accepted another one. The former is heard from Redis, and without it everybody goes on; the
 * latter the log says of itself.
 */
export class LogWatch {
  private mismatch: Mismatch | null = null;
  private accepted = 0;
  private highest: Floors = { menu: 0, cart: 0 };
  private readonly numbers = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private readonly hearing: Promise<void>;
  /** Resolved once it is known which log this is; null when that has to be found out, for the first time or again. */
  private knowing: Promise<void> | null = null;
  /** Counts what was announced: an answer to a question of before says nothing any more. */
  private news = 0;
  /** When Redis was asked last that answered. */
  private lookedAt = -Infinity;

  constructor(private readonly parts: Parts) {
    const { redis, signal, lookEvery = LOOK_EVERY } = parts;
    this.hearing = this.hear();
    const stopListening = redis.subscribe(EVENT_LOG, (message) => this.announced(message));
    let looks = 0;
    const look = (): void => {
      if (looks % LOOKS_TOLD === 0 || !this.wouldBeTold()) void this.look();
      if (++looks % LOOKS_A_READ === 0) void this.read().catch(() => undefined);
    };
    const looking = setInterval(look, lookEvery).unref();
    signal.addEventListener('abort', () => {
      stopListening();
      clearInterval(looking);
    });
  }

  /** How often an operator has accepted another log, as it was read last. */
  get generation(): number {
    return this.accepted;
  }

  /**
   * Resolves where something may be done on the log. Throws EventStoreMismatch while it is proven to be another one and
   * nothing may, EngineUnavailable while it is not known which one it is.
   */
  async mayGoOn(): Promise<void> {
    await (this.knowing ??= this.know());
    if (this.mismatch && this.parts.afterRestore === 'refuse')
      throw new EventStoreMismatch(mismatchText(this.mismatch));
  }

  /** Resolves where the log is not proven to be another one, whatever may be done meanwhile; else throws like mayGoOn. */
  async mustBeTheSame(): Promise<void> {
    await (this.knowing ??= this.know());
    if (this.mismatch) throw new EventStoreMismatch(mismatchText(this.mismatch));
  }

  /** The highest ids that are known to have been given out in a log that was lost. Throws EngineUnavailable. */
  async highWaterMarks(): Promise<Floors> {
    await (this.knowing ??= this.know());
    return this.highest;
  }

  /**
   * The highest number that is known to have been given out on a stream of receipts in a log that was lost; 0 where none is. As
   * it was read last: whoever may write knows it.
   */
  numberGivenOut(stream: string): number {
    return this.numbers.get(stream) ?? 0;
  }

  /** Calls back whenever it turns out that the log is another one: what was known of the former is void. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** A process's readiness, with what there is to say of its log: while nothing is proven, nothing. */
  readiness(of: Readiness): Readiness {
    if (!this.mismatch) return of;
    const isServing = this.parts.afterRestore === 'serve';
    return { ready: of.ready && isServing, degraded: true, parts: { ...of.parts, log: mismatchText(this.mismatch) } };
  }

  private know(): Promise<void> {
    const knowing = Promise.all([this.hearing, this.read()]).then(() => undefined);
    knowing.catch(() => {
      if (this.knowing === knowing) this.knowing = null;
    });
    return knowing;
  }

  private async hear(): Promise<void> {
    const { signal } = this.parts;
    const goOnAt = Date.now() + HEAR_WITHIN;
    while (!(await this.look()) && Date.now() < goOnAt && !signal.aborted) await pause(TRY_EVERY);
  }

  /** That one stands is told when it is found out; that it stands no longer may have to be found out. */
  private wouldBeTold(): boolean {
    return this.mismatch === null && this.lookedAt > (this.parts.redis.listeningSince() ?? Infinity);
  }

  /** Whether Redis answered. */
  private async look(): Promise<boolean> {
    const { news } = this;
    const beganAt = performance.now();
    const kept = await this.parts.redis.kept(MISMATCH_KEY);
    if (kept !== undefined) this.lookedAt = beganAt;
    if (news === this.news) this.stand(readMismatch(kept ?? null, FLOORS));
    return kept !== undefined;
  }

  private announced(message: string): void {
    const announced = readEventLog(message, FLOORS);
    if (!announced) return;
    this.news++;
    this.stand(announced.mismatch);
    if (announced.generation !== this.accepted) this.knowing = null;
  }

  private stand(mismatch: Mismatch<keyof Floors> | null): void {
    if (mismatch) this.raise(mismatch.floors);
    const before = this.mismatch;
    this.mismatch = mismatch;
    if (before?.position === mismatch?.position && before?.expectedEventId === mismatch?.expectedEventId) return;
    if (mismatch) this.parts.log.error({ mismatch }, mismatchText(mismatch));
    else this.parts.log.info('nothing says any more that the event store is not the one that was read');
    this.knowing = null;
    this.changed();
  }

  /** What the log says of itself: each acceptance is an event. */
  private async read(): Promise<void> {
    const events = await this.parts.store.read(LOG_STREAM);
    const before = this.accepted;
    const accepted = (events as readonly Pick<LogEvent, 'type' | 'data'>[]).filter(
      ({ type }) => type === 'LogAccepted',
    );
    for (const { data } of accepted) this.raise(data.floors);
    this.accepted = accepted.at(-1)?.data.generation ?? 0;
    if (this.accepted !== before) this.changed();
  }

  private raise({ menu, cart, ...numbers }: Floors): void {
    for (const [stream, number] of Object.entries<number>(numbers))
      this.numbers.set(stream, Math.max(this.numberGivenOut(stream), number));
    this.highest = { menu: Math.max(this.highest.menu, menu), cart: Math.max(this.highest.cart, cart) };
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
