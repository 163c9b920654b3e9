import {
  type Decider,
  type DomainEvent,
  type EventStore,
  isRefusal,
  type Refusal,
  refuse,
} from '@doremi/event-sourcing';
import { AggregateRepository } from './aggregate-repository.js';
import type { CommandContext } from './command-context.js';
import type { DoneCommand } from './done-commands.js';
import { AnsweredKeys } from './idempotency.js';
import type { PassedOver, Snapshot } from './loaded-aggregate.js';
import { Conflict, KeyedSerialQueue, untilNoConflict } from './optimistic-concurrency.js';
import type { Snapshots } from './snapshots.js';

export type Outcome<State> = Snapshot<State> | Refusal;

/** Hears of every command and of what comes of it, before that is known. Must not throw. */
export type Observe = (command: { readonly type: string }, outcome: Promise<Outcome<unknown>>) => unknown;

/**
 * Handles the commands of one kind of aggregate: load, decide, append, and again where somebody else was there first.
 *
 * What is cached is decided on without a read. It may be behind, an answer may not: an append at an old revision is a conflict,
 * and a refusal or "nothing to do" from the cache is looked at again; both read what is newer first.
 */
export class CommandHandler<
  State,
  Command extends { readonly type: string },
  Event extends DomainEvent,
> extends AggregateRepository<State, Event> {
  private readonly queue = new KeyedSerialQueue();
  private readonly answeredKeys: AnsweredKeys;

  constructor(
    store: EventStore,
    private readonly decider: Decider<State, Command, Event>,
    private readonly observe: Observe = () => undefined,
    passedOver?: PassedOver,
    snapshots?: Snapshots | null,
  ) {
    super(store, decider, passedOver, snapshots);
    this.answeredKeys = new AnsweredKeys(store);
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

  /** Does the command on what the caller saw: when somebody wrote since then, it is refused instead of decided anew. */
  handleUnchanged(
    stream: string,
    seen: Snapshot<State>,
    command: Command,
    context: CommandContext,
  ): Promise<Outcome<State>> {
    return this.observed(command, this.decideOn(stream, seen, command, context));
  }

  /** What the command answered when it was done before; null when it was not. For checks that a repeat must not meet. */
  async repeated(stream: string, context: CommandContext): Promise<Outcome<State> | null> {
    if (!context.repeatable) return null;
    const answered = await this.answeredKeys.of(context);
    const snapshot = await this.certainOf(context.commandId, stream, await this.load(stream));
    if (answered) return this.answerAgain(stream, snapshot, answered, context);
    return snapshot.commands.has(context.commandId) ? this.replay(stream, snapshot, context) : null;
  }

  private observed(command: Command, outcome: Promise<Outcome<State>>): Promise<Outcome<State>> {
    this.observe(command, outcome);
    return outcome;
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
    let snapshot = this.cached(stream);
    let isFresh = snapshot.revision < 0 && !isNew;
    if (isFresh) snapshot = await this.load(stream);
    return untilNoConflict(async (before) => {
      if (before) {
        snapshot = behind(await this.catchUp(stream, snapshot), before);
        isFresh = true;
      }
      snapshot = await this.certainOf(context.commandId, stream, snapshot);
      const isDone = snapshot.commands.has(context.commandId);
      if (isDone && isFresh) return this.replay(stream, snapshot, context);
      const decision = isDone ? [] : this.decide(command, snapshot.state, context);
      if (!isRefusal(decision) && decision.length > 0) return this.write(stream, snapshot, decision, context);
      if (!isFresh) return Conflict.maybeBehind;
      return isRefusal(decision) ? decision : this.nothingToDo(stream, snapshot, context);
    });
  }

  private async decideOn(
    stream: string,
    seen: Snapshot<State>,
    command: Command,
    context: CommandContext,
  ): Promise<Outcome<State>> {
    const decision = this.decide(command, seen.state, context);
    if (isRefusal(decision) || decision.length === 0) return isRefusal(decision) ? decision : seen;
    const done = await this.write(stream, seen, decision, context);
    if (!(done instanceof Conflict)) return done;
    // Somebody who is none of us may have written there since: that changes the revision, and nothing else.
    const now = behind(await this.catchUp(stream, seen), done);
    const again = now.last?.id === seen.last?.id ? await this.write(stream, now, decision, context) : done;
    return again instanceof Conflict ? refuse('CHANGED_MEANWHILE') : again;
  }

  /** What the command leads to; what is so already, or refused for a reason of its own, is that whatever its sender saw. */
  private decide(command: Command, state: State, { seen }: CommandContext): readonly Event[] | Refusal {
    const decision = this.decider.decide(command, state);
    if (seen === undefined || isRefusal(decision) || decision.length === 0) return decision;
    return this.decider.outdated?.(state, seen) ?? decision;
  }

  /** The state after the append; of a command that may have been done before, the one that it led to then. */
  private async write(
    stream: string,
    snapshot: Snapshot<State>,
    events: readonly Event[],
    context: CommandContext,
  ): Promise<Outcome<State> | Conflict> {
    const done = await this.append(stream, snapshot, events, context);
    return done instanceof Conflict || !context.repeatable ? done : this.replay(stream, done, context);
  }

  /** What the command answered when it was done: the state up to its own last event. */
  private async replay(stream: string, snapshot: Snapshot<State>, context: CommandContext): Promise<Outcome<State>> {
    const now = await this.certainOf(context.commandId, stream, snapshot);
    const done = now.commands.get(context.commandId);
    return done ? this.answerAgain(stream, now, done, context) : refuse('IDEMPOTENCY_KEY_REUSED');
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
    { revision, requestHash, at }: DoneCommand,
    context: CommandContext,
  ): Promise<Outcome<State>> {
    const { isSameRequest } = context;
    const isSame = isSameRequest ? await isSameRequest(requestHash) : requestHash === context.requestHash;
    if (!isSame) return refuse('IDEMPOTENCY_KEY_REUSED');
    return { ...(await this.at(stream, snapshot, revision)), answeredAt: at };
  }
}

/**
 * The snapshot at the revision that the stream had: what was read since shows everything of ours up to there, so whatever
 * else stands at its end was written by another program.
 */
const behind = <State>(snapshot: Snapshot<State>, { actual }: Conflict): Snapshot<State> =>
  actual !== null && actual > snapshot.revision ? { ...snapshot, revision: actual } : snapshot;
