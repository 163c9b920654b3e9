import type { Filter } from 'mongodb';
import { reaching, type Mongo } from './mongo.js';
import type { Build } from '@doremi/event-sourcing';
import type { StoredDocument } from './documents.js';
import type { Changed } from './changes.js';

/** Documents read at once. */
const DOCUMENTS_PER_READ = 500;

/** Every document of a build in the order of its key, each as it is when it is read. Throws EngineUnavailable. */
export async function* scanDocuments(
  mongo: Mongo,
  { id, database }: Pick<Build, 'id' | 'database'>,
): AsyncGenerator<Changed<object>> {
  const collection = mongo.database(database).collection<StoredDocument>(id);
  let after: Filter<StoredDocument> = {};
  for (;;) {
    const stored = await reaching(() => collection.find(after).sort({ _id: 1 }).limit(DOCUMENTS_PER_READ).toArray());
    for (const { _id: key, _position: position, ...document } of stored) yield { key, position, document };
    if (stored.length < DOCUMENTS_PER_READ) return;
    after = { _id: { $gt: stored.at(-1)?._id ?? '' } };
  }
}
