import { MongoBulkWriteError, type AnyBulkWriteOperation, type BulkWriteResult, type Collection } from 'mongodb';
import type { Build, Position } from '@doremi/event-sourcing';
import { reaching, type Mongo } from './mongo.js';
import { contentOf, type StoredDocument, storedWith } from './stored-document.js';

/** A document as a fold knows it. */
export interface Loaded {
  readonly document: object;
  readonly position: Position;
}

/** What a fold made of a document. `was` is the position it was read at; null for a document that was not there. */
export interface DocumentWrite {
  readonly key: string;
  readonly document: object;
  readonly position: Position;
  readonly was: Position | null;
}

/** What is left to others after so many milliseconds of work. */
export type Rest = (worked: number) => Promise<void>;

/** How many writes one command carries: so many keep both ends busy, and whoever reads meanwhile does not wait for long. */
const WRITES_PER_COMMAND = 100;

/** The documents of one build. */
export class Documents {
  private readonly collection: Collection<StoredDocument>;

  constructor(
    private readonly mongo: Mongo,
    private readonly build: Pick<Build, 'id' | 'database'>,
  ) {
    this.collection = mongo.database(build.database).collection(build.id);
  }

  /** Makes its indexes where they are missing. */
  async prepare(indexes: readonly Readonly<Record<string, 1 | -1>>[]): Promise<void> {
    if (indexes.length === 0) return;
    await reaching(() => this.collection.createIndexes(indexes.map((key) => ({ key: { ...key } }))));
  }

  /** The documents of these keys; what is missing is not there yet. */
  async load(keys: readonly string[]): Promise<Map<string, Loaded>> {
    const stored = await reaching(() => this.collection.find({ _id: { $in: [...keys] } }).toArray());
    return new Map(stored.map(contentOf).map(({ key, document, position }) => [key, { document, position }]));
  }

  /**
   * Writes each document where it still stands at the position it was read at; a first write is an insert.
   * Returns the keys whose write did not take effect because somebody else wrote in between. `rest` is waited for after each
   * command, given how long that took, in milliseconds.
   */
  async write(writes: readonly DocumentWrite[], rest?: Rest): Promise<string[]> {
    const lost: string[] = [];
    for (let start = 0; start < writes.length; start += WRITES_PER_COMMAND) {
      const begun = performance.now();
      lost.push(...(await this.writeSome(writes.slice(start, start + WRITES_PER_COMMAND))));
      await rest?.(performance.now() - begun);
    }
    return lost;
  }

  private async writeSome(writes: readonly DocumentWrite[]): Promise<string[]> {
    const { matchedCount, insertedCount } = await reaching(() => this.bulkWrite(writes.map(operationOf)));
    if (matchedCount + insertedCount === writes.length) return [];
    const wanted = new Map(writes.map(({ key, position }) => [key, position]));
    const stored = await this.load([...wanted.keys()]);
    return [...wanted].filter(([key, position]) => stored.get(key)?.position !== position).map(([key]) => key);
  }

  /** A duplicate key is an answer here, not a fault: it is a first write that lost a race. */
  private async bulkWrite(operations: AnyBulkWriteOperation<StoredDocument>[]): Promise<BulkWriteResult> {
    try {
      return await this.collection.bulkWrite(operations, { ordered: false });
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error;
      const refused = [error.writeErrors].flat();
      if (refused.length === 0 || refused.some(({ code }) => code !== 11_000)) throw error;
      return error.result;
    }
  }

  async isEmpty(): Promise<boolean> {
    return (await reaching(() => this.collection.findOne({}, { projection: { _id: 1 } }))) === null;
  }

  /** About how many there are. */
  async count(): Promise<number> {
    return reaching(() => this.collection.estimatedDocumentCount());
  }

  async drop(): Promise<void> {
    await reaching(() => this.mongo.database(this.build.database).dropCollection(this.build.id));
  }
}

const operationOf = ({ key, document, position, was }: DocumentWrite): AnyBulkWriteOperation<StoredDocument> =>
  was === null
    ? { insertOne: { document: { ...document, _id: key, ...storedWith(document, position) } } }
    : {
        replaceOne: {
          filter: { _id: key, _position: was },
          replacement: { ...document, ...storedWith(document, position) },
        },
      };
