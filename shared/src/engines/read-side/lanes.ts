import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import { BEGINNING, type Position } from '../../kernel/position.js';
import type { Witness } from '../event-store.js';
import { reaching, type Mongo } from '../mongo.js';
import type { Build } from './build.js';
import { slotOf, witnessOf, witnessText } from './witnesses.js';

/** One lane of a build: its lease and its checkpoint in one document, so that neither moves without the other. */
export interface Lane {
  /** `orderBoard_v1_b2/0`. */
  readonly id: string;
  readonly build: string;
  readonly lane: number;
  /** Everything up to here is handled or parked. */
  readonly position: Position;
  /** The worker that feeds it; null when nobody does. */
  readonly owner: string | null;
  /** Counts the owners, and the keys handed back to one: an update under an older number has no effect. */
  readonly epoch: number;
  /** When the lease ends. */
  readonly until: Date;
  /** Events handled since the beginning, parked ones included. */
  readonly handled: number;
  /** Whether it has seen everything once. */
  readonly caughtUp: boolean;
  /** Time of the last event handled while more was waiting; null when nothing waited. */
  readonly behindSince: Date | null;
  /** The keys held back: what happened to them since then waits in the event store. It moves with the position alone. */
  readonly parked: readonly string[];
  /** How many events it has kept as witnesses. Those that are left are looked up where they are needed. */
  readonly witnessed: number;
}

/** Names a lease that is held: the fence around every update. */
export type Lease = Pick<Lane, 'id' | 'epoch'>;

/** A lane as it was seen: taken only while it still stands so. */
export type Seen = Pick<Lane, 'id' | 'epoch' | 'until'>;

export interface Checkpoint extends Lease {
  /** Where the lane stood before: it moves from there or not at all. */
  readonly was: Position;
  readonly position: Position;
  /** Events handled since the last checkpoint. */
  readonly handled: number;
  readonly caughtUp: boolean;
  readonly behindSince: Date | null;
  /** Keys that are held back from here on. */
  readonly parked?: readonly string[];
  /** An event that the lane has passed since the last checkpoint, and its number among all that it kept, from 1. */
  readonly witness?: { readonly number: number; readonly event: Witness };
}

type LaneDocument = Omit<Lane, 'id'> & { readonly _id: string; readonly witnesses: Readonly<Record<string, string>> };

/** What is needed all the time; the witnesses are not. */
const WITHOUT_WITNESSES = { witnesses: 0 } as const;

/** The lanes of all builds. Every update is fenced by owner and epoch, and a checkpoint never goes back. */
export class Lanes {
  private readonly lanes: Collection<LaneDocument>;

  constructor(mongo: Mongo) {
    this.lanes = mongo.database('main').collection('lanes');
  }

  /** Makes the lanes of a build where they are missing. */
  async prepare({ id, lanes }: Pick<Build, 'id' | 'lanes'>): Promise<void> {
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
    const operations = Array.from({ length: lanes }, (_, lane): AnyBulkWriteOperation<LaneDocument> => {
      const $setOnInsert = { build: id, lane, ...fresh };
      return { updateOne: { filter: { _id: `${id}/${lane}` }, update: { $setOnInsert }, upsert: true } };
    });
    await reaching(() => this.lanes.bulkWrite(operations, { ordered: false }));
  }

  /** The lanes of the builds; of every build when none is named. */
  async list(builds?: readonly string[]): Promise<Lane[]> {
    const filter = builds ? { build: { $in: [...builds] } } : {};
    const found = await reaching(() => this.lanes.find(filter, { projection: WITHOUT_WITNESSES }).toArray());
    return found.map(({ _id, ...lane }) => ({ id: _id, ...lane, witnessed: lane.witnessed ?? 0 }));
  }

  /** The events that each of the lanes kept, the newest first, by the lane's id. */
  async witnesses(lanes: readonly string[]): Promise<ReadonlyMap<string, readonly Witness[]>> {
    const filter = { _id: { $in: [...lanes] } };
    const found = await reaching(() => this.lanes.find(filter, { projection: { witnesses: 1 } }).toArray());
    return new Map(
      found.map(({ _id, witnesses = {} }) => {
        const kept = Object.values(witnesses).flatMap((text) => witnessOf(text) ?? []);
        return [_id, kept.sort((a, b) => (a.position < b.position ? 1 : -1))];
      }),
    );
  }

  /** Takes the lanes, each unless somebody else took it since it was seen, or its owner held on to it after all. */
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
    await this.update(
      held.map(({ id, epoch }) => ({ filter: { _id: id, owner, epoch }, update: { $max: { until } } })),
    );
  }

  /** Lets go of the lanes, so that another worker continues at once. */
  async release(owner: string, held: readonly Lease[]): Promise<void> {
    await this.update(
      held.map(({ id, epoch }) => ({
        filter: { _id: id, owner, epoch },
        update: { $set: { owner: null, until: new Date(0) } },
      })),
    );
  }

  /** Records how far the lanes are, and what they hold back; false when one was not held any more, or not where it was. */
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
   * Hands keys back to a lane that stands at `position`, where their documents have caught up with it. The lease goes
   * on under the next epoch: whoever still takes the keys for held back is fenced off. False when it had no effect.
   */
  async handBack(owner: string, { id, epoch }: Lease, position: Position, keys: readonly string[]): Promise<boolean> {
    const filter = { _id: id, owner, epoch, position };
    const update = { $pull: { parked: { $in: [...keys] } }, $inc: { epoch: 1 } };
    return (await this.update([{ filter, update }])) === 1;
  }

  async drop(build: string): Promise<void> {
    await reaching(() => this.lanes.deleteMany({ build }));
  }

  private async update(
    updates: Extract<AnyBulkWriteOperation<LaneDocument>, { updateOne: unknown }>['updateOne'][],
  ): Promise<number> {
    if (updates.length === 0) return 0;
    const operations = updates.map((updateOne) => ({ updateOne }));
    const { matchedCount } = await reaching(() => this.lanes.bulkWrite(operations, { ordered: false }));
    return matchedCount;
  }
}

const keeping = ({ number, event }: NonNullable<Checkpoint['witness']>) => ({
  witnessed: number,
  [`witnesses.${slotOf(number)}`]: witnessText(event),
});

/** A build's watermark: the lowest of its lanes. Null when there is none. */
export const watermarkOf = (lanes: readonly Pick<Lane, 'position'>[]): Position | null =>
  lanes.reduce<Position | null>(
    (lowest, { position }) => (lowest === null || position < lowest ? position : lowest),
    null,
  );
