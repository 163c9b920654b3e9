import { describe, expect, it } from '@jest/globals';
import type { CreateIndexesOptions, Document, IndexSpecification } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

describe('createIndexes, listIndexes:', () => {
  it('is shown by listIndexes and may be repeated', async () => {
    const collection = await mongo.collection();
    expect(await collection.createIndex({ a: 1, b: -1 }, { unique: true })).toBe('a_1_b_-1');
    expect(await collection.createIndex({ a: 1, b: -1 }, { unique: true })).toBe('a_1_b_-1');
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60, name: 'ttl' });
    await collection.createIndex({ c: 1 }, { partialFilterExpression: { d: 1 } });
    await collection.createIndex({ e: 1 }, { sparse: true });
    expect(await collection.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'a_1_b_-1', unique: true },
      { v: 2, key: { at: 1 }, name: 'ttl', expireAfterSeconds: 60 },
      { v: 2, key: { c: 1 }, name: 'c_1', partialFilterExpression: { d: 1 } },
      { v: 2, key: { e: 1 }, name: 'e_1', sparse: true },
    ]);
  });

  it.each<[string, IndexSpecification, CreateIndexesOptions, number]>([
    ['the same name with other keys', { b: 1 }, { name: 'a_1' }, 86],
    ['the same name with other options', { a: 1 }, { unique: true }, 85],
    ['the same keys with another name', { a: 1 }, { name: 'other' }, 85],
    ['a direction of 0', { b: 0 as 1 }, {}, 67],
    ['a text index', { b: 'text' }, {}, 238],
    ['a wildcard', { '$**': 1 }, {}, 238],
    ['a negative expiry', { b: 1 }, { expireAfterSeconds: -1 }, 67],
    ['an expiry on two fields', { b: 1, c: 1 }, { expireAfterSeconds: 1 }, 67],
    ['sparse and partial together', { b: 1 }, { sparse: true, partialFilterExpression: { c: 1 } }, 67],
    ['an empty name', { b: 1 }, { name: '' }, 67],
  ])('refuses %s', async (_, key, options, code) => {
    const collection = await mongo.collection();
    await collection.createIndex({ a: 1 });
    expect(await codeOf(collection.createIndex(key, options))).toBe(code);
    expect(await collection.indexes()).toHaveLength(2);
  });

  it('refuses unique keys that the documents break', async () => {
    const collection = await mongo.collection([{ a: 1 }, { a: 1 }]);
    expect(await codeOf(collection.createIndex({ a: 1 }, { unique: true }))).toBe(11000);
    expect(await collection.indexes()).toHaveLength(1);
  });

  it('adds none of several when one cannot be', async () => {
    const collection = await mongo.collection([{ a: 1 }, { a: 1 }]);
    const both = collection.createIndexes([{ key: { b: 1 } }, { key: { a: 1 }, unique: true }]);
    expect(await codeOf(both)).toBe(11000);
    expect((await collection.indexes()).map(({ name }) => name)).toEqual(['_id_']);
  });

  it.each([
    ['an unknown option', [{ key: { a: 1 }, name: 'a', nonsense: 1 }], 197],
    ['no keys', [{ key: {}, name: 'a' }], 67],
    ['no name', [{ key: { a: 1 } }], 9],
    ['no index', [], 2],
  ])('refuses %s', async (_, indexes, code) => {
    expect(await codeOf(mongo.database().command({ createIndexes: 'things', indexes }))).toBe(code);
  });
});

describe('createIndexes with unique: a unique index', () => {
  it.each<[string, IndexSpecification, CreateIndexesOptions, Document[], Document, Document | null]>([
    ['on one field', { a: 1 }, {}, [{ a: 1 }], { a: 1 }, { a: 1 }],
    ['for equal numbers of other types', { a: 1 }, {}, [{ a: 1 }], { a: 1.0 }, { a: 1 }],
    ['on a missing field', { a: 1 }, {}, [{ b: 1 }], { b: 2 }, { a: null }],
    ['on two fields', { a: 1, b: 1 }, {}, [{ a: 1, b: 1 }], { a: 1, b: 1 }, { a: 1, b: 1 }],
    ['on two fields, one of which differs', { a: 1, b: 1 }, {}, [{ a: 1, b: 1 }], { a: 1, b: 2 }, null],
    ['on an inner field', { 'a.b': 1 }, {}, [{ a: { b: 1 } }], { a: { b: 1 } }, { 'a.b': 1 }],
    ['on elements of arrays', { a: 1 }, {}, [{ a: [1, 2] }], { a: [2, 3] }, { a: 2 }],
    ['within one array', { a: 1 }, {}, [], { a: [2, 2] }, null],
    ['that is sparse, on a missing field', { a: 1 }, { sparse: true }, [{ b: 1 }], { b: 2 }, null],
    [
      'that is partial, outside of it',
      { a: 1 },
      { partialFilterExpression: { on: true } },
      [{ a: 1 }],
      { a: 1, on: true },
      null,
    ],
    [
      'that is partial, within it',
      { a: 1 },
      { partialFilterExpression: { on: true } },
      [{ a: 1, on: true }],
      { a: 1, on: true },
      { a: 1 },
    ],
  ])('%s', async (_, key, options, before, added, keyValue) => {
    const collection = await mongo.collection(before);
    await collection.createIndex(key, { ...options, unique: true });
    const fault = await collection.insertOne({ ...added }).catch((error: unknown) => error);
    if (keyValue) expect(fault).toMatchObject({ code: 11000, keyPattern: key, keyValue });
    else expect(fault).toMatchObject({ acknowledged: true });
    expect(await collection.countDocuments()).toBe(before.length + (keyValue ? 0 : 1));
  });

  it('holds for updates, and lets a document keep its own key', async () => {
    const collection = await mongo.collection([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    await collection.createIndex({ a: 1 }, { unique: true });
    expect(await codeOf(collection.updateOne({ _id: 2 as never }, { $set: { a: 1, b: 1 } }))).toBe(11000);
    expect(await collection.findOne({ a: 2 })).toEqual({ _id: 2, a: 2 });
    await collection.updateOne({ _id: 2 as never }, { $set: { a: 2, b: 1 } });
    await collection.updateOne({ _id: 2 as never }, { $set: { a: 3 } });
    await collection.deleteOne({ _id: 1 as never });
    await collection.insertMany([{ a: 1 }, { a: 2 }]);
    expect(
      await collection
        .find()
        .sort({ a: 1 })
        .map(({ a }) => a as unknown)
        .toArray(),
    ).toEqual([1, 2, 3]);
  });
});

it('createIndexes: two fields of one index cannot both be arrays', async () => {
  const collection = await mongo.collection([{ _id: 1, a: [1, 2], b: 1 }]);
  await collection.createIndex({ a: 1, b: 1 });
  expect(await codeOf(collection.insertOne({ _id: 2 as never, a: [1], b: [2] }))).toBe(171);
  expect(await codeOf(collection.updateOne({ _id: 1 as never }, { $set: { b: [1] } }))).toBe(171);
  expect(await collection.find().toArray()).toEqual([{ _id: 1, a: [1, 2], b: 1 }]);
  expect(await codeOf(collection.createIndex({ a: 1, b: -1, c: 1 }))).toBe(0);
});

describe('dropIndexes:', () => {
  it('takes an index by name, by key, or all', async () => {
    const collection = await mongo.collection([{ a: 1 }, { a: 1 }]);
    await collection.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
    await collection.dropIndex('a_1');
    await mongo.client.db(collection.dbName).command({ dropIndexes: 'things', index: { b: 1 } });
    expect((await collection.indexes()).map(({ name }) => name)).toEqual(['_id_', 'c_1']);
    await collection.dropIndexes();
    expect(await collection.indexes()).toHaveLength(1);
    expect(await collection.find({ a: 1 }).toArray()).toHaveLength(2);
  });

  it.each([
    ['an index that is not there', 'nonsense', 27],
    ['the index of _id', '_id_', 72],
  ])('refuses %s', async (_, name, code) => {
    const collection = await mongo.collection([{}]);
    expect(await codeOf(collection.dropIndex(name))).toBe(code);
  });

  it('and listIndexes of a collection that is not there are errors', async () => {
    const collection = await mongo.collection();
    expect(await codeOf(collection.dropIndex('a_1'))).toBe(26);
    expect(await codeOf(collection.indexes())).toBe(26);
  });
});

describe('createIndexes with expireAfterSeconds, collMod: a TTL index', () => {
  it('removes documents when their time is over, and no others', async () => {
    const past = new Date(Date.now() - 60_000);
    const collection = await mongo.collection([
      { _id: 'past', at: past },
      { _id: 'one of several', at: [new Date(Date.now() + 60_000), past] },
      { _id: 'recent', at: new Date(Date.now() - 1_000) },
      { _id: 'future', at: new Date(Date.now() + 60_000) },
      { _id: 'no date', at: 5 },
      { _id: 'nothing' },
    ]);
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 50 });
    while ((await collection.countDocuments()) > 4) await new Promise((next) => setTimeout(next, 50));
    expect(await collection.distinct('_id')).toEqual(['recent', 'future', 'no date', 'nothing']);
  });

  it('can be given another time', async () => {
    const collection = await mongo.collection([{ at: new Date(Date.now() - 60_000) }]);
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    const command = { collMod: 'things', index: { name: 'at_1', expireAfterSeconds: 30 } };
    expect(await mongo.client.db(collection.dbName).command(command)).toMatchObject({
      expireAfterSeconds_old: 3600,
      expireAfterSeconds_new: 30,
    });
    while ((await collection.countDocuments()) > 0) await new Promise((next) => setTimeout(next, 50));
    expect((await collection.indexes())[1]).toMatchObject({ expireAfterSeconds: 30 });
  });
});

describe('a hidden index', () => {
  it('holds, and is not used until it is shown again', async () => {
    const collection = await mongo.collection([{ a: 1 }]);
    const database = mongo.client.db(collection.dbName);
    await collection.createIndex({ a: 1 }, { unique: true, hidden: true });
    const stage = async (): Promise<unknown> => {
      const { queryPlanner } = await collection.find({ a: 1 }).explain();
      return (queryPlanner as { winningPlan: { stage: string } }).winningPlan.stage;
    };
    expect(await stage()).toBe('COLLSCAN');
    expect(await codeOf(collection.insertOne({ a: 1 }))).toBe(11000);
    expect(await codeOf(collection.find({}, { hint: 'a_1' }).toArray())).toBe(2);
    expect((await collection.indexes())[1]).toMatchObject({ hidden: true });
    const shown = await database.command({ collMod: 'things', index: { name: 'a_1', hidden: false } });
    expect(shown).toMatchObject({ hidden_old: true, hidden_new: false });
    expect(await stage()).toBe('IXSCAN');
    await database.command({ collMod: 'things', index: { keyPattern: { a: 1 }, hidden: true } });
    expect(await stage()).toBe('COLLSCAN');
  });

  it('is all that collMod changes besides an expiry', async () => {
    const collection = await mongo.collection([{ a: 1 }]);
    await collection.createIndex({ a: 1 });
    const change = (index: object) => codeOf(mongo.client.db(collection.dbName).command({ collMod: 'things', index }));
    expect(await change({ name: 'a_1', prepareUnique: true })).toBe(238);
    expect(await change({ name: 'a_1', expireAfterSeconds: 'soon' })).toBe(14);
    expect(await change({ name: 'none', hidden: true })).toBe(27);
  });
});
