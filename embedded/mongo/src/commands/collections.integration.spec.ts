import { describe, expect, it } from '@jest/globals';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

describe('create, drop, dropDatabase, listCollections: collections', () => {
  it('come with the first write, with create, and with an index', async () => {
    const database = mongo.database();
    await database.collection('b').insertOne({});
    await database.createCollection('a');
    await database.collection('c').createIndex({ x: 1 });
    const listed = await database.listCollections().toArray();
    expect(listed.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(listed[0]).toMatchObject({
      type: 'collection',
      options: {},
      info: { readOnly: false },
      idIndex: { name: '_id_' },
    });
    expect(await database.listCollections({ name: /b|c/ }, { nameOnly: true }).toArray()).toEqual([
      { name: 'b', type: 'collection' },
      { name: 'c', type: 'collection' },
    ]);
  });

  it('are created once', async () => {
    const database = mongo.database();
    await database.command({ create: 'a' });
    expect(await codeOf(database.command({ create: 'a' }))).toBe(48);
  });

  it('are dropped with their documents and indexes', async () => {
    const collection = await mongo.collection([{ _id: 1 }]);
    await collection.createIndex({ a: 1 }, { unique: true });
    expect(await collection.drop()).toBe(true);
    expect(await collection.drop()).toBe(true);
    await collection.insertMany([{ _id: 1 as never }, {}]);
    expect(await collection.indexes()).toHaveLength(1);
  });

  it('are emptied with their database', async () => {
    const database = mongo.database();
    await database.collection('a').insertOne({});
    expect((await mongo.client.db('admin').admin().listDatabases()).databases).toContainEqual(
      expect.objectContaining({ name: database.databaseName, empty: false }),
    );
    await database.dropDatabase();
    expect(await database.listCollections().toArray()).toEqual([]);
    expect((await mongo.client.db('admin').admin().listDatabases({ nameOnly: true })).databases).not.toContainEqual({
      name: database.databaseName,
    });
  });
});

describe('renameCollection:', () => {
  it('moves documents and indexes', async () => {
    const collection = await mongo.collection([{ _id: 1, a: 1 }]);
    await collection.createIndex({ a: 1 }, { unique: true });
    const renamed = await collection.rename('other');
    expect(await renamed.find().toArray()).toEqual([{ _id: 1, a: 1 }]);
    expect(await renamed.indexes()).toHaveLength(2);
    const fault = await renamed.insertOne({ a: 1 }).catch((error: unknown) => error);
    expect((fault as Error).message).toContain(`${collection.dbName}.other index: a_1`);
    expect(await collection.countDocuments()).toBe(0);
  });

  it('takes the place of another only when told to', async () => {
    const database = mongo.database();
    await database.collection('old').insertOne({ _id: 'old' as never });
    await database.collection('new').insertOne({ _id: 'new' as never });
    expect(await codeOf(database.renameCollection('new', 'old'))).toBe(48);
    await database.renameCollection('new', 'old', { dropTarget: true });
    expect(await database.collection('old').distinct('_id')).toEqual(['new']);
    expect(await database.listCollections().toArray()).toHaveLength(1);
  });

  it.each([
    ['what is not there', (name: string) => ({ renameCollection: `${name}.no`, to: `${name}.b` }), 'admin', 26],
    ['to itself', (name: string) => ({ renameCollection: `${name}.a`, to: `${name}.a` }), 'admin', 20],
    ['to no name', (name: string) => ({ renameCollection: `${name}.a`, to: 'nonsense' }), 'admin', 73],
    ['outside of admin', (name: string) => ({ renameCollection: `${name}.a`, to: `${name}.b` }), 'other', 20],
  ])('refuses %s', async (_, command, on, code) => {
    const database = mongo.database();
    await database.createCollection('a');
    expect(await codeOf(mongo.client.db(on).command(command(database.databaseName)))).toBe(code);
  });
});
