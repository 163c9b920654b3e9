import type { Collection } from 'mongodb';
import { reaching, type Mongo } from './mongo.js';
import type { ParkedEvent } from './parked-events.js';

/** An event that an operator decided to pass over, for one document of one build. */
export interface SkippedEvent extends Pick<ParkedEvent, 'build' | 'key' | 'position' | 'type' | 'stream' | 'error'> {
  /** Who decided it. */
  readonly by: string;
  readonly at: Date;
}

type SkippedDocument = SkippedEvent & { readonly _id: string };

/** What was passed over. Without it nobody could tell a skipped event from a lost one. */
export class SkippedEvents {
  private readonly skipped: Collection<SkippedDocument>;

  constructor(mongo: Mongo) {
    this.skipped = mongo.database('main').collection('skippedEvents');
  }

  /** Records a decision; the first one counts. */
  async record({ build, key, position, type, stream, error }: ParkedEvent, by: string, at: Date): Promise<void> {
    const $setOnInsert = { build, key, position, type, stream, error, by, at };
    const _id = `${build}/${key}/${position}`;
    await reaching(() => this.skipped.updateOne({ _id }, { $setOnInsert }, { upsert: true }));
  }

  /** What was skipped of the builds; of every build when none is named. */
  async list(builds?: readonly string[]): Promise<SkippedEvent[]> {
    const filter = builds ? { build: { $in: [...builds] } } : {};
    return reaching(() => this.skipped.find(filter, { projection: { _id: 0 } }).toArray());
  }

  async drop(build: string): Promise<void> {
    await reaching(() => this.skipped.deleteMany({ build }));
  }
}
