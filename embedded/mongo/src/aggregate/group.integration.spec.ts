import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { sales } from '../testing/sales.js';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const stages: [string, Document[], Document[]][] = [
  [
    '$group by several fields',
    [{ $group: { _id: { s: '$shop', none: '$none' }, n: { $sum: '$n' } } }, { $sort: { _id: 1 } }],
    [
      { _id: { s: 'a' }, n: 40 },
      { _id: { s: 'b' }, n: 50 },
    ],
  ],
  [
    '$group by null and by what is missing alike',
    [{ $group: { _id: '$n', ids: { $push: '$_id' } } }, { $match: { _id: null } }],
    [{ _id: null, ids: [2, 4] }],
  ],
  [
    '$group with every accumulator',
    [
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: null,
          sum: { $sum: '$n' },
          avg: { $avg: '$n' },
          min: { $min: '$n' },
          max: { $max: '$n' },
          first: { $first: '$n' },
          last: { $last: '$n' },
          none: { $last: '$none' },
          pushed: { $push: '$n' },
          set: { $addToSet: '$shop' },
          count: { $count: {} },
          merged: { $mergeObjects: { $cond: [{ $lt: ['$_id', 3] }, { p: '$_id' }, null] } },
          deviation: { $stdDevPop: '$_id' },
          sample: { $stdDevSamp: '$none' },
          firsts: { $firstN: { input: '$_id', n: 2 } },
          lasts: { $lastN: { input: '$none', n: 2 } },
          highest: { $maxN: { input: '$n', n: 2 } },
          lowest: { $minN: { input: '$n', n: 9 } },
          top: { $top: { sortBy: { n: -1 }, output: '$_id' } },
          tops: { $topN: { sortBy: { day: 1, _id: -1 }, output: ['$day', '$_id'], n: 2 } },
          bottom: { $bottom: { sortBy: { day: 1 }, output: '$_id' } },
          bottoms: { $bottomN: { sortBy: { _id: 1 }, output: '$_id', n: 2 } },
        },
      },
    ],
    [
      {
        _id: null,
        sum: 90,
        avg: 30,
        min: 10,
        max: 50,
        first: 10,
        last: 50,
        none: null,
        pushed: [10, null, 30, 50],
        set: ['a', 'b'],
        count: 5,
        merged: { p: 2 },
        deviation: Math.sqrt(2),
        sample: null,
        firsts: [1, 2],
        lasts: [null, null],
        highest: [50, 30],
        lowest: [10, 30, 50],
        top: 5,
        tops: [
          [1, 2],
          [1, 1],
        ],
        bottom: 4,
        bottoms: [4, 5],
      },
    ],
  ],
  [
    '$sortByCount',
    [{ $sortByCount: '$shop' }],
    [
      { _id: 'a', count: 3 },
      { _id: 'b', count: 2 },
    ],
  ],
  [
    '$bucket',
    [{ $bucket: { groupBy: '$n', boundaries: [0, 30, 60], default: 'none', output: { ids: { $push: '$_id' } } } }],
    [
      { _id: 0, ids: [1] },
      { _id: 30, ids: [3, 5] },
      { _id: 'none', ids: [2, 4] },
    ],
  ],
  [
    '$bucketAuto',
    [{ $bucketAuto: { groupBy: '$day', buckets: 2 } }],
    [
      { _id: { min: 1, max: 3 }, count: 4 },
      { _id: { min: 3, max: 3 }, count: 1 },
    ],
  ],
];

describe('stages that put documents together:', () => {
  it.each(stages)('%s', async (_, pipeline, expected) => {
    const collection = await mongo.collection(sales);
    expect(await collection.aggregate(pipeline).toArray()).toEqual(expected);
    expect(await collection.find().toArray()).toEqual(sales);
  });

  it.each<[Document, number]>([
    [{ $group: 1 }, 15947],
    [{ $group: { _id: 1, n: 1 } }, 40234],
    [{ $group: { _id: 1, n: { $sum: 1, $avg: 1 } } }, 40238],
    [{ $group: { _id: 1, 'a.b': { $sum: 1 } } }, 40235],
    [{ $group: { _id: 1, $a: { $sum: 1 } } }, 40236],
    [{ $group: { _id: 1, n: { $count: 1 } } }, 14],
    [{ $group: { _id: 1, n: { $firstN: { input: 1, n: 0 } } } }, 5787908],
    [{ $group: { _id: 1, n: { $firstN: { input: 1, n: 'x' } } } }, 5787902],
    [{ $group: { _id: 1, n: { $top: { sortBy: 1, output: 1 } } } }, 10065],
    [{ $group: { _id: 1, n: { $median: {} } } }, 238],
    [{ $sortByCount: 'shop' }, 40149],
    [{ $bucket: { groupBy: '$n', boundaries: 1 } }, 40200],
    [{ $bucket: { groupBy: '$n', boundaries: [1] } }, 40192],
    [{ $bucket: { groupBy: '$n', boundaries: [1, 'a'] } }, 40193],
    [{ $bucket: { groupBy: '$n', boundaries: [2, 1] } }, 40194],
    [{ $bucket: { groupBy: '$n', boundaries: [0, 5], default: 3 } }, 40199],
    [{ $bucket: { groupBy: '$n', boundaries: [0, 5] } }, 40066],
    [{ $bucket: { groupBy: '$n' } }, 40414],
    [{ $bucketAuto: { groupBy: '$n', buckets: 'x' } }, 40242],
    [{ $bucketAuto: { groupBy: '$n', buckets: 0 } }, 40243],
    [{ $bucketAuto: { groupBy: '$n', buckets: 1, granularity: 'R5' } }, 238],
  ])('%j is refused with %j', async (stage, code) => {
    const collection = await mongo.collection(sales);
    expect(await codeOf(collection.aggregate([stage]).toArray())).toBe(code);
  });
});
