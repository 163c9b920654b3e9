import {
  type Announcements,
  BEGINNING,
  type Change,
  CHANGED,
  changesMessage,
  type EventStore,
  isBeyond,
  laterOf,
  type LogItem,
  type Position,
  type Recorded,
  type Witness,
} from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';
import { foldBatch, type FoldedBatch } from './fold-batch.js';
import { isFull, MOST_PARKED, type LeasedPartition, type Target } from './leased-partition.js';
import type { EngineObserver } from './options.js';

/** What was taken from a subscription at once. */
export interface Batch {
  readonly events: readonly Recorded[];
  /** Everything up to here was seen. */
  readonly end: Position;
  /** From here on events are live. */
  readonly caughtUp: boolean;
}

/** The log's end, asked for before a subscription begins, and again when an item speaks of a place beyond it. */
export class LogEnd {
  /** As it was seen last. */
  last: Position;

  private constructor(
    private readonly store: Pick<EventStore, 'end'>,
    /** Before the subscription began: whoever has caught up has passed it, even where nothing matched the filter. */
    readonly first: Position,
  ) {
    this.last = first;
  }

  static async before(store: Pick<EventStore, 'end'>): Promise<LogEnd> {
    return new LogEnd(store, (await store.end()) ?? BEGINNING);
  }

  /** Sees to it that `last` is as far as these items are, where the log is. */
  async reaching(items: readonly LogItem[]): Promise<this> {
    for (const item of items) {
      if (item.kind === 'event') this.last = laterOf(this.last, item.event.position);
      else if (item.kind === 'passed' && isBeyond(item.position, this.last))
        this.last = laterOf(this.last, (await this.store.end()) ?? BEGINNING);
    }
    return this;
  }
}

/**
 * Reads items, taken in order, as a batch. `from` is where the subscription stood before them. A checkpoint beyond the
 * log's end says nothing: at the end of a short log there are servers that send 2^64-1, and whoever believed it would
 * never see another event.
 */
export const batchOf = (
  items: readonly LogItem[],
  from: Position,
  { first, last }: Pick<LogEnd, 'first' | 'last'>,
): Batch => {
  const events: Recorded[] = [];
  let end = from;
  let caughtUp = false;
  for (const item of items) {
    switch (item.kind) {
      case 'event':
        events.push(item.event);
        end = laterOf(end, item.event.position);
        break;
      case 'passed':
        if (!isBeyond(item.position, last)) end = laterOf(end, item.position);
        break;
      case 'caughtUp':
        caughtUp = true;
        end = laterOf(end, first);
        break;
    }
  }
  return { events, end, caughtUp };
};

/** Somebody else wrote what this batch was about to write: the batch is dropped, and read again if still needed. */
export class WriteConflict extends Error {}

/** Keys are named in an announcement while they are few; beyond that a reader does better to look for itself. */
const KEYS_NAMED = 100;

interface Parts {
  readonly owner: string;
  readonly partitions: Pick<ReadModelStore['partitions'], 'checkpoint'>;
  readonly parkedEvents: Pick<ReadModelStore['parkedEvents'], 'park'>;
  readonly announcements?: Pick<Announcements, 'publish'>;
  readonly observer: EngineObserver;
  readonly leaseMs: number;
  readonly now: () => Date;
}

interface Outcome {
  readonly target: Target;
  readonly partitions: ReadonlyMap<number, LeasedPartition>;
  readonly folded: FoldedBatch;
}

/**
 * Takes batches to the documents, the checkpoints and the readers, in this order: a crash between repeats, never skips.
 */
export class BatchProcessor {
  constructor(private readonly parts: Parts) {}

  /** Throws WriteConflict, having recorded no progress, when any write or checkpoint did not take effect. */
  async process(partitions: readonly LeasedPartition[], batch: Batch, behindSince: Date | null): Promise<void> {
    const { observer } = this.parts;
    const startedAt = Date.now();
    const outcomes = await allOf(
      [...byTarget(partitions.filter((partition) => !isFull(partition)))].map(
        async ([target, held]): Promise<Outcome> => ({
          target,
          partitions: held,
          folded: await foldBatch(target, held, batch.events),
        }),
      ),
    );
    const lost = outcomes.flatMap(({ folded }) => folded.lost);
    if (lost.length > 0) throw new WriteConflict(`somebody else wrote ${lost.slice(0, 5).join(', ')}`);
    await this.park(outcomes);
    await this.checkpoint(outcomes, batch, behindSince);
    await this.announce(outcomes, batch);
    // A rebuild is no part of what was asked for back then.
    if (partitions.some(({ caughtUp }) => caughtUp)) observer.projected?.(batch.events, startedAt);
    // Every worker sees every event; what it has handled is what was for its own partitions.
    const handled = outcomes.flatMap(({ folded }) => [...folded.handled.values()]);
    observer.batch?.(
      batch.events.length,
      handled.reduce((sum, count) => sum + count, 0),
    );
  }

  /** Why and from where; that the keys are held back is said with the checkpoint, which a lost lease forbids. */
  private async park(outcomes: readonly Outcome[]): Promise<void> {
    const entries = outcomes.flatMap(({ partitions, folded }) =>
      folded.parked.map((event) => ({ ...event, epoch: partitions.get(event.partition)?.epoch ?? 0 })),
    );
    await this.parts.parkedEvents.park(entries);
  }

  private async checkpoint(outcomes: readonly Outcome[], batch: Batch, behindSince: Date | null): Promise<void> {
    const { owner, leaseMs, now } = this.parts;
    const witness = witnessOf(batch);
    const isNews = (position: Position): boolean => witness !== null && witness.position > position;
    const checkpoints = outcomes.flatMap(({ partitions, folded }) =>
      [...partitions.values()].map(({ id, epoch, number, position, caughtUp, parked, witnessed }) => {
        const keys = keysOf(folded, number);
        // From here on it stands still, so it falls behind.
        const isLast = parked.size + keys.length >= MOST_PARKED;
        return {
          id,
          epoch,
          was: position,
          position: laterOf(position, batch.end),
          handled: folded.handled.get(number) ?? 0,
          caughtUp: caughtUp || batch.caughtUp,
          behindSince: behindSince ?? (isLast ? now() : null),
          parked: keys,
          ...(witness && isNews(position) && { witness: { number: witnessed + 1, event: witness } }),
        };
      }),
    );
    const until = new Date(now().getTime() + leaseMs);
    if (!(await this.parts.partitions.checkpoint(owner, checkpoints, until)))
      throw new WriteConflict('a lease was lost');
    for (const { partitions, folded } of outcomes) {
      for (const partition of partitions.values()) {
        if (isNews(partition.position)) partition.witnessed++;
        partition.position = laterOf(partition.position, batch.end);
        partition.caughtUp ||= batch.caughtUp;
        for (const key of keysOf(folded, partition.number)) partition.parked.add(key);
      }
      this.parts.observer.parked?.(folded.parked.length);
    }
  }

  private async announce(outcomes: readonly Outcome[], { end }: Batch): Promise<void> {
    const changes = outcomes.map(({ target, partitions, folded }): Change => {
      const there = [...partitions.values()].filter(({ position }) => position === end);
      const keys = folded.changed.length <= KEYS_NAMED ? { keys: folded.changed } : {};
      return { build: target.build.id, partitions: there.map(({ number }) => number), position: end, ...keys };
    });
    await this.parts.announcements?.publish(CHANGED, changesMessage(changes));
  }
}

/** The batch's newest event, by which the log can be told from another one; null where it has none. */
const witnessOf = ({ events }: Batch): Witness | null => {
  const last = events.at(-1);
  return last ? { position: last.position, id: last.id, stream: last.stream, revision: last.revision } : null;
};

const keysOf = ({ parked }: FoldedBatch, partition: number): string[] =>
  parked.flatMap((event) => (event.partition === partition ? [event.key] : []));

/** Waits for all of them, also where one fails: nothing of a batch is under way any more when it is over. */
const allOf = async <T>(works: readonly Promise<T>[]): Promise<T[]> => {
  await Promise.allSettled(works);
  return Promise.all(works);
};

const byTarget = (partitions: readonly LeasedPartition[]): Map<Target, Map<number, LeasedPartition>> => {
  const targets = new Map<Target, Map<number, LeasedPartition>>();
  for (const partition of partitions) {
    const held = targets.get(partition.target) ?? new Map<number, LeasedPartition>();
    targets.set(partition.target, held.set(partition.number, partition));
  }
  return targets;
};
