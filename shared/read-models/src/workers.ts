import type { Collection } from 'mongodb';
import { reaching, type Mongo } from './mongo.js';

/** A worker that shares the partitions, for as long as it says so. */
export interface Worker {
  readonly id: string;
  /** The read models it can feed: workers of two releases may run side by side. */
  readonly models: readonly string[];
  readonly until: Date;
}

type WorkerDocument = Omit<Worker, 'id'> & { readonly _id: string };

/** The workers that are there. */
export class Workers {
  private readonly workers: Collection<WorkerDocument>;

  constructor(mongo: Mongo) {
    this.workers = mongo.database('main').collection('workers');
  }

  async announce({ id, models, until }: Worker): Promise<void> {
    await reaching(() => this.workers.updateOne({ _id: id }, { $set: { models, until } }, { upsert: true }));
  }

  /** Those whose time has not run out at `now`. */
  async present(now: Date): Promise<Worker[]> {
    const found = await reaching(() => this.workers.find({ until: { $gt: now } }).toArray());
    return found.map(({ _id, models, until }) => ({ id: _id, models, until }));
  }

  /** Forgets this worker, and those that have been gone since `before`. */
  async leave(id: string, before: Date): Promise<void> {
    await reaching(() => this.workers.deleteMany({ $or: [{ _id: id }, { until: { $lt: before } }] }));
  }
}
