import { MongoBulkWriteError, type Collection, type Filter } from 'mongodb';
import type { Position } from '@doremi/event-sourcing';
import { reaching, type Mongo } from './mongo.js';

/** An event that a fold threw on. Later events of the same key wait in the event store until it is retried. */
export interface ParkedEvent {
  readonly build: string;
  readonly partition: number;
  readonly key: string;
  /** A place before the event that a subscription can start from. */
  readonly after: Position;
  /** The first event of the key that could not be folded. */
  readonly position: Position;
  readonly type: string;
  readonly stream: string;
  readonly error: string;
  readonly parkedAt: Date;
  /** An operator asked for another try. */
  readonly retry: boolean;
  /** The event that the next try leaves out, as an operator asked. */
  readonly skip?: Position;
  /** The partition's epoch at that time: whoever holds an older one changes nothing. */
  readonly epoch?: number;
}

/** STORAGE FORMAT: `lane` is the number of its partition. */
type ParkedDocument = Omit<ParkedEvent, 'partition'> & { readonly _id: string; readonly lane: number };

const entryOf = ({ partition: lane, epoch = 0, ...event }: ParkedEvent): Omit<ParkedDocument, '_id'> => ({
  ...event,
  lane,
  epoch,
});

const idOf = (build: string, key: string): string => `${build}/${key}`;

/**
 * What waits for an operator: at most one entry per build and key. An entry says why and from where; whether the key is
 * held back at all, its partition says (`Partition.parked`). One that its partition does not mention was left by a
 * worker that died or slept before its checkpoint, and the partition's owner removes it.
 */
export class ParkedEvents {
  private readonly parked: Collection<ParkedDocument>;

  constructor(mongo: Mongo) {
    this.parked = mongo.database('main').collection('parkedEvents');
  }

  /** Records each event; an entry that was made under a later epoch stays as it is. */
  async park(events: readonly ParkedEvent[]): Promise<void> {
    if (events.length === 0) return;
    const operations = events.map((event) => ({
      replaceOne: {
        filter: { _id: idOf(event.build, event.key), epoch: { $lte: event.epoch ?? 0 } },
        replacement: entryOf(event),
        upsert: true,
      },
    }));
    await reaching(() => this.parked.bulkWrite(operations, { ordered: false })).catch(ignoreDuplicates);
  }

  /** What is parked of the builds; of every build when none is named. */
  async list(builds?: readonly string[]): Promise<ParkedEvent[]> {
    const filter = builds ? { build: { $in: [...builds] } } : {};
    const found = await reaching(() => this.parked.find(filter, { projection: { _id: 0 } }).toArray());
    return found.map(({ lane: partition, ...event }) => ({ ...event, partition }));
  }

  /** Asks the worker that feeds the key for another try; false when nothing of it is parked. */
  async askRetry(build: string, key: string): Promise<boolean> {
    const { matchedCount } = await reaching(() =>
      this.parked.updateOne({ _id: idOf(build, key) }, { $set: { retry: true } }),
    );
    return matchedCount === 1;
  }

  /** Asks for another try without this event; false when it is not what the key waits for. */
  async askSkip(build: string, key: string, position: Position): Promise<boolean> {
    const { matchedCount } = await reaching(() =>
      this.parked.updateOne({ _id: idOf(build, key), position }, { $set: { retry: true, skip: position } }),
    );
    return matchedCount === 1;
  }

  /** A try failed; what an operator has asked for since it began (`skip` was what it left out) still holds. */
  async parkAgain(event: ParkedEvent, skip: Position | undefined): Promise<void> {
    const filter = { _id: idOf(event.build, event.key), epoch: { $lte: event.epoch ?? 0 }, skip: skip ?? null };
    await reaching(() => this.parked.replaceOne(filter as Filter<ParkedDocument>, entryOf(event)));
  }

  /** Removes an entry, unless it was made under a later epoch. */
  async remove(build: string, key: string, epoch: number = Number.MAX_SAFE_INTEGER): Promise<void> {
    await reaching(() => this.parked.deleteOne({ _id: idOf(build, key), epoch: { $lte: epoch } }));
  }

  /** The same for many of a build. */
  async removeAll(build: string, keys: readonly string[], epoch: number): Promise<void> {
    const _id = { $in: keys.map((key) => idOf(build, key)) };
    await reaching(() => this.parked.deleteMany({ _id, epoch: { $lte: epoch } }));
  }

  async drop(build: string): Promise<void> {
    await reaching(() => this.parked.deleteMany({ build }));
  }
}

/** The entry is there, under a later epoch. */
const ignoreDuplicates = (error: unknown): void => {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  if ([error.writeErrors].flat().some(({ code }) => code !== 11_000)) throw error;
};
