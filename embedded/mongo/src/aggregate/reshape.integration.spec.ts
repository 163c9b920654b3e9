import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { Long } from 'mongodb';
import { first, only, sales } from '../testing/sales.js';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const stages: [string, Document[], Document[]][] = [
  [
    '$addFields to documents further in',
    [first, { $addFields: { 'o.z': 1, 'n.m': 2 } }, only('o', 'n')],
    [{ _id: 1, o: { p: 1, q: [{ r: 1 }, 5], z: 1 }, n: { m: 2 } }],
  ],
  [
    '$set to the elements of an array',
    [first, { $set: { 'o.q.k': 9 } }, only('o')],
    [{ _id: 1, o: { p: 1, q: [{ r: 1, k: 9 }, { k: 9 }] } }],
  ],
  [
    '$set that takes a field away',
    [first, { $set: { o: '$$REMOVE', tags: '$$REMOVE' } }],
    [{ _id: 1, shop: 'a', day: 1, n: 10 }],
  ],
  [
    '$set of a plain value',
    [first, { $set: { shop: 5, day: { x: { y: '$n' } } } }, only('shop', 'day')],
    [{ _id: 1, shop: 5, day: { x: { y: 10 } } }],
  ],
  ['$unset', [first, { $unset: ['o.q', 'tags', 'shop', 'day', 'n'] }], [{ _id: 1, o: { p: 1 } }]],
  ['$project of inner fields', [first, { $project: { _id: 0, 'o.q.r': 1 } }], [{ o: { q: [{ r: 1 }] } }]],
  [
    '$project that computes beside what it keeps',
    [first, { $project: { n: 1, x: { y: { $add: ['$n', 1] } }, o: { p: 1, s: '$shop' } } }],
    [{ _id: 1, n: 10, o: { p: 1, s: 'a' }, x: { y: 11 } }],
  ],
  ['$project of another _id', [first, { $project: { _id: '$shop', n: 1 } }], [{ _id: 'a', n: 10 }]],
  [
    '$project with $slice as an expression',
    [first, { $project: { l: { $slice: ['$tags', 1] } } }],
    [{ _id: 1, l: ['x'] }],
  ],
  [
    '$replaceRoot',
    [first, { $replaceRoot: { newRoot: { $mergeObjects: ['$o', { z: 1 }] } } }],
    [{ p: 1, q: [{ r: 1 }, 5], z: 1 }],
  ],
  ['$replaceWith', [first, { $replaceWith: '$o' }, { $unset: 'q' }], [{ p: 1 }]],
  [
    '$unwind',
    [{ $unwind: '$tags' }, only('tags')],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 3, tags: 'z' },
    ],
  ],
  [
    '$unwind that keeps what has none, with positions',
    [{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' } }, only('tags', 'at')],
    [
      { _id: 1, tags: 'x', at: 0 },
      { _id: 1, tags: 'y', at: 1 },
      { _id: 2, at: null },
      { _id: 3, tags: 'z', at: null },
      { _id: 4, at: null },
      { _id: 5, tags: null, at: null },
    ],
  ],
  [
    '$unwind of an inner array',
    [first, { $unwind: '$o.q' }, only('o')],
    [
      { _id: 1, o: { p: 1, q: { r: 1 } } },
      { _id: 1, o: { p: 1, q: 5 } },
    ],
  ],
  ['$count', [{ $match: { shop: 'a' } }, { $addFields: { x: 1 } }, { $count: 'many' }], [{ many: 3 }]],
  [
    '$skip, $limit and $sort behind a stage that computes',
    [{ $addFields: { x: { $multiply: ['$_id', -1] } } }, { $sort: { x: 1 } }, { $skip: 1 }, { $limit: 1 }, only('x')],
    [{ _id: 4, x: -4 }],
  ],
  [
    '$match behind a stage that computes',
    [{ $addFields: { x: '$o.q.r' } }, { $match: { x: 1 } }, only('x')],
    [{ _id: 1, x: [1] }],
  ],
  [
    '$redact',
    [first, { $redact: { $cond: [{ $eq: ['$r', 1] }, '$$PRUNE', '$$DESCEND'] } }, only('o')],
    [{ _id: 1, o: { p: 1, q: [5] } }],
  ],
];

describe('stages that make other documents:', () => {
  it.each(stages)('%s', async (_, pipeline, expected) => {
    const collection = await mongo.collection(sales);
    expect(await collection.aggregate(pipeline).toArray()).toEqual(expected);
    expect(await collection.find().toArray()).toEqual(sales);
  });

  it('$sample takes some, each once', async () => {
    const collection = await mongo.collection(sales);
    const ids = async (size: number): Promise<unknown[]> =>
      (await collection.aggregate([{ $sample: { size } }]).toArray()).map(({ _id }) => _id as unknown).sort();
    expect(await ids(9)).toEqual([1, 2, 3, 4, 5]);
    const three = await ids(3);
    expect(new Set(three).size).toBe(3);
  });

  it('positions of $unwind are longs', async () => {
    const collection = await mongo.collection([{ l: ['a'] }]);
    const unwind = { $unwind: { path: '$l', includeArrayIndex: 'i' } };
    const [found] = await collection.aggregate([unwind], { promoteValues: false }).toArray();
    expect(found?.['i']).toEqual(Long.fromNumber(0));
  });

  it.each<[Document, number]>([
    [{ $addFields: 1 }, 40272],
    [{ $addFields: { a: 1, 'a.b': 1 } }, 31249],
    [{ $addFields: { 'a..b': 1 } }, 40352],
    [{ $unset: '' }, 31002],
    [{ $unset: [] }, 31119],
    [{ $replaceRoot: {} }, 40231],
    [{ $replaceWith: '$n' }, 40228],
    [{ $project: { a: 0, b: { $add: [1, 2] } } }, 31252],
    [{ $project: { 'l.$': 1 } }, 31324],
    [{ $unwind: {} }, 28812],
    [{ $unwind: 1 }, 28808],
    [{ $unwind: { path: '$tags', includeArrayIndex: '' } }, 28810],
    [{ $unwind: { path: '$tags', includeArrayIndex: '$i' } }, 28822],
    [{ $count: 5 }, 40156],
    [{ $count: '' }, 40157],
    [{ $count: '$n' }, 40158],
    [{ $count: 'a.b' }, 40160],
    [{ $sample: { size: 0 } }, 28747],
    [{ $sample: {} }, 40414],
    [{ $redact: 'x' }, 17053],
    [{ $documents: 1 }, 5858203],
  ])('%j is refused with %j', async (stage, code) => {
    const collection = await mongo.collection(sales);
    expect(await codeOf(collection.aggregate([stage]).toArray())).toBe(code);
  });
});
