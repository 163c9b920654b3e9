import { open, type RootDatabase } from 'lmdb';
import { readDocument } from '../bson/read.js';
import type { Document } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import type { CollectionEntry, Storage } from './storage.js';

/** Keys sort by collection, then by record number: 4 and 6 bytes, big-endian. */
function recordKey(collectionId: number, recordNumber: number): Buffer {
  const key = Buffer.allocUnsafe(10);
  key.writeUInt32BE(collectionId, 0);
  key.writeUIntBE(recordNumber, 4, 6);
  return key;
}

const catalogKey = (collectionId: number): Buffer => recordKey(collectionId, 0);

function readEntry(bytes: Buffer): CollectionEntry {
  const { id, database, name, options, indexes } = readDocument(bytes);
  return {
    id: id as number,
    database: database as string,
    name: name as string,
    options: options as Document,
    indexes: indexes as Document[],
  };
}

/**
 * Keeps everything in an LMDB environment in `folder`.
 *
 * All changes of one turn of the event loop, of however many requests, go into one LMDB transaction. `committed` resolves when it is
 * written to the file: it survives kill -9 of this process. The disk is not waited for, since each transaction would wait for the sync
 * of the one before, which costs a stand-in most of its speed; `flushed` asks for a sync and waits for it.
 */
export function lmdbStorage(folder: string): Storage {
  const root = open<Buffer, Buffer>({
    path: folder,
    encoding: 'binary',
    keyEncoding: 'binary',
    maxDbs: 4,
    noMemInit: true,
    noSync: true,
  });
  const catalog = root.openDB<Buffer, Buffer>({ name: 'catalog', encoding: 'binary', keyEncoding: 'binary' });
  const records = root.openDB<Buffer, Buffer>({ name: 'records', encoding: 'binary', keyEncoding: 'binary' });
  let latest: Promise<unknown> = Promise.resolve();
  const queue = (write: Promise<unknown>): void => {
    latest = write;
  };
  const rangeOf = (collectionId: number) => ({
    start: recordKey(collectionId, 0),
    end: recordKey(collectionId + 1, 0),
  });

  return {
    collections: () => [...catalog.getRange()].map(({ value }) => readEntry(value)),
    *records(collectionId) {
      for (const { key, value } of records.getRange(rangeOf(collectionId))) yield [key.readUIntBE(4, 6), value];
    },
    putCollection: (entry) => queue(catalog.put(catalogKey(entry.id), writeDocument({ ...entry }))),
    dropCollection: (collectionId) => queue(catalog.remove(catalogKey(collectionId))),
    putRecord: (collectionId, recordNumber, bytes) => queue(records.put(recordKey(collectionId, recordNumber), bytes)),
    deleteRecord: (collectionId, recordNumber) => queue(records.remove(recordKey(collectionId, recordNumber))),
    committed: async () => void (await latest),
    flushed: async () => {
      await latest;
      await synced(root);
    },
    close: async () => {
      await latest;
      await synced(root);
      await root.close();
    },
  };
}

// The package's types do not have it.
const synced = (root: RootDatabase<Buffer, Buffer>): Promise<void> =>
  new Promise((resolve, reject) => {
    const withSync = root as unknown as { sync(done: (fault?: unknown) => void): void };
    withSync.sync((fault) => (fault instanceof Error ? reject(fault) : resolve()));
  });
