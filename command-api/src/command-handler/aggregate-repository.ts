import QuickLRU from 'quick-lru';
import {
  type DomainEvent,
  EngineUnavailable,
  type EventStore,
  type NewEvent,
  type Recorded,
  WrongExpectedRevision,
} from '@doremi/event-sourcing';
import type { CommandContext } from './command-context.js';
import { newEventOf } from './idempotency.js';
import { beforeFirst, caughtUp, type Fold, goneOn, type PassedOver, type Snapshot } from './loaded-aggregate.js';
import { Conflict } from './optimistic-concurrency.js';
import { SharedReads } from './shared-reads.js';
import type { Snapshots } from './snapshots.js';

/** The aggregates used last that are kept at least; as many again may be. */
const CACHED_AGGREGATES = 5_000;

/**
 * The aggregates of one kind: loaded by folding their streams, the long ones from a stored state on, kept in a bounded cache,
 * and written by appending with their revision as the expected one.
 *
 * The cache may be behind. Whoever decides on it finds that out by a conflict, or asks for what is newer with `catchUp`, where
 * it is found out, too, that a cached aggregate is of a log that was replaced by an older copy of itself.
 */
export class AggregateRepository<State, Event extends DomainEvent> {
  private readonly cache = new QuickLRU<string, Snapshot<State>>({ maxSize: CACHED_AGGREGATES });
  private readonly reads = new SharedReads<Snapshot<State>>();
  private readonly snapshots: Snapshots | null;

  constructor(
    private readonly store: EventStore,
    private readonly fold: Fold<State, Event>,
    private readonly passedOver: PassedOver = () => undefined,
    snapshots: Snapshots | null = null,
  ) {
    this.snapshots = fold.foldVersion === undefined ? null : snapshots;
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

  /** Lets go of everything that was cached: the log is not the one that it was read from. */
  forget(): void {
    this.cache.clear();
  }

  /** What is cached, and may be behind; the aggregate before its first event where nothing is. */
  protected cached(stream: string): Snapshot<State> {
    return this.cache.get(stream) ?? beforeFirst(this.fold);
  }

  /** The aggregate at this revision of its stream, which the snapshot has reached. */
  protected async at(stream: string, snapshot: Snapshot<State>, revision: number): Promise<Snapshot<State>> {
    if (revision === snapshot.revision) return snapshot;
    return this.after(beforeFirst(this.fold), await this.store.read(stream, 0, revision + 1));
  }

  /**
   * The snapshot with what is newer on its stream. Its own last event is read with it: where another one stands in its
   * place, or none, the snapshot is of a log that is gone, and all is read anew.
   */
  protected async catchUp(stream: string, snapshot: Snapshot<State>): Promise<Snapshot<State>> {
    const { last } = snapshot;
    const newer = last && this.caughtUp(snapshot, last.id, await this.store.read(stream, last.revision));
    return this.remember(stream, newer ?? (await this.readAnew(stream)));
  }

  /**
   * The aggregate, of which it is certain whether this command is in its stream: of those before a stored state only
   * marks are there, which others may have as well.
   */
  protected async certainOf(commandId: string, stream: string, snapshot: Snapshot<State>): Promise<Snapshot<State>> {
    if (!snapshot.commands.isMarked(commandId)) return snapshot;
    const { kept } = snapshot;
    return this.remember(stream, { ...this.after(beforeFirst(this.fold), await this.store.read(stream)), kept });
  }

  private async readAnew(stream: string): Promise<Snapshot<State>> {
    const fromStored = this.snapshots && (await this.fromStored(stream, this.snapshots));
    return fromStored ?? this.after(beforeFirst(this.fold), await this.store.read(stream));
  }

  /** The aggregate without a read of its whole stream, unless that is short; null where that is not to be had. */
  private async fromStored(stream: string, snapshots: Snapshots): Promise<Snapshot<State> | null> {
    const first = beforeFirst(this.fold);
    const newest = await snapshots.newest(stream);
    if (newest.isAll) return this.after(first, newest.events);
    const stored = await snapshots.of(stream, this.fold);
    if (!stored) return null;
    const { state, commands, revision, eventId } = stored;
    const index = newest.events.findIndex((event) => event.revision === revision);
    const read = index < 0 ? await this.store.read(stream, revision) : newest.events.slice(index);
    const now = this.caughtUp({ ...first, state, commands, kept: revision }, eventId, read);
    snapshots.tried(stream, now !== null);
    return now;
  }

  /** Caches it. */
  private remember(stream: string, snapshot: Snapshot<State>): Snapshot<State> {
    const now =
      this.snapshots && isDue(snapshot, this.snapshots) ? this.keep(stream, snapshot, this.snapshots) : snapshot;
    if (now.revision >= 0) this.cache.set(stream, now);
    else this.cache.delete(stream);
    return now;
  }

  /** Begins to keep it beside the stream. */
  private keep(stream: string, snapshot: Snapshot<State>, snapshots: Snapshots): Snapshot<State> {
    const { state, revision, last, commands } = snapshot;
    if (!last) return snapshot;
    snapshots.keep(stream, this.fold, { state, commands, revision: last.revision, eventId: last.id });
    return { ...snapshot, kept: revision };
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
      const recorded = events.map(({ type, data }, index) => {
        const { id, metadata } = appended[index] as NewEvent;
        return { type, data, id, stream, revision: snapshot.revision + 1 + index, position, metadata };
      });
      return this.remember(stream, this.after(snapshot, recorded));
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

  private after(from: Snapshot<State>, events: readonly Recorded[]): Snapshot<State> {
    return goneOn(this.fold, from, events, this.passedOver);
  }

  private caughtUp(from: Snapshot<State>, id: string, read: readonly Recorded[]): Snapshot<State> | null {
    return caughtUp(this.fold, from, id, read, this.passedOver);
  }
}

/** Whether it has changed often since it was kept last, and can be kept now. */
const isDue = ({ revision, kept, isPartial }: Snapshot<unknown>, snapshots: Snapshots): boolean =>
  revision - kept >= snapshots.every && !isPartial && !snapshots.isFull;
