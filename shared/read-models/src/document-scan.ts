import type { Filter } from 'mongodb';
import { reaching, type Mongo } from './mongo.js';
import type { Build } from '@doremi/event-sourcing';
import type { Changed } from './changes.js';
import {
  contentOf,
  FINGERPRINT_FIELDS,
  type Fingerprint,
  fingerprintOf,
  type StoredDocument,
} from './stored-document.js';

type Scanned = Pick<Build, 'id' | 'database'>;

/** So many are read at once. */
const DOCUMENTS_PER_READ = 500;
const FINGERPRINTS_PER_READ = 5_000;

/** Every document of a build in the order of its key, each as it is when it is read. Throws EngineUnavailable. */
export async function* scanDocuments(mongo: Mongo, build: Scanned): AsyncGenerator<Changed<object>> {
  for await (const page of pages(mongo, build, {}, DOCUMENTS_PER_READ)) yield* page.map(contentOf);
}

/** The same of the fingerprints alone. */
export async function* scanFingerprints(mongo: Mongo, build: Scanned): AsyncGenerator<Fingerprint> {
  for await (const page of pages(mongo, build, FINGERPRINT_FIELDS, FINGERPRINTS_PER_READ))
    yield* page.map(fingerprintOf);
}

async function* pages(
  mongo: Mongo,
  { id, database }: Scanned,
  projection: Readonly<Record<string, 1>>,
  atOnce: number,
): AsyncGenerator<StoredDocument[]> {
  const collection = mongo.database(database).collection<StoredDocument>(id);
  const read = (after: Filter<StoredDocument>) => {
    const found = collection.find(after, { projection }).sort({ _id: 1 }).limit(atOnce).batchSize(atOnce);
    return reaching(() => found.toArray());
  };
  let page = await read({});
  for (; page.length === atOnce; page = await read({ _id: { $gt: page.at(-1)?._id ?? '' } })) yield page;
  yield page;
}
