import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { Decimal128, Double, Long, ObjectId } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const orders: Document[] = [
  { _id: 1, store: 1, total: 10, lines: ['a', 'b'], at: new Date(1000) },
  { _id: 2, store: 2, total: 20, lines: ['a'], at: new Date(2000) },
  { _id: 3, store: 1, total: 30, lines: [], at: new Date(3000) },
];

const pipelines: [string, Document[], unknown[]][] = [
  [
    '$match, $sort, $skip, $limit',
    [{ $match: { total: { $gt: 5 } } }, { $sort: { total: -1 } }, { $skip: 1 }, { $limit: 1 }],
    [orders[1]],
  ],
  ['$limit before $sort', [{ $limit: 2 }, { $sort: { _id: -1 } }], [orders[1], orders[0]]],
  [
    '$group',
    [{ $group: { _id: '$store', sum: { $sum: '$total' }, n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: 1, sum: 40, n: 2 },
      { _id: 2, sum: 20, n: 1 },
    ],
  ],
  [
    '$unwind',
    [{ $unwind: '$lines' }, { $group: { _id: '$lines', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: 'a', n: 2 },
      { _id: 'b', n: 1 },
    ],
  ],
  ['$project', [{ $project: { _id: 0, total: 1 } }, { $limit: 1 }], [{ total: 10 }]],
  [
    '$project with expressions',
    [{ $match: { _id: 1 } }, { $project: { twice: { $multiply: ['$total', 2] } } }],
    [{ _id: 1, twice: 20 }],
  ],
  [
    '$addFields',
    [{ $match: { _id: 2 } }, { $addFields: { big: { $gte: ['$total', 20] } } }],
    [{ ...orders[1], big: true }],
  ],
  ['$count', [{ $match: { store: 1 } }, { $count: 'n' }], [{ n: 2 }]],
  ['$count of nothing', [{ $match: { store: 9 } }, { $count: 'n' }], []],
  [
    '$sortByCount',
    [{ $sortByCount: '$store' }],
    [
      { _id: 1, count: 2 },
      { _id: 2, count: 1 },
    ],
  ],
  [
    '$facet',
    [{ $facet: { all: [{ $count: 'n' }], one: [{ $match: { _id: 1 } }, { $project: { total: 1 } }] } }],
    [{ all: [{ n: 3 }], one: [{ _id: 1, total: 10 }] }],
  ],
  ['$replaceRoot', [{ $limit: 1 }, { $replaceRoot: { newRoot: { x: '$total' } } }], [{ x: 10 }]],
  [
    '$match with $expr',
    [{ $match: { $expr: { $gt: ['$total', { $multiply: ['$store', 12] }] } } }, { $project: { _id: 1 } }],
    [{ _id: 3 }],
  ],
];

describe('aggregate:', () => {
  it.each(pipelines)('%s', async (_, pipeline, expected) => {
    const collection = await mongo.collection(orders);
    expect(await collection.aggregate(pipeline).toArray()).toEqual(expected);
  });

  it('joins with $lookup', async () => {
    const collection = await mongo.collection(orders);
    await mongo.client
      .db(collection.dbName)
      .collection('stores')
      .insertMany([{ _id: 1 as never, name: 'Gangnam' }]);
    const pipeline = [
      { $match: { _id: { $lt: 3 } } },
      { $lookup: { from: 'stores', localField: 'store', foreignField: '_id', as: 'at' } },
      { $project: { at: 1 } },
    ];
    expect(await collection.aggregate(pipeline).toArray()).toEqual([
      { _id: 1, at: [{ _id: 1, name: 'Gangnam' }] },
      { _id: 2, at: [] },
    ]);
  });

  it('groups by ObjectId', async () => {
    const [x, y] = [new ObjectId(), new ObjectId()];
    const collection = await mongo.collection([{ of: x }, { of: y }, { of: x }]);
    expect(
      await collection.aggregate([{ $group: { _id: '$of', n: { $sum: 1 } } }, { $sort: { n: -1 } }]).toArray(),
    ).toEqual([
      { _id: x, n: 2 },
      { _id: y, n: 1 },
    ]);
  });

  it('takes variables and documents of its own', async () => {
    const collection = await mongo.collection(orders);
    const found = await collection
      .aggregate([{ $match: { _id: 1 } }, { $project: { x: { $add: ['$total', '$$more'] } } }], { let: { more: 5 } })
      .toArray();
    expect(found).toEqual([{ _id: 1, x: 15 }]);
    expect(
      await collection
        .aggregate([{ $match: { $expr: { $eq: ['$total', '$$of'] } } }, { $count: 'n' }], { let: { of: 20 } })
        .toArray(),
    ).toEqual([{ n: 1 }]);
    expect(
      await mongo
        .database()
        .aggregate([{ $documents: [{ a: 1 }, { a: 2 }] }])
        .toArray(),
    ).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('gives its results in batches', async () => {
    const collection = await mongo.collection(Array.from({ length: 300 }, (_, _id) => ({ _id })));
    expect(await collection.aggregate([{ $addFields: { x: 1 } }], { batchSize: 7 }).toArray()).toHaveLength(300);
  });

  it('uses the index that it is told to, and refuses one that is not there', async () => {
    const collection = await mongo.collection(orders);
    await collection.createIndex({ store: 1 });
    const pipeline = [{ $match: { total: { $gt: 10 } } }, { $project: { _id: 1 } }];
    expect(await collection.aggregate(pipeline, { hint: { store: 1 } }).toArray()).toEqual([{ _id: 3 }, { _id: 2 }]);
    expect(await codeOf(collection.aggregate(pipeline, { hint: 'none' }).toArray())).toBe(2);
  });

  it('does not read the collection through for a $match by an index', async () => {
    const collection = await mongo.collection(orders);
    await collection.createIndex({ store: 1, total: 1 });
    expect(await collection.aggregate([{ $match: { store: 1 } }, { $sort: { total: -1 } }]).toArray()).toEqual([
      orders[2],
      orders[0],
    ]);
  });

  it('passes exact values on, and computes with them exactly', async () => {
    const wide = {
      _id: 1,
      big: Long.fromString('9007199254740993'),
      money: Decimal128.fromString('1.10'),
      whole: new Double(2),
      n: 1,
    };
    const collection = await mongo.collection([wide, { ...wide, _id: 2 }]);
    const [found] = await collection
      .aggregate([{ $addFields: { m: { $add: ['$n', 1] } } }], { promoteValues: false })
      .toArray();
    expect(found).toMatchObject({ big: wide.big, money: wide.money, whole: wide.whole });
    const sums = { _id: null, big: { $sum: '$big' }, money: { $sum: '$money' }, whole: { $avg: '$whole' } };
    expect(await collection.aggregate([{ $group: sums }], { promoteValues: false }).toArray()).toEqual([
      { _id: null, big: Long.fromString('18014398509481986'), money: Decimal128.fromString('2.20'), whole: wide.whole },
    ]);
  });

  it.each([
    ['an unknown stage', [{ $nonsense: 1 }], 40324],
    ['two stages in one', [{ $match: {}, $limit: 1 }], 40323],
    ['an unknown expression', [{ $project: { a: { $nonsense: 1 } } }], 31325],
    ['an unknown expression in another stage', [{ $addFields: { a: { $nonsense: 1 } } }], 168],
    ['an unknown accumulator', [{ $group: { _id: 1, a: { $nonsense: 1 } } }], 15952],
    ['a group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
    ['a match that is no document', [{ $match: 1 }], 15959],
    ['a limit of 0', [{ $limit: 0 }], 15958],
    ['a negative limit', [{ $limit: -1 }], 5107201],
    ['a negative skip', [{ $skip: -1 }], 5107200],
    ['a sort that is no document', [{ $sort: 1 }], 15973],
    ['a sort by 5', [{ $sort: { a: 5 } }], 15975],
    ['a sort by nothing', [{ $sort: {} }], 15976],
    ['a projection of nothing', [{ $project: {} }], 51272],
    ['$out before the end', [{ $out: 'x' }, { $match: {} }], 40601],
    ['$unwind of no path', [{ $unwind: 'lines' }], 28818],
    ['a stage that is left out', [{ $indexStats: {} }], 238],
  ])('refuses %s', async (_, pipeline, code) => {
    const collection = await mongo.collection(orders);
    expect(await codeOf(collection.aggregate(pipeline).toArray())).toBe(code);
  });
});
