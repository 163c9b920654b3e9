import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import {
  BEGINNING,
  type Build,
  type Checkpoint,
  type Lease,
  type Partition,
  type Position,
  type Seen,
  type Witness,
} from '@doremi/event-sourcing';
import { reaching, type Mongo } from './mongo.js';
import { slotOf, witnessOf, witnessText } from './witnesses.js';

/** STORAGE FORMAT: the collection and the number of a partition are called as they always were. */
const COLLECTION = 'lanes';
type PartitionDocument = Omit<Partition, 'id' | 'number'> & {
  readonly _id: string;
  readonly lane: number;
  readonly witnesses: Readonly<Record<string, string>>;
};

/** What is needed all the time; the witnesses are not. */
const WITHOUT_WITNESSES = { witnesses: 0 } as const;

/** The partitions of all builds. Every update is fenced by owner and epoch, and a checkpoint never goes back. */
export class Partitions {
  private readonly partitions: Collection<PartitionDocument>;

  constructor(mongo: Mongo) {
    this.partitions = mongo.database('main').collection(COLLECTION);
  }

  /** Makes the partitions of a build where they are missing. */
  async prepare({ id, partitions }: Pick<Build, 'id' | 'partitions'>): Promise<void> {
    const fresh = {
      position: BEGINNING,
      owner: null,
      epoch: 0,
      until: new Date(0),
      handled: 0,
      caughtUp: false,
      behindSince: null,
      parked: [],
      witnessed: 0,
      witnesses: {},
    };
    const operations = Array.from({ length: partitions }, (_, lane): AnyBulkWriteOperation<PartitionDocument> => {
      const $setOnInsert = { build: id, lane, ...fresh };
      return { updateOne: { filter: { _id: `${id}/${lane}` }, update: { $setOnInsert }, upsert: true } };
    });
    await reaching(() => this.partitions.bulkWrite(operations, { ordered: false }));
  }

  /** The partitions of the builds; of every build when none is named. */
  async list(builds?: readonly string[]): Promise<Partition[]> {
    const filter = builds ? { build: { $in: [...builds] } } : {};
    const found = await reaching(() => this.partitions.find(filter, { projection: WITHOUT_WITNESSES }).toArray());
    return found.map(({ _id, lane, ...partition }) => ({
      id: _id,
      number: lane,
      ...partition,
      witnessed: partition.witnessed ?? 0,
    }));
  }

  /** The events that each of the partitions kept, the newest first, by the partition's id. */
  async witnesses(partitions: readonly string[]): Promise<ReadonlyMap<string, readonly Witness[]>> {
    const filter = { _id: { $in: [...partitions] } };
    const found = await reaching(() => this.partitions.find(filter, { projection: { witnesses: 1 } }).toArray());
    return new Map(
      found.map(({ _id, witnesses = {} }) => {
        const kept = Object.values(witnesses).flatMap((text) => witnessOf(text) ?? []);
        return [_id, kept.sort((a, b) => (a.position < b.position ? 1 : -1))];
      }),
    );
  }

  /** Takes the partitions, each unless somebody else took it since it was seen, or its owner held on to it after all. */
  async acquire(owner: string, seen: readonly Seen[], until: Date): Promise<void> {
    await this.update(
      seen.map(({ id, epoch, until: end }) => ({
        filter: { _id: id, epoch, until: end },
        update: { $set: { owner, until, epoch: epoch + 1 } },
      })),
    );
  }

  /** Holds on to the leases for longer. */
  async renew(owner: string, held: readonly Lease[], until: Date): Promise<void> {
    // Those that were taken together mostly have an epoch in common: one update for all of these.
    const operations = [...new Set(held.map(({ epoch }) => epoch))].map((epoch) => {
      const ids = held.filter((lease) => lease.epoch === epoch).map(({ id }) => id);
      return { updateMany: { filter: { _id: { $in: ids }, owner, epoch }, update: { $max: { until } } } };
    });
    if (operations.length > 0) await reaching(() => this.partitions.bulkWrite(operations, { ordered: false }));
  }

  /** Lets go of the partitions, so that another worker continues at once. */
  async release(owner: string, held: readonly Lease[]): Promise<void> {
    await this.update(
      held.map(({ id, epoch }) => ({
        filter: { _id: id, owner, epoch },
        update: { $set: { owner: null, until: new Date(0) } },
      })),
    );
  }

  /**
   * Records how far the partitions are, and what they hold back; false when one was not held any more, or not where it
   * was.
   */
  async checkpoint(owner: string, checkpoints: readonly Checkpoint[], until: Date): Promise<boolean> {
    const matched = await this.update(
      checkpoints.map(({ id, epoch, was, position, handled, caughtUp, behindSince, parked = [], witness }) => ({
        filter: { _id: id, owner, epoch, position: was },
        update: {
          $max: { until },
          $inc: { handled },
          $set: { position, behindSince, ...(caughtUp && { caughtUp }), ...(witness && keeping(witness)) },
          ...(parked.length > 0 && { $addToSet: { parked: { $each: [...parked] } } }),
        },
      })),
    );
    return matched === checkpoints.length;
  }

  /**
   * Hands keys back to a partition that stands at `position`, where their documents have caught up with it. The lease
   * goes on under the next epoch: whoever still takes the keys for held back is fenced off. False when it had no
   * effect.
   */
  async handBack(owner: string, { id, epoch }: Lease, position: Position, keys: readonly string[]): Promise<boolean> {
    const filter = { _id: id, owner, epoch, position };
    const update = { $pull: { parked: { $in: [...keys] } }, $inc: { epoch: 1 } };
    return (await this.update([{ filter, update }])) === 1;
  }

  async drop(build: string): Promise<void> {
    await reaching(() => this.partitions.deleteMany({ build }));
  }

  private async update(
    updates: Extract<AnyBulkWriteOperation<PartitionDocument>, { updateOne: unknown }>['updateOne'][],
  ): Promise<number> {
    if (updates.length === 0) return 0;
    const operations = updates.map((updateOne) => ({ updateOne }));
    const { matchedCount } = await reaching(() => this.partitions.bulkWrite(operations, { ordered: false }));
    return matchedCount;
  }
}

const keeping = ({ number, event }: NonNullable<Checkpoint['witness']>) => ({
  witnessed: number,
  [`witnesses.${slotOf(number)}`]: witnessText(event),
});
