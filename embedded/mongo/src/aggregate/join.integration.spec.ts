import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { first, only, sales } from '../testing/sales.js';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const stages: [string, Document[], Document[]][] = [
  ['$facet', [{ $facet: { none: [{ $match: { _id: 9 } }], n: [{ $count: 'n' }] } }], [{ none: [], n: [{ n: 5 }] }]],
  [
    '$unionWith',
    [first, only('_id'), { $unionWith: { coll: 'things', pipeline: [{ $match: { _id: 2 } }, only('_id')] } }],
    [{ _id: 1 }, { _id: 2 }],
  ],
  [
    '$lookup of an array, of null, and with a pipeline',
    [
      { $match: { _id: { $in: [1, 4] } } },
      { $lookup: { from: 'things', localField: 'n', foreignField: 'n', pipeline: [only('_id')], as: 'same' } },
      {
        $lookup: {
          from: 'things',
          let: { of: '$shop' },
          pipeline: [{ $match: { $expr: { $eq: ['$shop', '$$of'] } } }, { $count: 'n' }],
          as: 'count',
        },
      },
      only('same', 'count'),
    ],
    [
      { _id: 1, same: [{ _id: 1 }], count: [{ n: 3 }] },
      { _id: 4, same: [{ _id: 2 }, { _id: 4 }], count: [{ n: 3 }] },
    ],
  ],
  [
    '$lookup by each element',
    [
      first,
      { $addFields: { ids: [5, 2] } },
      { $lookup: { from: 'things', localField: 'ids', foreignField: '_id', as: 'j' } },
      only('j._id'),
    ],
    [{ _id: 1, j: [{ _id: 2 }, { _id: 5 }] }],
  ],
  [
    '$lookup of an array',
    [
      first,
      { $project: { t: 'y' } },
      { $lookup: { from: 'things', localField: 't', foreignField: 'tags', as: 'j' } },
      only('j._id'),
    ],
    [{ _id: 1, j: [{ _id: 1 }] }],
  ],
  [
    '$lookup of documents of its own',
    [first, only('_id'), { $lookup: { pipeline: [{ $documents: [{ a: 1 }] }], as: 'j' } }],
    [{ _id: 1, j: [{ a: 1 }] }],
  ],
];

describe('stages that read other documents:', () => {
  it.each(stages)('%s', async (_, pipeline, expected) => {
    const collection = await mongo.collection(sales);
    expect(await collection.aggregate(pipeline).toArray()).toEqual(expected);
    expect(await collection.find().toArray()).toEqual(sales);
  });

  it('$graphLookup goes on from what it finds, and round no circle twice', async () => {
    const collection = await mongo.collection([
      { _id: 1, to: [2, 3] },
      { _id: 2, to: 4 },
      { _id: 3, to: 1 },
      { _id: 4, to: null, hidden: true },
    ]);
    const graph = { from: 'things', startWith: '$to', connectFromField: 'to', connectToField: '_id', as: 'found' };
    const found = async (more: Document): Promise<unknown> =>
      (
        await collection
          .aggregate([first, { $graphLookup: { ...graph, ...more } }, only('found._id', 'found.depth')])
          .toArray()
      )[0]?.['found'];
    expect(await found({ depthField: 'depth' })).toEqual([
      { _id: 2, depth: 0 },
      { _id: 3, depth: 0 },
      { _id: 1, depth: 1 },
      { _id: 4, depth: 1 },
    ]);
    expect(await found({ maxDepth: 0 })).toEqual([{ _id: 2 }, { _id: 3 }]);
    expect(await found({ restrictSearchWithMatch: { hidden: { $exists: false } } })).toEqual([
      { _id: 2 },
      { _id: 3 },
      { _id: 1 },
    ]);
  });

  it.each<[Document, number]>([
    [{ $facet: {} }, 40169],
    [{ $facet: { a: 1 } }, 40170],
    [{ $facet: { a: [{ $facet: { b: [] } }] } }, 40600],
    [{ $lookup: { from: 'x', as: 'y' } }, 9],
    [{ $lookup: { localField: 'a', foreignField: 'b', as: 'y' } }, 9],
    [{ $lookup: { from: 'x', pipeline: [{ $out: 'z' }], as: 'y' } }, 51047],
    [{ $lookup: { from: 'x', pipeline: 1, as: 'y' } }, 14],
    [{ $lookup: { from: 1, localField: 'a', foreignField: 'b', as: 'y' } }, 14],
    [{ $lookup: { from: 'x', nonsense: 1, as: 'y' } }, 40415],
    [
      { $graphLookup: { from: 'x', startWith: 1, connectFromField: 'a', connectToField: 'b', as: 'c', maxDepth: -1 } },
      40101,
    ],
  ])('%j is refused with %j', async (stage, code) => {
    const collection = await mongo.collection(sales);
    expect(await codeOf(collection.aggregate([stage]).toArray())).toBe(code);
  });
});
