import type { Collection } from 'mongodb';
import type { EventLog, Mismatch } from '@doremi/event-sourcing';
import { reaching, type Mongo } from './mongo.js';
import { ignoreDuplicate } from './duplicates.js';

/** That an operator accepted the event store as it is. */
export interface Accepted {
  /** The generation that began with it. */
  readonly generation: number;
  readonly by: string;
  readonly at: Date;
  readonly mismatch: Mismatch;
}

export interface EventLogEntry extends EventLog {
  readonly accepted: readonly Accepted[];
}

type EntryDocument = EventLogEntry & { readonly _id: string };

const NEW: EventLogEntry = { generation: 0, mismatch: null, accepted: [] };

/** The read side's record of the log that it was made from: the truth about a mismatch, for every process. */
export class EventLogRecord {
  private readonly entries: Collection<EntryDocument>;

  constructor(mongo: Mongo) {
    this.entries = mongo.database('main').collection('log');
  }

  async read(): Promise<EventLogEntry> {
    const found = await reaching(() => this.entries.findOne({ _id: 'log' }));
    if (!found) return NEW;
    const { generation, mismatch, accepted } = found;
    return { generation, mismatch, accepted };
  }

  /**
   * Records a mismatch with the log of a generation: the one that the record was in before the events were asked for that
   * are missing. False where one stands already, or another generation has begun.
   */
  async prove(generation: number, mismatch: Mismatch): Promise<boolean> {
    await this.prepare();
    return this.change({ generation, mismatch: null }, { $set: { mismatch } });
  }

  /** Settles the mismatch that stands; false where none does, or the generation is not newer than the one there is. */
  async accept({ generation, by, at, mismatch }: Accepted): Promise<boolean> {
    return this.change(
      { generation: { $lt: generation }, mismatch: { $ne: null } },
      { $set: { generation, mismatch: null }, $push: { accepted: { generation, by, at, mismatch } } },
    );
  }

  /** Learns of a generation that the log knows and this record does not: it is older than the log. */
  async raise(generation: number): Promise<boolean> {
    await this.prepare();
    return this.change({ generation: { $lt: generation } }, { $set: { generation } });
  }

  private async prepare(): Promise<void> {
    await reaching(() => this.entries.updateOne({ _id: 'log' }, { $setOnInsert: NEW }, { upsert: true })).catch(
      ignoreDuplicate,
    );
  }

  private async change(filter: object, update: object): Promise<boolean> {
    const { matchedCount } = await reaching(() => this.entries.updateOne({ _id: 'log', ...filter }, update));
    return matchedCount === 1;
  }
}
