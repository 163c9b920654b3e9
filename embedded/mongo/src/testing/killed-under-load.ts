import type { Collection } from 'mongodb';
import { MongoClient } from 'mongodb';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { MongoProcess } from './process.js';
import { spawnMongo } from './process.js';

const WRITERS = 6;

/** How long all of them write before the server is killed, at most; milliseconds. */
const WRITES_FOR = 60;

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

/** One life of the server. */
interface Round {
  readonly number: number;
  killed: boolean;
}

/** Inserts batches and counts up one document, until the server is killed; `begun` is told of the first that is done. */
async function write(
  collection: Collection<Counter>,
  writer: string,
  round: Round,
  acknowledged: Acknowledged,
  begun: () => void,
): Promise<void> {
  try {
    for (let n = acknowledged.count; ; n++) {
      const ids = [0, 1, 2].map((k) => `${writer}-${round.number}-${n}-${k}`);
      await collection.insertMany(
        ids.map((_id) => ({ _id, count: n, unique: _id })),
        { ordered: false },
      );
      acknowledged.inserted.push(...ids);
      await collection.updateOne({ _id: writer }, { $set: { count: n + 1, unique: writer } }, { upsert: true });
      acknowledged.count = n + 1;
      begun();
    }
  } catch (fault) {
    if (!round.killed) throw fault; // else the kill cut this write off: it may be there or not
  }
}

/** Compares what the server kept with what the writers were told; a count may be one further, for the write that was cut off. */
async function verify(collection: Collection<Counter>, writers: Map<string, Acknowledged>): Promise<void> {
  const kept = new Map((await collection.find().toArray()).map(({ _id, count }) => [_id, count]));
  for (const [writer, acknowledged] of writers) {
    const missing = acknowledged.inserted.filter((id) => !kept.has(id));
    const count = kept.get(writer) ?? 0;
    if (missing.length > 0) throw new Error(`${writer}: ${missing.join(' ')} missing`);
    if (count < acknowledged.count || count > acknowledged.count + 1)
      throw new Error(`${writer}: ${count} where ${acknowledged.count} was acknowledged`);
    acknowledged.count = count;
  }
  const byIndex = collection.find({ unique: { $gte: '' } }).sort({ unique: 1 });
  if ((await byIndex.toArray()).length !== kept.size) throw new Error('the index has lost documents');
}

/** Starts the writers, waits until each has done something, kills the server so many milliseconds later, and waits for their end. */
async function killUnderLoad(
  mongo: MongoProcess,
  collection: Collection<Counter>,
  writers: Map<string, Acknowledged>,
  round: Round,
  writesFor: number,
): Promise<void> {
  const writing: Promise<void>[] = [];
  const begun = [...writers].map(
    ([writer, acknowledged]) =>
      new Promise<void>((resolve, reject) => {
        const written = write(collection, writer, round, acknowledged, resolve);
        written.catch(reject);
        writing.push(written);
      }),
  );
  await Promise.all(begun);
  await new Promise((next) => setTimeout(next, writesFor));
  round.killed = true;
  if ((await mongo.end('SIGKILL')) !== 'SIGKILL') throw new Error('the server ended before it was killed');
  await Promise.all(writing);
}

/**
 * Kills the server so many times, each time at a random moment with all writers at work, and looks each time whether everything
 * that was acknowledged is there. Throws when it is not; gives the number of acknowledged inserts.
 * @param seed makes the moments the same again
 */
export async function killUnderLoadRepeatedly(rounds: number, data: string, seed: number): Promise<number> {
  const random = mersenne(seed);
  const names = Array.from({ length: WRITERS }, (_, i) => `writer${i}`);
  const writers = new Map(names.map((name): [string, Acknowledged] => [name, { inserted: [], count: 0 }]));
  for (let number = 0; number <= rounds; number++) {
    const mongo = await spawnMongo(['--data', data]);
    const client = await MongoClient.connect(mongo.url, { retryReads: false });
    const collection = client.db('kept').collection<Counter>('things');
    if (number === 0) await collection.createIndex({ unique: 1 }, { unique: true });
    await verify(collection, writers);
    if (number < rounds) {
      const writesFor = uniformInt(random, 0, WRITES_FOR);
      await killUnderLoad(mongo, collection, writers, { number, killed: false }, writesFor);
    } else await mongo.end('SIGTERM');
    await client.close();
  }
  return [...writers.values()].reduce((sum, acknowledged) => sum + acknowledged.inserted.length, 0);
}
