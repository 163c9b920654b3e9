import { describe, expect, it } from '@jest/globals';
import type { Collection, CollationOptions, Document } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

/** Ignores case. */
const collation: CollationOptions = { locale: 'en', strength: 2 };

const words: Document[] = [
  { _id: 1, w: 'ping', n: 1, l: ['a', 'B'] },
  { _id: 2, w: 'Ping', n: 2, l: ['b'] },
  { _id: 3, w: 'pîng', n: 3, l: [] },
  { _id: 4, w: 'pong', n: 4, d: { e: 'X' } },
  { _id: 5, w: 5 },
];

const idsOf = (found: Document[]): unknown[] => found.map(({ _id }) => _id as unknown);

const filters: [Document, number[]][] = [
  [{ w: 'PING' }, [1, 2]],
  [{ w: { $ne: 'PING' } }, [3, 4, 5]],
  [{ w: { $in: ['PING', 5, /^po/] } }, [1, 2, 4, 5]],
  [{ w: { $nin: ['PING', 5] } }, [3, 4]],
  [{ w: { $gt: 'PING' } }, [3, 4]],
  [{ w: { $lte: 'PING' } }, [1, 2]],
  [{ w: 5 }, [5]],
  [{ l: 'b' }, [1, 2]],
  [{ l: { $all: ['A', 'b'] } }, [1]],
  [{ l: { $elemMatch: { $eq: 'A' } } }, [1]],
  [{ w: { $not: { $eq: 'PING' } } }, [3, 4, 5]],
  [{ d: { e: 'x' } }, [4]],
  [{ d: { E: 'X' } }, []],
  [{ w: /PING/ }, []],
  [{ $or: [{ w: 'PONG' }, { n: 1 }] }, [1, 4]],
];

describe('a collation: a filter', () => {
  it.each(filters)('%j finds %j', async (filter, ids) => {
    const collection = await mongo.collection(words);
    expect(idsOf(await collection.find(filter, { collation }).toArray())).toEqual(ids);
    expect(await collection.countDocuments(filter, { collation })).toBe(ids.length);
    await collection.createIndex({ w: 1 }, { collation });
    await collection.createIndex({ l: 1, w: -1 }, { collation });
    expect(idsOf(await collection.find(filter, { collation }).toArray()).sort()).toEqual(ids);
  });
});

describe('a collation: strings are compared', () => {
  it.each<[string, CollationOptions, string[]]>([
    ['by the rules of a language', { locale: 'sv' }, ['a', 'z', 'ä']],
    ['by those of another', { locale: 'de' }, ['a', 'ä', 'z']],
    ['with numbers as numbers', { locale: 'en', numericOrdering: true }, ['a2', 'a10', 'b1']],
    ['with numbers as text', { locale: 'en' }, ['a10', 'a2', 'b1']],
    ['small letters first', { locale: 'en' }, ['a', 'A', 'b']],
    ['capitals first', { locale: 'en', caseFirst: 'upper' }, ['A', 'a', 'b']],
  ])('%s', async (_, order, expected) => {
    const collection = await mongo.collection([...expected].reverse().map((w) => ({ w })));
    const found = await collection.find({}, { collation: order, sort: { w: 1 } }).toArray();
    expect(found.map(({ w }) => w as unknown)).toEqual(expected);
    await collection.createIndex({ w: -1 }, { collation: order });
    const again = await collection.find({}, { collation: order, sort: { w: 1 } }).toArray();
    expect(again.map(({ w }) => w as unknown)).toEqual(expected);
  });

  it.each<[string, CollationOptions, string, number]>([
    ['letters alone', { locale: 'en', strength: 1 }, 'PING', 3],
    ['letters and case', { locale: 'en', strength: 1, caseLevel: true }, 'ping', 2],
    ['letters and accents', { locale: 'en', strength: 2 }, 'PING', 2],
    ['letters, accents and case', { locale: 'en' }, 'ping', 1],
    ['without punctuation', { locale: 'en', alternate: 'shifted' }, 'p-i-n-g', 1],
    ['by their bytes', { locale: 'simple' }, 'ping', 1],
  ])('as the strength says: %s', async (_, order, wanted, count) => {
    const collection = await mongo.collection(words);
    expect(await collection.countDocuments({ w: wanted }, { collation: order })).toBe(count);
  });
});

describe('a collation holds for', () => {
  const update = async (change: Document, options: Document = {}): Promise<Document | null> => {
    const collection = await mongo.collection([
      { _id: 1, w: 'ping', l: ['a', 'B', 'c'], objects: [{ k: 'Z' }, { k: 'a' }] },
    ]);
    await collection.updateOne({ w: 'PING' }, change, { collation, ...options });
    return collection.findOne({}, { projection: { _id: 0, w: 0 } });
  };
  it.each<[string, Document, Document, Document]>([
    ['$pull', { $pull: { l: 'b' } }, {}, { l: ['a', 'c'] }],
    ['$pullAll', { $pullAll: { l: ['A', 'b'] } }, {}, { l: ['c'] }],
    ['$addToSet', { $addToSet: { l: 'A' } }, {}, { l: ['a', 'B', 'c'] }],
    ['$push with $sort', { $push: { l: { $each: ['b'], $sort: -1 } } }, {}, { l: ['c', 'B', 'b', 'a'] }],
    ['array filters', { $set: { 'l.$[x]': 'x' } }, { arrayFilters: [{ x: 'b' }] }, { l: ['a', 'x', 'c'] }],
  ])('%s', async (_, change, options, expected) => {
    expect(await update(change, options)).toMatchObject(expected);
  });

  it('$min and $max, and the position that a filter found', async () => {
    const collection = await mongo.collection([{ _id: 1, w: 'b', l: ['x', 'Y'] }]);
    await collection.updateOne({}, { $min: { w: 'C' }, $set: { a: 1 } }, { collation });
    await collection.updateOne({ l: 'y' }, { $set: { 'l.$': 'z' } }, { collation });
    expect(await collection.findOne()).toEqual({ _id: 1, w: 'b', a: 1, l: ['x', 'z'] });
    await collection.updateOne({}, { $max: { w: 'C' } }, { collation });
    expect(await collection.distinct('w')).toEqual(['C']);
  });

  it('delete, findAndModify, distinct, aggregate and one write of many', async () => {
    const collection = await mongo.collection(words);
    expect(await collection.distinct('w', {}, { collation })).toEqual(['ping', 'pîng', 'pong', 5]);
    const pipeline = [{ $match: { w: 'PING' } }, { $sort: { w: -1, _id: -1 } }, { $skip: 1 }];
    expect(idsOf(await collection.aggregate(pipeline, { collation }).toArray())).toEqual([1]);
    expect(await collection.findOneAndUpdate({ w: 'PONG' }, { $inc: { n: 1 } }, { collation })).toEqual(words[3]);
    expect(await collection.findOneAndDelete({ w: 'PONG' }, { collation })).toMatchObject({ n: 5 });
    await collection.bulkWrite([
      { updateMany: { filter: { w: 'PING' }, update: { $set: { hit: 1 } }, collation } },
      { updateMany: { filter: { w: 'PING' }, update: { $set: { miss: 1 } } } },
      { deleteOne: { filter: { w: 'PÎNG' }, collation } },
    ]);
    expect(await collection.find({ hit: 1, miss: { $exists: false } }).toArray()).toHaveLength(2);
    expect((await collection.deleteMany({ w: 'PING' }, { collation })).deletedCount).toBe(2);
    expect(idsOf(await collection.find().toArray())).toEqual([5]);
  });
});

describe('an index with a collation', () => {
  const explain = async (collection: Collection, filter: Document, options: Document): Promise<unknown> => {
    const { queryPlanner } = await collection.find(filter, options).explain();
    return (queryPlanner as { winningPlan: { stage: string } }).winningPlan.stage;
  };

  it('keeps what differs only by case out, and shows its collation whole', async () => {
    const collection = await mongo.collection([{ w: 'Ping' }]);
    await collection.createIndex({ w: 1 }, { unique: true, collation });
    expect(await codeOf(collection.insertOne({ w: 'pING' }))).toBe(11000);
    expect(await codeOf(collection.insertOne({ w: 'pîng' }))).toBe(0);
    expect(await codeOf(collection.updateOne({ w: 'Ping' }, { $set: { w: 'PING' } }))).toBe(0);
    expect((await collection.indexes())[1]?.['collation']).toEqual({
      locale: 'en',
      caseLevel: false,
      caseFirst: 'off',
      strength: 2,
      numericOrdering: false,
      alternate: 'non-ignorable',
      maxVariable: 'punct',
      normalization: false,
      backwards: false,
      version: '57.1',
    });
  });

  it('is used by queries that compare alike, and by those that compare no strings', async () => {
    const collection = await mongo.collection(words);
    await collection.createIndex({ w: 1 }, { collation });
    expect(await explain(collection, { w: 'PING' }, { collation })).toBe('IXSCAN');
    expect(await explain(collection, { w: 'PING' }, {})).toBe('COLLSCAN');
    expect(await explain(collection, { w: { $gt: 'a' } }, { collation: { locale: 'en' } })).toBe('COLLSCAN');
    expect(await explain(collection, { w: { $gt: 4 } }, {})).toBe('IXSCAN');
    expect(await explain(collection, {}, { collation, sort: { w: 1 } })).toBe('IXSCAN');
    expect(await explain(collection, {}, { sort: { w: 1 } })).toBe('SORT');
    expect(idsOf(await collection.find({ w: { $in: ['PING', 'ping'] } }, { collation }).toArray())).toEqual([1, 2]);
  });

  it('may stand beside one without, and holds its partial filter to its own order', async () => {
    const collection = await mongo.collection(words);
    await collection.createIndex({ n: 1 });
    await collection.createIndex({ n: 1 }, { name: 'insensitive', collation });
    const partialFilterExpression = { w: 'PING' };
    await collection.createIndex({ n: -1 }, { name: 'partial', unique: true, collation, partialFilterExpression });
    expect(await codeOf(collection.insertOne({ w: 'pinG', n: 1 }))).toBe(11000);
    expect(await codeOf(collection.dropIndex({ n: 1 } as never))).toBe(181);
  });
});

describe('a collection created with a collation', () => {
  const created = async (): Promise<Collection> => mongo.database().createCollection('things', { collation });

  it('uses it where nothing else is said, for its _id too', async () => {
    const collection = await created();
    await collection.insertMany([
      { _id: 'A' as never, w: 'x' },
      { _id: 'B' as never, w: 'X' },
    ]);
    expect(await codeOf(collection.insertOne({ _id: 'a' as never }))).toBe(11000);
    expect(await collection.countDocuments({ w: 'x' })).toBe(2);
    expect(await collection.countDocuments({ w: 'x' }, { collation: { locale: 'simple' } })).toBe(1);
    expect(await collection.findOne({ _id: 'b' as never })).toEqual({ _id: 'B', w: 'X' });
    expect(await collection.find({ _id: { $gte: 'b' as never } }).toArray()).toHaveLength(1);
  });

  it('gives it to its indexes, and shows it', async () => {
    const collection = await created();
    await collection.createIndex({ w: 1 }, { unique: true });
    await collection.createIndex({ v: 1 }, { unique: true, collation: { locale: 'simple' } });
    await collection.insertOne({ w: 'x', v: 'x' });
    expect(await codeOf(collection.insertOne({ w: 'X', v: 'y' }))).toBe(11000);
    expect(await codeOf(collection.insertOne({ w: 'y', v: 'X' }))).toBe(0);
    expect((await collection.indexes()).map((index) => 'collation' in index)).toEqual([true, true, false]);
    const [listed] = await mongo.client.db(collection.dbName).listCollections().toArray();
    expect(listed).toMatchObject({ options: { collation: { strength: 2 } }, idIndex: { collation: { strength: 2 } } });
  });

  it('holds its validator to it', async () => {
    const validator = { w: { $in: ['x', 'y'] } };
    const collection = await mongo.database().createCollection('things', { collation, validator });
    expect(await codeOf(collection.insertOne({ w: 'X' }))).toBe(0);
    expect(await codeOf(collection.insertOne({ w: 'z' }))).toBe(121);
  });

  it('may be seen through a view that compares alike, and no other', async () => {
    const database = mongo.database();
    await database.collection('things').insertMany([{ w: 'x' }, { w: 'X' }, { w: 'y' }]);
    const view = await database.createCollection('v', {
      viewOn: 'things',
      pipeline: [{ $match: { w: 'X' } }],
      collation,
    });
    expect(await view.countDocuments()).toBe(2);
    expect(await view.find({ w: 'x' }).toArray()).toHaveLength(2);
    expect(await codeOf(view.find({}, { collation: { locale: 'de' } }).toArray())).toBe(167);
    expect(await codeOf(database.command({ create: 'w', viewOn: 'v', pipeline: [] }))).toBe(167);
  });
});

describe('a collation is refused', () => {
  it.each<[string, Document, number]>([
    ['of a language that is none', { locale: 'xx' }, 2],
    ['of a language that is no name', { locale: 'english!' }, 2],
    ['without a language', { strength: 2 }, 40414],
    ['with an unknown field', { locale: 'en', nonsense: 1 }, 40415],
    ['of a strength that is none', { locale: 'en', strength: 6 }, 51024],
    ['with text for a flag', { locale: 'en', caseLevel: 'yes' }, 14],
    ['with another choice', { locale: 'en', alternate: 'maybe' }, 2],
    ['with capitals first where case does not count', { locale: 'en', strength: 2, caseFirst: 'upper' }, 2],
    ['of a strength that JavaScript does not have', { locale: 'en', strength: 4 }, 238],
    ['of a variant', { locale: 'de@collation=phonebook' }, 238],
    ['with accents compared backwards', { locale: 'en', backwards: true }, 238],
  ])('%s', async (_, spec, code) => {
    expect(await codeOf(mongo.database().command({ find: 'things', collation: spec }))).toBe(code);
  });

  it('for a pipeline that merges', async () => {
    const collection = await mongo.collection(words);
    expect(await codeOf(collection.aggregate([{ $merge: 'x' }], { collation }).toArray())).toBe(238);
  });
});

describe('a collation in a pipeline', () => {
  it.each<[string, Document[], Document[]]>([
    [
      'groups',
      [{ $match: { _id: { $lt: 4 } } }, { $group: { _id: '$w', n: { $sum: 1 } } }],
      [
        { _id: 'ping', n: 2 },
        { _id: 'pîng', n: 1 },
      ],
    ],
    ['compares', [{ $match: { n: 2 } }, { $project: { _id: 0, a: { $eq: ['$w', 'PING'] } } }], [{ a: true }]],
    ['compares in a filter', [{ $match: { $expr: { $eq: ['$w', 'PING'] } } }, { $count: 'n' }], [{ n: 2 }]],
    [
      'compares values of sets',
      [{ $match: { n: 1 } }, { $project: { _id: 0, a: { $setUnion: ['$l', ['A', 'b', 'c']] } } }],
      [{ a: ['a', 'B', 'c'] }],
    ],
    [
      'joins',
      [
        { $match: { n: 2 } },
        { $lookup: { from: 'things', localField: 'w', foreignField: 'w', as: 'j' } },
        { $project: { _id: 0, 'j.n': 1 } },
      ],
      [{ j: [{ n: 1 }, { n: 2 }] }],
    ],
    [
      'adds to sets',
      [{ $match: { n: { $lt: 3 } } }, { $group: { _id: null, s: { $addToSet: '$w' }, m: { $max: '$w' } } }],
      [{ _id: null, s: ['ping'], m: 'ping' }],
    ],
    ['counts by value', [{ $sortByCount: '$w' }, { $limit: 1 }], [{ _id: 'ping', count: 2 }]],
    [
      'finds the edges of buckets',
      [{ $match: { n: { $gt: 0 } } }, { $bucket: { groupBy: '$w', boundaries: ['PING', 'PONG', 'Z'] } }],
      [
        { _id: 'PING', count: 3 },
        { _id: 'PONG', count: 1 },
      ],
    ],
  ])('%s', async (_, pipeline, expected) => {
    const collection = await mongo.collection(words);
    expect(await collection.aggregate(pipeline, { collation }).toArray()).toEqual(expected);
  });
});
