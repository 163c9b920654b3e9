import { afterEach, describe, expect, it } from '@jest/globals';
import type { Db } from 'mongodb';
import { Double, Long, MongoClient } from 'mongodb';
import type { RunningMongo } from './server.js';
import { ownMongo } from './testing/given-mongo.js';
import { temporaryFolders } from './testing/folder.js';

const folder = temporaryFolders();
let running: RunningMongo | undefined;
let client: MongoClient | undefined;

async function start(dataDir: string): Promise<Db> {
  running = await ownMongo({ port: 0, dataDir });
  client = await MongoClient.connect(`mongodb://127.0.0.1:${running.port}`);
  return client.db('kept');
}

async function stop(): Promise<void> {
  await client?.close();
  await running?.stop();
  client = running = undefined;
}

afterEach(stop);

describe('a server started again on its folder', () => {
  /** Does something, restarts, and gives the database as it then is. */
  async function afterRestart(work: (database: Db) => Promise<unknown>): Promise<Db> {
    const dataDir = await folder();
    await work(await start(dataDir));
    await stop();
    return start(dataDir);
  }

  it('has every document as it was, in natural order', async () => {
    const documents = [
      { _id: 'z', whole: new Double(1), long: Long.fromString('9007199254740993') },
      { _id: 'a' },
      { _id: 5 },
    ];
    const database = await afterRestart(async (before) => {
      await before.collection('things').insertMany(documents as never[]);
      await before.collection('things').updateOne({ _id: 'a' as never }, { $set: { x: 'y'.repeat(5000) } });
      await before.collection('things').insertOne({ _id: 'gone' as never });
      await before.collection('things').deleteOne({ _id: 'gone' as never });
    });
    const found = await database.collection('things').find({}, { promoteValues: false }).toArray();
    expect(found.map(({ _id }) => String(_id))).toEqual(['z', 'a', '5']);
    expect(found[0]).toEqual(documents[0]);
    await database.collection('things').insertOne({ _id: 'later' as never });
    expect(
      await database
        .collection('things')
        .find()
        .map(({ _id }) => String(_id))
        .toArray(),
    ).toEqual(['z', 'a', '5', 'later']);
  });

  it('has its indexes, and they hold', async () => {
    const database = await afterRestart(async (before) => {
      await before.collection('things').insertMany([{ a: 1 }, { a: 2 }]);
      await before.collection('things').createIndex({ a: 1 }, { unique: true, name: 'mine' });
      await before.collection('things').createIndex({ b: 1 });
      await before.collection('things').dropIndex('b_1');
    });
    expect((await database.collection('things').indexes()).map(({ name }) => name)).toEqual(['_id_', 'mine']);
    await expect(database.collection('things').insertOne({ a: 2 })).rejects.toMatchObject({ code: 11000 });
  });

  it('has its views and validators, and they hold', async () => {
    const database = await afterRestart(async (before) => {
      await before.createCollection('things', { validator: { a: { $gt: 0 } } });
      await before.collection('things').insertMany([{ a: 1 }, { a: 2 }]);
      await before.createCollection('large', { viewOn: 'things', pipeline: [{ $match: { a: { $gt: 1 } } }] });
    });
    await expect(database.collection('things').insertOne({ a: 0 })).rejects.toMatchObject({ code: 121 });
    expect(await database.collection('large').distinct('a')).toEqual([2]);
  });

  it('has what was created, renamed and dropped', async () => {
    const database = await afterRestart(async (before) => {
      await before.createCollection('empty');
      for (const name of ['a', 'b', 'c']) await before.collection(name).insertOne({ _id: name as never });
      await before.renameCollection('a', 'b', { dropTarget: true });
      await before.dropCollection('c');
      await before.collection('c').insertOne({ _id: 'second' as never });
      await before.collection('d').insertOne({ _id: 'd' as never });
      await before.dropCollection('d');
    });
    const names = (await database.listCollections().toArray()).map(({ name }) => name);
    expect(names).toEqual(['b', 'c', 'empty']);
    expect(await database.collection('b').distinct('_id')).toEqual(['a']);
    expect(await database.collection('c').distinct('_id')).toEqual(['second']);
    await database.collection('new').insertOne({ _id: 'new' as never });
    expect(await database.collection('new').distinct('_id')).toEqual(['new']);
  });
});

it('a folder has one server at a time', async () => {
  const dataDir = await folder();
  await start(dataDir);
  await expect(ownMongo({ port: 0, dataDir })).rejects.toThrow(/in use by another process/);
});

it('a port that is taken is an error, and the folder is free again', async () => {
  await start(await folder());
  const dataDir = await folder();
  await expect(ownMongo({ port: running?.port ?? 0, dataDir })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const second = await ownMongo({ port: 0, dataDir });
  await second.stop();
});

it('write concern j: a write that asks for the journal is answered too', async () => {
  const database = await start(await folder());
  const result = await database.collection('things').insertOne({ a: 1 }, { writeConcern: { w: 1, j: true } });
  expect(result.acknowledged).toBe(true);
});
