import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { only, sales } from '../testing/sales.js';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const stages: [string, Document[], Document[]][] = [
  [
    '$setWindowFields',
    [
      {
        $setWindowFields: {
          partitionBy: '$shop',
          sortBy: { day: 1 },
          output: {
            all: { $sum: '$n' },
            soFar: { $sum: '$n', window: { documents: ['unbounded', 'current'] } },
            around: { $push: '$_id', window: { documents: [-1, 1] } },
            rank: { $rank: {} },
            number: { $documentNumber: {} },
            before: { $shift: { output: '$_id', by: -1, default: 'none' } },
            near: { $count: {}, window: { range: [0, 1] } },
          },
        },
      },
      only('all', 'soFar', 'around', 'rank', 'number', 'before', 'near'),
    ],
    [
      { _id: 1, all: 40, soFar: 10, around: [1, 3], rank: 1, number: 1, before: 'none', near: 2 },
      { _id: 3, all: 40, soFar: 40, around: [1, 3, 4], rank: 2, number: 2, before: 1, near: 2 },
      { _id: 4, all: 40, soFar: 40, around: [3, 4], rank: 3, number: 3, before: 3, near: 1 },
      { _id: 2, all: 50, soFar: 0, around: [2, 5], rank: 1, number: 1, before: 'none', near: 2 },
      { _id: 5, all: 50, soFar: 50, around: [2, 5], rank: 2, number: 2, before: 2, near: 1 },
    ],
  ],
  [
    '$setWindowFields, ranks of equals',
    [
      { $setWindowFields: { sortBy: { day: 1 }, output: { rank: { $rank: {} }, dense: { $denseRank: {} } } } },
      only('rank', 'dense'),
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 1, rank: 1, dense: 1 },
      { _id: 2, rank: 1, dense: 1 },
      { _id: 3, rank: 3, dense: 2 },
      { _id: 4, rank: 5, dense: 3 },
      { _id: 5, rank: 3, dense: 2 },
    ],
  ],
  [
    '$fill',
    [
      {
        $fill: {
          sortBy: { _id: 1 },
          output: { n: { method: 'linear' }, tags: { method: 'locf' }, o: { value: '$shop' } },
        },
      },
      only('n', 'o', 'tags'),
      { $skip: 1 },
    ],
    [
      { _id: 2, n: 20, o: 'b', tags: [] },
      { _id: 3, n: 30, o: 'a', tags: 'z' },
      { _id: 4, n: 40, o: 'a', tags: 'z' },
      { _id: 5, n: 50, o: 'b', tags: 'z' },
    ],
  ],
  [
    '$fill in partitions',
    [{ $fill: { partitionByFields: ['shop'], sortBy: { day: 1 }, output: { n: { method: 'locf' } } } }, only('n')],
    [
      { _id: 1, n: 10 },
      { _id: 3, n: 30 },
      { _id: 4, n: 30 },
      { _id: 2, n: null },
      { _id: 5, n: 50 },
    ],
  ],
];

describe('stages that look at the documents around:', () => {
  it.each(stages)('%s', async (_, pipeline, expected) => {
    const collection = await mongo.collection(sales);
    expect(await collection.aggregate(pipeline).toArray()).toEqual(expected);
    expect(await collection.find().toArray()).toEqual(sales);
  });

  it('windows of time', async () => {
    const at = (minute: number): Date => new Date(minute * 60_000);
    const collection = await mongo.collection([
      { _id: 1, at: at(0) },
      { _id: 2, at: at(5) },
      { _id: 3, at: at(20) },
    ]);
    const output = { n: { $count: {}, window: { range: [-10, 0], unit: 'minute' } }, last: { $locf: '$none' } };
    const pipeline = [{ $setWindowFields: { sortBy: { at: 1 }, output } }, only('n', 'last')];
    expect(await collection.aggregate(pipeline).toArray()).toEqual([
      { _id: 1, n: 1, last: null },
      { _id: 2, n: 2, last: null },
      { _id: 3, n: 1, last: null },
    ]);
  });

  it.each<[Document, number]>([
    [{ $setWindowFields: { output: 1 } }, 14],
    [{ $setWindowFields: { output: { a: { $rank: {} } } } }, 5371602],
    [{ $setWindowFields: { output: { a: { $nonsense: {} } } } }, 9],
    [{ $setWindowFields: { output: { a: { $sum: 1, window: { documents: [1, 0] } } }, sortBy: { a: 1 } } }, 5339900],
    [{ $setWindowFields: { output: { a: { $sum: 1, window: { documents: [0, 1] } } } } }, 5339901],
    [{ $setWindowFields: { output: { a: { $sum: 1, window: { range: [0, 1] } } } } }, 5339902],
    [{ $setWindowFields: { output: { a: { $sum: 1, window: { documents: 1 } } }, sortBy: { a: 1 } } }, 9],
    [{ $setWindowFields: { output: { a: { $sum: 1, window: { range: [0, 1] } } }, sortBy: { shop: 1 } } }, 5429414],
    [{ $setWindowFields: { output: { a: { $derivative: { input: 1 } } }, sortBy: { a: 1 } } }, 238],
    [{ $fill: { output: { n: { method: 'locf' } } } }, 6050202],
    [{ $fill: { sortBy: { _id: 1 }, output: { shop: { method: 'linear' } } } }, 605000],
    [{ $fill: { partitionBy: '$a', partitionByFields: ['a'], output: { n: { value: 1 } } } }, 6050204],
    [{ $densify: { field: 'n' } }, 238],
  ])('%j is refused with %j', async (stage, code) => {
    const collection = await mongo.collection(sales);
    expect(await codeOf(collection.aggregate([stage]).toArray())).toBe(code);
  });
});
