import { describe, expect, it } from '@jest/globals';
import type { Collection } from 'mongodb';
import { MongoClient } from 'mongodb';
import { temporaryFolders } from './testing/folder.js';
import { spawnMongo } from './testing/process.js';

const ROUNDS = 20;
const WRITERS = 6;
const folder = temporaryFolders();

/** The numbers of one seed (mulberry32), so that a failing run can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Counter {
  _id: string;
  count: number;
  unique: string;
}

/** What one writer was told is done. */
interface Acknowledged {
  inserted: string[];
  count: number;
}

/** Inserts batches and counts up one document, until the server is gone. */
async function write(collection: Collection<Counter>, writer: string, acknowledged: Acknowledged): Promise<void> {
  try {
    for (let n = acknowledged.count; ; n++) {
      const ids = [0, 1, 2].map((k) => `${writer}-${n}-${k}-${acknowledged.inserted.length}`);
      await collection.insertMany(
        ids.map((_id) => ({ _id, count: n, unique: _id })),
        { ordered: false },
      );
      acknowledged.inserted.push(...ids);
      await collection.updateOne({ _id: writer }, { $set: { count: n + 1, unique: writer } }, { upsert: true });
      acknowledged.count = n + 1;
    }
  } catch {
    // The kill cut this write off: it was not acknowledged, so it may be there or not.
  }
}

describe('kill -9 under load', () => {
  it(`loses nothing that was acknowledged, ${ROUNDS} times on one folder`, async () => {
    const data = await folder();
    const seed = Date.now() % 1_000_000;
    const random = seeded(seed);
    const writers = Array.from({ length: WRITERS }, (_, i): [string, Acknowledged] => [
      `writer${i}`,
      { inserted: [], count: 0 },
    ]);
    for (let round = 0; round <= ROUNDS; round++) {
      const mongo = await spawnMongo(['--data', data]);
      const client = await MongoClient.connect(mongo.url, { retryReads: false });
      const collection = client.db('kept').collection<Counter>('things');
      if (round === 0) await collection.createIndex({ unique: 1 }, { unique: true });
      const kept = new Map((await collection.find().toArray()).map((document) => [document._id, document.count]));
      const missing = writers.flatMap(([, { inserted }]) => inserted.filter((id) => !kept.has(id)));
      expect({ seed, round, missing }).toEqual({ seed, round, missing: [] });
      for (const [writer, acknowledged] of writers) {
        const count = kept.get(writer) ?? 0;
        expect([seed, round, count - acknowledged.count]).toEqual([seed, round, count > acknowledged.count ? 1 : 0]);
        acknowledged.count = count;
      }
      expect(
        await collection
          .find({ unique: { $gte: '' } })
          .sort({ unique: 1 })
          .toArray(),
      ).toHaveLength(kept.size);
      const writing = writers.map(([writer, acknowledged]) => write(collection, writer, acknowledged));
      await new Promise((next) => setTimeout(next, 5 + random() * 60));
      expect(await mongo.end('SIGKILL')).toBe('SIGKILL');
      await Promise.all(writing);
      await client.close();
    }
    expect(writers.reduce((sum, [, { inserted }]) => sum + inserted.length, 0)).toBeGreaterThan(ROUNDS * WRITERS);
  }, 60_000);
});
