import {
  type Announcements,
  type Change,
  CHANGED,
  changesMessage,
  laterOf,
  type Position,
  type Witness,
} from '@doremi/event-sourcing';
import type { DocumentWrite, ParkedEvent, ReadModelStore, Rest } from '@doremi/read-models';
import type { DocumentBuffer } from './document-buffer.js';
import { MOST_PARKED, type LeasedPartition, type Target } from './leased-partition.js';
import type { EngineObserver } from './options.js';

/** What is folded and not written yet, of all partitions that a subscription feeds. */
export interface Unwritten {
  /** Events that were taken. */
  events: number;
  /** Everything up to here was taken. */
  end: Position;
  /** The newest event taken, by which the log can be told from another one; null where there was none. */
  witness: Witness | null;
  behindSince: Date | null;
  caughtUp: boolean;
  readonly partitions: Map<LeasedPartition, UnwrittenOf>;
}

interface UnwrittenOf {
  readonly buffer: DocumentBuffer;
  /** Events that were for this partition. */
  handled: number;
  parked: readonly ParkedEvent[];
}

/** Somebody else wrote what this was about to write: it is dropped, and read again if still needed. */
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

/** The keys of a build that were written. */
type Written = ReadonlyMap<Target, readonly string[]>;

/**
 * Takes what is folded to the documents, the checkpoints and the readers, in this order: a crash between repeats, never skips.
 */
export class FoldedWriter {
  constructor(private readonly parts: Parts) {}

  /**
   * What to write is taken at once; more may be folded meanwhile. `rest` follows each command to the documents. Throws WriteConflict, having recorded no progress, when any
   * write or checkpoint did not take effect.
   */
  async write(unwritten: Unwritten, rest?: Rest): Promise<void> {
    const { observer } = this.parts;
    const written = await this.writeDocuments(unwritten, rest);
    await this.park(unwritten);
    await this.checkpoint(unwritten);
    await this.announce(unwritten, written);
    const of = [...unwritten.partitions.values()];
    observer.parked?.(of.reduce((sum, { parked }) => sum + parked.length, 0));
    // Every worker sees every event; what it has handled is what was for its own partitions.
    observer.batch?.(
      unwritten.events,
      of.reduce((sum, { handled }) => sum + handled, 0),
    );
  }

  private async writeDocuments({ partitions }: Unwritten, rest?: Rest): Promise<Written> {
    const writes = new Map<Target, DocumentWrite[]>();
    for (const [{ target }, { buffer }] of partitions)
      writes.set(target, [...(writes.get(target) ?? []), ...buffer.take()]);
    const lost = await allOf(
      Array.from(writes, ([{ documents }, some]) =>
        some.length > 0 ? documents.write(some, rest) : Promise.resolve([]),
      ),
    );
    const [key, ...others] = lost.flat();
    if (key !== undefined) throw new WriteConflict(`somebody else wrote ${[key, ...others.slice(0, 4)].join(', ')}`);
    for (const { buffer, parked } of partitions.values()) {
      buffer.written();
      // Whoever retries a parked key writes its document.
      for (const event of parked) buffer.forget(event.key);
    }
    return new Map(Array.from(writes, ([target, some]) => [target, some.map((write) => write.key)]));
  }

  /** Why and from where; that the keys are held back is said with the checkpoint, which a lost lease forbids. */
  private async park({ partitions }: Unwritten): Promise<void> {
    const entries = Array.from(partitions, ([{ epoch }, { parked }]) => parked.map((event) => ({ ...event, epoch })));
    await this.parts.parkedEvents.park(entries.flat());
  }

  private async checkpoint({ partitions, ...unwritten }: Unwritten): Promise<void> {
    const { end, witness, caughtUp, behindSince } = unwritten;
    const { owner, leaseMs, now } = this.parts;
    const isNews = (position: Position): boolean => witness !== null && witness.position > position;
    const checkpoints = Array.from(partitions, ([partition, { handled, parked }]) => {
      const { id, epoch, position, witnessed } = partition;
      const keys = parked.map(({ key }) => key);
      // From here on it stands still, so it falls behind.
      const isLast = partition.parked.size + keys.length >= MOST_PARKED;
      return {
        id,
        epoch,
        was: position,
        position: laterOf(position, end),
        handled,
        caughtUp: partition.caughtUp || caughtUp,
        behindSince: behindSince ?? (isLast ? now() : null),
        parked: keys,
        ...(witness && isNews(position) && { witness: { number: witnessed + 1, event: witness } }),
      };
    });
    const until = new Date(now().getTime() + leaseMs);
    if (!(await this.parts.partitions.checkpoint(owner, checkpoints, until)))
      throw new WriteConflict('a lease was lost');
    for (const [partition, { parked }] of partitions) {
      if (isNews(partition.position)) partition.witnessed++;
      partition.position = laterOf(partition.position, end);
      partition.caughtUp ||= caughtUp;
      for (const { key } of parked) partition.parked.add(key);
    }
  }

  private async announce({ partitions, end }: Unwritten, written: Written): Promise<void> {
    const held = [...partitions.keys()];
    const changes = Array.from(written, ([target, keys]): Change => {
      const there = held.filter((one) => one.target === target && one.position === end);
      const named = keys.length <= KEYS_NAMED ? { keys } : {};
      return { build: target.build.id, partitions: numbersOf(there), position: end, ...named };
    });
    await this.parts.announcements?.publish(CHANGED, changesMessage(changes));
  }
}

const numbersOf = (partitions: readonly LeasedPartition[]): number[] => partitions.map(({ number }) => number);

/** Waits for all of them, also where one fails: nothing of a batch is under way any more when it is over. */
export const allOf = async <T>(works: readonly Promise<T>[]): Promise<T[]> => {
  await Promise.allSettled(works);
  return Promise.all(works);
};
