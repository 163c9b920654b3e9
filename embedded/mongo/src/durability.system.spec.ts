import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { ownMongo } from './testing/given-mongo.js';
import { temporaryFolders } from './testing/folder.js';
import { killUnderLoadRepeatedly } from './testing/killed-under-load.js';

const ROUNDS = 5;
const folder = temporaryFolders();

/** Runs `use` on a server that keeps its data in `dataDir`. */
async function onServer<T>(dataDir: string, use: (client: MongoClient) => Promise<T>): Promise<T> {
  const server = await ownMongo({ port: 0, dataDir });
  const client = await MongoClient.connect(`mongodb://127.0.0.1:${server.port}`);
  try {
    return await use(client);
  } finally {
    await client.close();
    await server.stop();
  }
}

describe('durability (write concern w: 1)', () => {
  const seed = Date.now() % 1_000_000;
  it(`kill -9 under load, ${ROUNDS} times, loses nothing that was acknowledged (seed ${seed})`, async () => {
    expect(await killUnderLoadRepeatedly(ROUNDS, await folder(), seed)).toBeGreaterThan(ROUNDS * 10);
  });

  it('half a write behind the last commit is no document, and is written over', async () => {
    const data = await folder();
    await onServer(data, (client) => client.db('kept').collection<{ _id: number }>('things').insertOne({ _id: 1 }));
    await appendFile(join(data, 'data.mdb'), Buffer.alloc(6_000, 0xa5));
    await onServer(data, (client) => client.db('kept').collection<{ _id: number }>('things').insertOne({ _id: 2 }));
    expect(await onServer(data, (client) => client.db('kept').collection('things').distinct('_id'))).toEqual([1, 2]);
  });
});
