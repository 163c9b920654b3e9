import { setTimeout as pause } from 'node:timers/promises';
import QuickLRU from 'quick-lru';
import { currentVersionOf } from '@doremi/shared/events/upcast';
import {
  EngineUnavailable,
  WrongExpectedRevision,
  type EventStore,
  type NewEvent,
} from '@doremi/shared/engines/event-store';
import type { Decider, DomainEvent } from '@doremi/shared/kernel/decider';
import { eventIdOf } from '@doremi/shared/kernel/ids';
import type { Recorded } from '@doremi/shared/kernel/recorded';
import { isRefusal, refuse, type Refusal } from '@doremi/shared/kernel/refusal';
import { type CommandContext, metadataOf } from './context.js';
import { type AnsweredKey, IdempotencyRecord } from './idempotency-record.js';
import { advance, emptySnapshot, type PassedOver, type Snapshot } from './snapshot.js';
import { SharedReads } from './shared-reads.js';
import { KeyedSerialQueue } from './keyed-serial-queue.js';

/** How often a command decides anew when other processes write to the same stream at the same time. */
const ATTEMPTS = 10;
/** The aggregates used last that are kept at least; as many again may be. */
const CACHED_AGGREGATES = 5_000;

/** Lost to other writers every time; the client may simply try again. */
export const CONTENDED = 'TOO_MANY_WRITERS';

export type Outcome<State> = Snapshot<State> | Refusal;

/** Hears of every command and of what comes of it, before that is known. Must not throw. */
export type Observe = (command: { readonly type: string }, outcome: Promise<Outcome<unknown>>) => unknown;

/**
 * Handles the commands of one kind of aggregate: decide on the state, append with its revision as the expected one.
 *
 * The state comes from a bounded cache without a read. A cache may be behind, an answer may not: an append at an old
 * revision fails and a refusal or "nothing to do" from the cache is looked at again; both read what is newer first. So it is
 * found out there, too, that a cached aggregate is of a log that was replaced by an older copy of itself.
 */
export class Aggregate<State, Command extends { readonly type: string }, Event extends DomainEvent> {
  private readonly cache = new QuickLRU<string, Snapshot<State>>({ maxSize: CACHED_AGGREGATES });
  private readonly queue = new KeyedSerialQueue();
  private readonly reads = new SharedReads<Snapshot<State>>();
  private readonly answeredKeys: IdempotencyRecord;

  constructor(
    private readonly store: EventStore,
    private readonly decider: Decider<State, Command, Event>,
    private readonly observe: Observe = () => undefined,
    private readonly passedOver: PassedOver = () => undefined,
  ) {
    this.answeredKeys = new IdempotencyRecord(store);
  }

  /** The aggregate as its stream says now. */
  async load(stream: string): Promise<Snapshot<State>> {
    return this.reads.take(stream, () => this.catchUp(stream, this.cached(stream)));
  }

  /** The aggregate as it was when this process last looked; for what never changes, such as whose it is. */
  async known(stream: string): Promise<Snapshot<State>> {
    return this.cache.get(stream) ?? (await this.load(stream));
  }

  /** The aggregate at this revision of its stream or a later one, for whoever acts because of that event. */
  async since(stream: string, revision: number): Promise<Snapshot<State>> {
    const known = this.cached(stream);
    return known.revision >= revision ? known : this.load(stream);
  }

  /** The stream's events, oldest first, for whoever acts because of one of them. */
  async history(stream: string): Promise<readonly Recorded<Event>[]> {
    return (await this.store.read(stream)) as readonly unknown[] as readonly Recorded<Event>[];
  }

  /**
   * Does the command, once: a command whose id is in the stream answers with the state that it led to, and one that came
   * with a key and had nothing to do with the state that it met.
   * `isNew` says that the stream should not exist yet, so nothing is read before the first append.
   * Throws EngineUnavailable when the event store is away.
   */
  handle(stream: string, command: Command, context: CommandContext, isNew = false): Promise<Outcome<State>> {
    return this.observed(
      command,
      this.queue.take(stream, () => this.decideAndAppend(stream, command, context, isNew)),
    );
  }

  /** Lets go of everything that was cached: the log is not the one that it was read from. */
  forget(): void {
    this.cache.clear();
  }

  /** What the command answered when it was done before; null when it was not. For checks that a repeat must not meet. */
  async repeated(stream: string, context: CommandContext): Promise<Outcome<State> | null> {
    if (!context.repeatable) return null;
    const answered = await this.answeredKeys.of(context);
    const snapshot = await this.load(stream);
    if (answered) return this.answerAgain(stream, snapshot, answered, context);
    return snapshot.commands.has(context.commandId) ? this.replay(stream, snapshot, context) : null;
  }

  /** Does the command on what the caller saw: when somebody wrote since then, it is refused instead of decided anew. */
  handleUnchanged(
    stream: string,
    seen: Snapshot<State>,
    command: Command,
    context: CommandContext,
  ): Promise<Outcome<State>> {
    return this.observed(command, this.decideOn(stream, seen, command, context));
  }

  private observed(command: Command, outcome: Promise<Outcome<State>>): Promise<Outcome<State>> {
    this.observe(command, outcome);
    return outcome;
  }

  private async decideOn(
    stream: string,
    seen: Snapshot<State>,
    command: Command,
    context: CommandContext,
  ): Promise<Outcome<State>> {
    const decision = this.decide(command, seen.state, context);
    if (isRefusal(decision) || decision.length === 0) return isRefusal(decision) ? decision : seen;
    const done = await this.append(stream, seen, decision, context);
    if (!isOutrun(done)) return done;
    // Somebody who is none of us may have written there since: that changes the revision, and nothing else.
    const now = behind(await this.catchUp(stream, seen), done);
    const again = now.last?.id === seen.last?.id ? await this.append(stream, now, decision, context) : done;
    return isOutrun(again) ? refuse('CHANGED_MEANWHILE') : again;
  }

  private async decideAndAppend(
    stream: string,
    command: Command,
    context: CommandContext,
    isNew: boolean,
  ): Promise<Outcome<State>> {
    // Whoever makes something new has something to do.
    const answered = isNew ? null : await this.answeredKeys.of(context);
    if (answered) return this.answerAgain(stream, await this.load(stream), answered, context);
    const known = this.cache.get(stream);
    let isFresh = !known && !isNew;
    let snapshot = isFresh ? await this.load(stream) : (known ?? emptySnapshot(this.decider.initial));
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const isDone = snapshot.commands.has(context.commandId);
      if (isDone && isFresh) return this.replay(stream, snapshot, context);
      const decision = isDone ? [] : this.decide(command, snapshot.state, context);
      const isAppend = !isRefusal(decision) && decision.length > 0;
      if (!isAppend && isFresh) return isRefusal(decision) ? decision : this.nothingToDo(stream, snapshot, context);
      const done = isAppend ? await this.append(stream, snapshot, decision, context) : NOT_OUTRUN;
      if (!isOutrun(done)) return done;
      if (isAppend && attempt > 1) await pause(Math.random() * 2 ** attempt);
      snapshot = behind(await this.catchUp(stream, snapshot), done);
      isFresh = true;
    }
    return refuse(CONTENDED);
  }

  /** What the command leads to; what is so already, or refused for a reason of its own, is that whatever its sender saw. */
  private decide(command: Command, state: State, { seen }: CommandContext): readonly Event[] | Refusal {
    const decision = this.decider.decide(command, state);
    if (seen === undefined || isRefusal(decision) || decision.length === 0) return decision;
    return this.decider.outdated?.(state, seen) ?? decision;
  }

  private cached(stream: string): Snapshot<State> {
    return this.cache.get(stream) ?? emptySnapshot(this.decider.initial);
  }

  /**
   * The snapshot with what is newer on its stream. Its own last event is read with it: where another one stands in its
   * place, or none, the snapshot is of a log that is gone, and all is read anew.
   */
  private async catchUp(stream: string, snapshot: Snapshot<State>): Promise<Snapshot<State>> {
    const { last } = snapshot;
    const [first, ...newer] = last ? await this.store.read(stream, last.revision) : [];
    const isThere = last !== null && first?.id === last.id;
    const now = isThere
      ? this.advanced({ ...snapshot, revision: last.revision }, newer)
      : this.advanced(emptySnapshot(this.decider.initial), await this.store.read(stream));
    if (now.revision >= 0) this.cache.set(stream, now);
    else this.cache.delete(stream);
    return now;
  }

  private advanced(from: Snapshot<State>, events: readonly Recorded[]): Snapshot<State> {
    return advance(this.decider, from, events, this.passedOver);
  }

  /** The state after the append, or where the stream is when somebody else was there first. */
  private async append(
    stream: string,
    snapshot: Snapshot<State>,
    events: readonly Event[],
    context: CommandContext,
  ): Promise<Outcome<State> | Outrun> {
    const appended = events.map((event, index): NewEvent => {
      const metadata = metadataOf(context, currentVersionOf(event.type));
      return { id: eventIdOf(context.commandId, index), event, metadata };
    });
    try {
      const { position, revision } = await this.store.append(stream, snapshot.revision, appended);
      // The event store takes a repeated append for done, whatever the first one wrote: what counts is what it wrote.
      if (context.repeatable) return await this.readBack(stream, snapshot, revision, context);
      const recorded = appended.map(({ id, event, metadata }, index) => {
        const { type, data } = event;
        return { type, data, id, stream, revision: snapshot.revision + 1 + index, position, metadata };
      });
      const next = this.advanced(snapshot, recorded);
      this.cache.set(stream, next);
      return next;
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return { outrunAt: error.actual };
      this.cache.delete(stream);
      throw error;
    }
  }

  /** What the command did, as it stands up to this revision. A node that does not know of it yet is no witness. */
  private async readBack(
    stream: string,
    before: Snapshot<State>,
    revision: number,
    context: CommandContext,
  ): Promise<Outcome<State>> {
    const now = await this.catchUp(stream, before);
    if (now.revision < revision) throw new EngineUnavailable(`${stream} was read where it is behind what was appended`);
    return this.replay(stream, now, context);
  }

  /** What the command answered when it was done: the state up to its own last event. */
  private async replay(stream: string, snapshot: Snapshot<State>, context: CommandContext): Promise<Outcome<State>> {
    const done = snapshot.commands.get(context.commandId);
    return done ? this.answerAgain(stream, snapshot, done, context) : refuse('IDEMPOTENCY_KEY_REUSED');
  }

  /** The answer to a command that changed nothing, which a key's repeat is given as well, whatever happened since. */
  private async nothingToDo(
    stream: string,
    snapshot: Snapshot<State>,
    context: CommandContext,
  ): Promise<Outcome<State>> {
    if (context.requestHash === undefined) return snapshot;
    const answered = await this.answeredKeys.remember(snapshot.revision, context);
    return this.answerAgain(stream, snapshot, answered, context);
  }

  private async answerAgain(
    stream: string,
    snapshot: Snapshot<State>,
    { revision, requestHash, at }: AnsweredKey,
    context: CommandContext,
  ): Promise<Outcome<State>> {
    if (requestHash !== context.requestHash) return refuse('IDEMPOTENCY_KEY_REUSED');
    const isNow = revision === snapshot.revision;
    const events = isNow ? [] : await this.store.read(stream, 0, revision + 1);
    return { ...(isNow ? snapshot : this.advanced(emptySnapshot(this.decider.initial), events)), answeredAt: at };
  }
}

/** Somebody else wrote first; the stream's last revision, where it is known. */
interface Outrun {
  readonly outrunAt: number | null;
}

const NOT_OUTRUN: Outrun = { outrunAt: null };

const isOutrun = (done: object): done is Outrun => 'outrunAt' in done;

/**
 * The snapshot at the revision that the stream had: what was read since shows everything of ours up to there, so whatever
 * else stands at its end was written by another program.
 */
const behind = <State>(snapshot: Snapshot<State>, { outrunAt }: Outrun): Snapshot<State> =>
  outrunAt !== null && outrunAt > snapshot.revision ? { ...snapshot, revision: outrunAt } : snapshot;
