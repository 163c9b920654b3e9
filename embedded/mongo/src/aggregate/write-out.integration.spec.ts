import { describe, expect, it } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const orders: Document[] = [
  { _id: 1, store: 1, total: 10 },
  { _id: 2, store: 2, total: 20 },
  { _id: 3, store: 1, total: 30 },
];

/** Orders, and a collection beside them that the results go to. */
async function withTarget(there: Document[]): Promise<[orders: Collection, target: Collection]> {
  const collection = await mongo.collection(orders);
  const target = mongo.client.db(collection.dbName).collection('target');
  if (there.length > 0) await target.insertMany(there);
  return [collection, target];
}

describe('$out', () => {
  it('puts the results in place of what was there, and keeps the indexes', async () => {
    const [collection, target] = await withTarget([{ old: true }]);
    await target.createIndex({ total: 1 });
    expect(await collection.aggregate([{ $match: { store: 1 } }, { $out: 'target' }]).toArray()).toEqual([]);
    expect(await target.find().toArray()).toEqual([orders[0], orders[2]]);
    expect(await target.indexes()).toHaveLength(2);
    expect(await mongo.client.db(collection.dbName).listCollections().toArray()).toHaveLength(2);
  });
});

describe('$merge', () => {
  it.each<[string, Document, Document]>([
    ['merges by default', {}, { _id: 1, kept: true, total: 10 }],
    ['replaces', { whenMatched: 'replace' }, { _id: 1, total: 10 }],
    ['keeps what is there', { whenMatched: 'keepExisting' }, { _id: 1, kept: true }],
    [
      'computes with a pipeline, in which $$new is what comes',
      { whenMatched: [{ $set: { total: { $add: ['$$new.total', 5] } } }] },
      { _id: 1, kept: true, total: 15 },
    ],
    [
      'gives a pipeline variables of its own',
      { let: { twice: { $multiply: ['$total', 2] } }, whenMatched: [{ $set: { total: '$$twice' } }] },
      { _id: 1, kept: true, total: 20 },
    ],
  ])('%s', async (_, options, expected) => {
    const [collection, target] = await withTarget([{ _id: 1, kept: true }]);
    await collection.aggregate([{ $project: { total: 1 } }, { $merge: { into: 'target', ...options } }]).toArray();
    expect(await target.findOne({ _id: 1 as never })).toEqual(expected);
    expect(await target.countDocuments()).toBe(3);
  });

  it('can leave out what matches nothing', async () => {
    const [collection, target] = await withTarget([{ _id: 1 }]);
    await collection.aggregate([{ $merge: { into: 'target', whenNotMatched: 'discard' } }]).toArray();
    expect(await target.find().toArray()).toEqual([orders[0]]);
  });

  it('tells documents apart by other fields where a unique index does', async () => {
    const [collection, target] = await withTarget([{ _id: 'a', store: 2, kept: true }]);
    await target.createIndex({ store: 1 }, { unique: true });
    const pipeline = [
      { $group: { _id: '$store', sum: { $sum: '$total' } } },
      { $project: { _id: 0, store: '$_id', sum: 1 } },
      { $merge: { into: 'target', on: 'store' } },
    ];
    await collection.aggregate(pipeline).toArray();
    expect(await target.find({}, { projection: { _id: 0 }, sort: { store: 1 } }).toArray()).toEqual([
      { store: 1, sum: 40 },
      { store: 2, sum: 20, kept: true },
    ]);
  });

  it('tells which document is there already', async () => {
    const [collection] = await withTarget([{ _id: 2 }]);
    const merged = collection.aggregate([{ $merge: { into: 'target', whenMatched: 'fail' } }]).toArray();
    expect(await merged.catch((fault: unknown) => fault)).toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 2 },
    });
  });

  it.each([
    ['what matches nothing', { whenNotMatched: 'fail' }, 13113],
    ['fields that no unique index tells apart', { on: 'store' }, 51183],
    ['a choice that is none', { whenMatched: 'nonsense' }, 2],
    ['another choice that is none', { whenNotMatched: 'nonsense' }, 2],
    ['to fail on both', { whenMatched: 'fail', whenNotMatched: 'discard' }, 51181],
    ['variables without a pipeline', { whenMatched: 'merge', let: { a: 1 } }, 51199],
    ['a pipeline that groups', { whenMatched: [{ $group: { _id: 1 } }] }, 72],
  ])('refuses %s', async (_, options, code) => {
    const [collection] = await withTarget([{ _id: 2 }]);
    const pipeline = [{ $match: { _id: { $gt: 1 } } }, { $merge: { into: 'target', ...options } }];
    expect(await codeOf(collection.aggregate(pipeline).toArray())).toBe(code);
  });

  it.each([
    ['missing', {}, 51132],
    ['null', { at: null }, 51132],
    ['an array', { at: [1] }, 51185],
  ])('refuses a field to match by that is %s', async (_, fields, code) => {
    const [collection, target] = await withTarget([]);
    await target.createIndex({ at: 1 }, { unique: true });
    await collection.updateMany({}, { $set: fields, $unset: { store: 1 } });
    expect(await codeOf(collection.aggregate([{ $merge: { into: 'target', on: 'at' } }]).toArray())).toBe(code);
  });
});
