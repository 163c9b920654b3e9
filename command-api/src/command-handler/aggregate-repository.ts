import QuickLRU from 'quick-lru';
import {
  BEGINNING,
  type Decider,
  type DomainEvent,
  EngineUnavailable,
  type EventStore,
  type Position,
  type Recorded,
  WrongExpectedRevision,
} from '@doremi/event-sourcing';
import { expectKnownVersion } from '@doremi/domain';
import type { CommandContext } from './command-context.js';
import { DoneCommands, newEventOf } from './idempotency.js';
import { Conflict } from './optimistic-concurrency.js';

/** The aggregates used last that are kept at least; as many again may be. */
const CACHED_AGGREGATES = 5_000;

/** An aggregate as its stream tells it up to a revision. */
export interface Snapshot<State> {
  readonly state: State;
  /** The stream's last revision known, whoever wrote there; -1 before the first event. */
  readonly revision: number;
  readonly position: Position;
  /** The last event of ours, for whoever acts on it later; null before the first. */
  readonly last: Pick<Recorded, 'id' | 'metadata' | 'revision' | 'type'> | null;
  readonly commands: DoneCommands;
  /** Of a repeat: when it was answered first, ISO 8601. What depends on the time is said as it was then. */
  readonly answeredAt?: string;
}

/** Hears of an event that no aggregate of this release knows, and that was passed over. */
export type PassedOver = (event: Pick<Recorded, 'type' | 'stream'>) => void;

/**
 * The aggregates of one kind: loaded by folding their streams, kept in a bounded cache, and written by appending with their
 * revision as the expected one.
 *
 * The cache may be behind. Whoever decides on it finds that out by a conflict, or asks for what is newer with `catchUp`, where
 * it is found out, too, that a cached aggregate is of a log that was replaced by an older copy of itself.
 */
export class AggregateRepository<State, Event extends DomainEvent> {
  private readonly cache = new QuickLRU<string, Snapshot<State>>({ maxSize: CACHED_AGGREGATES });
  private readonly reads = new SharedReads<Snapshot<State>>();

  constructor(
    private readonly store: EventStore,
    private readonly fold: Pick<Decider<State, never, Event>, 'initial' | 'evolve'>,
    private readonly passedOver: PassedOver = () => undefined,
  ) {}

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

  /** Lets go of everything that was cached: the log is not the one that it was read from. */
  forget(): void {
    this.cache.clear();
  }

  /** What is cached, and may be behind; the aggregate before its first event where nothing is. */
  protected cached(stream: string): Snapshot<State> {
    return this.cache.get(stream) ?? this.empty();
  }

  private empty(): Snapshot<State> {
    const commands = DoneCommands.none();
    return { state: this.fold.initial, revision: -1, position: BEGINNING, last: null, commands };
  }

  /** The aggregate at this revision of its stream, which the snapshot has reached. */
  protected async at(stream: string, snapshot: Snapshot<State>, revision: number): Promise<Snapshot<State>> {
    if (revision === snapshot.revision) return snapshot;
    return this.after(this.empty(), await this.store.read(stream, 0, revision + 1));
  }

  /**
   * The snapshot with what is newer on its stream. Its own last event is read with it: where another one stands in its
   * place, or none, the snapshot is of a log that is gone, and all is read anew.
   */
  protected async catchUp(stream: string, snapshot: Snapshot<State>): Promise<Snapshot<State>> {
    const { last } = snapshot;
    const [first, ...newer] = last ? await this.store.read(stream, last.revision) : [];
    const isThere = last !== null && first?.id === last.id;
    const now = isThere
      ? this.after({ ...snapshot, revision: last.revision }, newer)
      : this.after(this.empty(), await this.store.read(stream));
    if (now.revision >= 0) this.cache.set(stream, now);
    else this.cache.delete(stream);
    return now;
  }

  /**
   * Appends the command's events behind what the snapshot knows. Resolves to the aggregate after them, or to the conflict
   * where somebody else was there first. Throws EngineUnavailable.
   */
  protected async append(
    stream: string,
    snapshot: Snapshot<State>,
    events: readonly Event[],
    context: CommandContext,
  ): Promise<Snapshot<State> | Conflict> {
    const appended = events.map((event, index) => newEventOf(context, event, index));
    try {
      const { position, revision } = await this.store.append(stream, snapshot.revision, appended);
      // The event store takes a repeated append for done, whatever the first one wrote: what counts is what it wrote.
      if (context.repeatable) return await this.readBack(stream, snapshot, revision);
      const recorded = appended.map(({ id, event, metadata }, index) => {
        const { type, data } = event;
        return { type, data, id, stream, revision: snapshot.revision + 1 + index, position, metadata };
      });
      const next = this.after(snapshot, recorded);
      this.cache.set(stream, next);
      return next;
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return new Conflict(error.actual);
      this.cache.delete(stream);
      throw error;
    }
  }

  /** What was appended, as it stands up to this revision. A node that does not know of it yet is no witness. */
  private async readBack(stream: string, before: Snapshot<State>, revision: number): Promise<Snapshot<State>> {
    const now = await this.catchUp(stream, before);
    if (now.revision < revision) throw new EngineUnavailable(`${stream} was read where it is behind what was appended`);
    return now;
  }

  /**
   * The snapshot after further events of its stream. A type that is not known is passed over, as by every reader. Throws
   * NewerEventVersion: what is decided on a state that leaves out something known would be decided wrongly.
   */
  private after(from: Snapshot<State>, events: readonly Recorded[]): Snapshot<State> {
    const last = events.at(-1);
    if (!last) return from;
    const evolved = (state: State, event: Recorded): State => {
      expectKnownVersion(event);
      // The compiler knows every type that there is to know: nothing comes of one that there is not.
      const next = this.fold.evolve(state, event as unknown as Event, event.revision) as State | undefined;
      if (next === undefined) this.passedOver(event);
      return next ?? state;
    };
    return {
      state: events.reduce(evolved, from.state),
      revision: last.revision,
      position: last.position,
      last: { id: last.id, type: last.type, revision: last.revision, metadata: last.metadata },
      commands: from.commands.after(events),
    };
  }
}

/**
 * Many who want to know the same at the same time, such as the menu that everybody orders, share a read. Nobody shares
 * one that was under way before they asked: it may have missed what they must see.
 */
export class SharedReads<Result> {
  private readonly underWay = new Map<string, Promise<Result>>();
  private readonly next = new Map<string, Promise<Result>>();

  take(key: string, read: () => Promise<Result>): Promise<Result> {
    const before = this.underWay.get(key);
    if (!before) return this.start(key, read);
    const shared = this.next.get(key);
    if (shared) return shared;
    const start = (): Promise<Result> => {
      this.next.delete(key);
      return this.start(key, read);
    };
    const mine = before.then(start, start);
    this.next.set(key, mine);
    return mine;
  }

  private start(key: string, read: () => Promise<Result>): Promise<Result> {
    const mine = read();
    this.underWay.set(key, mine);
    const left = (): void => {
      if (this.underWay.get(key) === mine) this.underWay.delete(key);
    };
    mine.then(left, left);
    return mine;
  }
}
