import type { Collection } from 'mongodb';
import type { Position } from '../../kernel/position.js';
import { reaching, type Mongo } from '../mongo.js';

/** An event that a fold threw on. Later events of the same key wait in the event store until it is retried. */
export interface ParkedEvent {
  readonly build: string;
  readonly lane: number;
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
}

type ParkedDocument = ParkedEvent & { readonly _id: string };

const idOf = (build: string, key: string): string => `${build}/${key}`;

/** What waits for an operator: at most one entry per build and key. */
export class ParkedEvents {
  private readonly parked: Collection<ParkedDocument>;

  constructor(mongo: Mongo) {
    this.parked = mongo.database('main').collection('parkedEvents');
  }

  /** Parks each event, unless its key is parked already. */
  async park(events: readonly ParkedEvent[]): Promise<void> {
    if (events.length === 0) return;
    const operations = events.map((event) => ({
      updateOne: { filter: { _id: idOf(event.build, event.key) }, update: { $setOnInsert: event }, upsert: true },
    }));
    await reaching(() => this.parked.bulkWrite(operations, { ordered: false }));
  }

  /** What is parked of the builds; of every build when none is named. */
  async list(builds?: readonly string[]): Promise<ParkedEvent[]> {
    const filter = builds ? { build: { $in: [...builds] } } : {};
    return reaching(() => this.parked.find(filter, { projection: { _id: 0 } }).toArray());
  }

  /** Asks the worker that feeds the key for another try; false when nothing of it is parked. */
  async askRetry(build: string, key: string): Promise<boolean> {
    const { matchedCount } = await reaching(() =>
      this.parked.updateOne({ _id: idOf(build, key) }, { $set: { retry: true } }),
    );
    return matchedCount === 1;
  }

  /** The retry failed as well: the event that is now first, and why. */
  async parkAgain(event: ParkedEvent): Promise<void> {
    await reaching(() => this.parked.replaceOne({ _id: idOf(event.build, event.key) }, event));
  }

  async remove(build: string, key: string): Promise<void> {
    await reaching(() => this.parked.deleteOne({ _id: idOf(build, key) }));
  }

  async drop(build: string): Promise<void> {
    await reaching(() => this.parked.deleteMany({ build }));
  }
}
