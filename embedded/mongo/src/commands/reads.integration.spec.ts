import { describe, expect, it } from '@jest/globals';
import type { Document, Sort } from 'mongodb';
import { Long } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const numbers = (count: number): Document[] => Array.from({ length: count }, (_, _id) => ({ _id, n: _id % 10 }));

describe('getMore, killCursors:', () => {
  it.each([
    ['by default', {}],
    ['in small batches', { batchSize: 7 }],
    ['in batches of one', { batchSize: 1, limit: 12 }],
  ])('gives every document once and in order, %s', async (_, options) => {
    const collection = await mongo.collection(numbers(250));
    const found = await collection.find({}, options).toArray();
    const expected = numbers(250).slice(0, 'limit' in options ? options.limit : undefined);
    expect(found).toEqual(expected);
  });

  it('starts with 101 documents, and with none for a batch size of 0', async () => {
    const collection = await mongo.collection(numbers(250));
    const first = async (options: object): Promise<unknown> => {
      const { cursor } = await mongo.client.db(collection.dbName).command({ find: 'things', ...options });
      return [(cursor as { firstBatch: unknown[] }).firstBatch.length, (cursor as { id: Long }).id.toString() !== '0'];
    };
    expect(await first({})).toEqual([101, true]);
    expect(await first({ batchSize: 0 })).toEqual([0, true]);
    expect(await first({ limit: 5 })).toEqual([5, false]);
    expect(await first({ batchSize: 5, singleBatch: true })).toEqual([5, false]);
  });

  it('keeps to what was there when its query ran', async () => {
    const collection = await mongo.collection(numbers(5));
    const cursor = collection.find({}, { batchSize: 1 });
    expect(await cursor.next()).toEqual({ _id: 0, n: 0 });
    await collection.updateMany({}, { $set: { n: 'changed' } });
    await collection.deleteMany({ _id: { $gt: 2 } } as Document);
    expect(await cursor.toArray()).toEqual(numbers(5).slice(1));
  });

  it('splits batches before 16 MB', async () => {
    const collection = await mongo.collection(
      Array.from({ length: 20 }, (_, _id) => ({ _id, text: 'x'.repeat(1_000_000) })),
    );
    const { cursor } = await mongo.client.db(collection.dbName).command({ find: 'things', batchSize: 1000 });
    expect((cursor as { firstBatch: unknown[] }).firstBatch).toHaveLength(16);
    expect(await collection.find().toArray()).toHaveLength(20);
  });

  it('is gone once it is killed', async () => {
    const collection = await mongo.collection(numbers(50));
    const database = mongo.client.db(collection.dbName);
    const { cursor } = await database.command({ find: 'things', batchSize: 1 });
    const { id } = cursor as { id: Long };
    const killed = await database.command({ killCursors: 'things', cursors: [id, Long.fromNumber(1)] });
    expect(killed).toMatchObject({ cursorsKilled: [id], cursorsNotFound: [1] });
    expect(await codeOf(database.command({ getMore: id, collection: 'things' }))).toBe(43);
  });
});

describe('find:', () => {
  const mixed = [
    { _id: 1, v: 'b' },
    { _id: 2, v: 2 },
    { _id: 3 },
    { _id: 4, v: [9, 1] },
    { _id: 5, v: 'a', w: 1 },
    { _id: 6, v: 'a', w: 0 },
  ];
  it.each([
    ['ascending by BSON order', { v: 1, _id: 1 }, {}, [3, 4, 2, 5, 6, 1]],
    ['descending', { v: -1, _id: 1 }, {}, [1, 5, 6, 4, 2, 3]],
    ['by two fields', { v: -1, w: 1 }, { limit: 3 }, [1, 6, 5]],
    ['with skip and limit', { _id: 1 }, { skip: 2, limit: 2 }, [3, 4]],
    ['backwards in natural order', { $natural: -1 }, { limit: 2 }, [6, 5]],
    ['past the end', { _id: 1 }, { skip: 10 }, []],
  ])('sorts %s', async (_, sort, options, ids) => {
    const collection = await mongo.collection(mixed);
    const found = await collection
      .find({}, options)
      .sort(sort as unknown as Sort)
      .toArray();
    expect(found.map(({ _id }) => _id as unknown)).toEqual(ids);
  });

  it('keeps natural order when a document changes', async () => {
    const collection = await mongo.collection(mixed);
    await collection.updateOne({ _id: 1 as never }, { $set: { v: 'x'.repeat(1000) } });
    expect(
      await collection
        .find()
        .map(({ _id }) => _id as unknown)
        .toArray(),
    ).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['of a collection that is not there gives nothing', {}, 0],
    ['refuses a wrong filter all the same', { filter: { $nonsense: 1 } }, 2],
    ['refuses a filter that is no document', { filter: 5 }, 14],
    ['refuses a wrong sort direction', { sort: { a: 2 } }, 15975],
    ['refuses a negative skip', { skip: -1 }, 51024],
    ['refuses a negative batch size', { batchSize: -1 }, 51024],
    ['refuses a read concern of replica sets', { readConcern: { level: 'snapshot' } }, 123],
    ['refuses linearizable reads', { readConcern: { level: 'linearizable' } }, 123],
    ['takes the read concern majority', { readConcern: { level: 'majority' } }, 0],
    ['refuses a tailable cursor', { tailable: true }, 2],
    ['takes the simple collation', { collation: { locale: 'simple' } }, 0],
  ])('%s', async (_, options, code) => {
    expect(await codeOf(mongo.database().command({ find: 'nothing', ...options }))).toBe(code);
  });
});

describe('find, its projection:', () => {
  const document = {
    _id: 1,
    a: 1,
    b: { c: 2, d: 3, e: { f: 4 } },
    l: [{ x: 1, y: 2 }, { x: 3, y: 4 }, 5],
    n: [1, 2, 3, 4],
  };
  it.each<[string, Document, Document]>([
    ['includes', { a: 1, no: 1 }, { _id: 1, a: 1 }],
    ['excludes', { b: 0, l: 0, n: false }, { _id: 1, a: 1 }],
    ['leaves _id out', { _id: 0, a: 1 }, { a: 1 }],
    ['takes only _id', { _id: 1 }, { _id: 1 }],
    ['excludes only _id', { _id: 0 }, { a: 1, b: document.b, l: document.l, n: document.n }],
    ['includes inner fields', { 'b.c': 1, 'b.e.f': 1 }, { _id: 1, b: { c: 2, e: { f: 4 } } }],
    ['includes nested fields', { b: { d: 1 } }, { _id: 1, b: { d: 3 } }],
    ['excludes inner fields', { 'b.e': 0, l: 0, n: 0 }, { _id: 1, a: 1, b: { c: 2, d: 3 } }],
    ['includes fields of elements', { 'l.x': 1 }, { _id: 1, l: [{ x: 1 }, { x: 3 }] }],
    ['excludes fields of elements', { 'l.x': 0, a: 0, b: 0, n: 0 }, { _id: 1, l: [{ y: 2 }, { y: 4 }, 5] }],
    ['slices', { n: { $slice: 2 }, b: 0, l: 0 }, { _id: 1, a: 1, n: [1, 2] }],
    ['slices from the end', { n: { $slice: [-3, 2] }, a: 1 }, { _id: 1, a: 1, n: [2, 3] }],
    ['finds an element', { l: { $elemMatch: { x: 3 } } }, { _id: 1, l: [{ x: 3, y: 4 }] }],
    ['computes', { sum: { $add: ['$a', '$b.c'] }, a: 1 }, { _id: 1, a: 1, sum: 3 }],
    ['is empty', {}, document],
  ])('%s', async (_, projection, expected) => {
    const collection = await mongo.collection([document]);
    expect(await collection.findOne({}, { projection })).toEqual(expected);
  });

  it.each([
    ['a mix of in and out', { a: 1, b: 0 }, 31254],
    ['a mix of out and in', { a: 0, b: 1 }, 31253],
    ['a path and its parent', { b: 1, 'b.c': 1 }, 31249],
    ['a position that no condition found', { 'l.$': 1 }, 51246],
    ['two positions', { 'l.$': 1, 'n.$': 1 }, 31276],
    ['a position left out', { 'l.$': 0 }, 31395],
    ['a position in the middle', { 'l.$.x': 1 }, 31394],
    ['a position with an expression', { 'l.$': { $slice: 1 } }, 31271],
    ['a position beside $elemMatch', { 'l.$': 1, n: { $elemMatch: { $gt: 1 } } }, 31256],
    ['$elemMatch further in', { 'b.l': { $elemMatch: { x: 1 } } }, 31275],
    ['$slice of no part', { n: { $slice: [1, 0] } }, 28724],
    ['$slice of too many numbers', { n: { $slice: [1, 2, 3] } }, 28667],
    ['an unknown operator', { a: { $nonsense: 1 } }, 31325],
  ])('refuses %s', async (_, projection, code) => {
    const collection = await mongo.collection([document]);
    expect(await codeOf(collection.find({}, { projection }).toArray())).toBe(code);
  });
});

describe('find, its projection: arrays further in', () => {
  const document = {
    _id: 1,
    b: { l: [1, 2, 3] },
    l: [{ n: [1, 2] }, { n: [3, 4] }, 5],
    m: [{ x: 1 }, { x: 2 }],
    s: 'x',
  };

  it.each<[string, Document, Document, Document]>([
    ['$slice', {}, { 'b.l': { $slice: 2 }, l: 0, m: 0 }, { _id: 1, b: { l: [1, 2] }, s: 'x' }],
    [
      '$slice in every element',
      {},
      { 'l.n': { $slice: -1 }, b: 0, m: 0, s: 0 },
      { _id: 1, l: [{ n: [2] }, { n: [4] }, 5] },
    ],
    ['the position of a field', { 'm.x': 2 }, { 'm.$': 1 }, { _id: 1, m: [{ x: 2 }] }],
    ['the position of an element', { 'b.l': { $gt: 1 } }, { _id: 0, 'b.l.$': true }, { b: { l: [2] } }],
    [
      'the position by $elemMatch',
      { m: { $elemMatch: { x: 2 } } },
      { 'm.$': 1, s: 1 },
      { _id: 1, m: [{ x: 2 }], s: 'x' },
    ],
    ['the position in no array', { s: 'x' }, { 's.$': 1 }, { _id: 1, s: 'x' }],
  ])('%s', async (_, filter, projection, expected) => {
    const collection = await mongo.collection([document]);
    expect(await collection.findOne(filter, { projection })).toEqual(expected);
  });

  it('gives findAndModify the position too', async () => {
    const collection = await mongo.collection([document]);
    const found = await collection.findOneAndUpdate({ 'm.x': 2 }, { $set: { s: 'y' } }, { projection: { 'm.$': 1 } });
    expect(found).toEqual({ _id: 1, m: [{ x: 2 }] });
  });

  it('does not guess a position from another array', async () => {
    const collection = await mongo.collection([document]);
    expect(await codeOf(collection.findOne({ 'b.l': 3 }, { projection: { 'm.$': 1 } }))).toBe(238);
  });
});

describe('count, distinct:', () => {
  it('count with and without a query', async () => {
    const collection = await mongo.collection(numbers(50));
    expect(await collection.estimatedDocumentCount()).toBe(50);
    expect(await collection.countDocuments({ n: 3 })).toBe(5);
    expect(await collection.countDocuments({ n: { $lt: 5 } }, { skip: 5, limit: 10 })).toBe(10);
    expect(await collection.countDocuments({ n: 99 })).toBe(0);
    expect(
      await mongo.client.db(collection.dbName).command({ count: 'things', query: { n: 3 }, skip: 2 }),
    ).toMatchObject({ n: 3 });
    expect(await mongo.client.db(collection.dbName).command({ count: 'things', skip: 45 })).toMatchObject({ n: 5 });
  });

  it('distinct looks into arrays and documents', async () => {
    const collection = await mongo.collection([
      { a: [1, 2] },
      { a: 2 },
      { a: { b: [3] } },
      { c: 1 },
      { a: [{ b: 3 }, { b: 4 }] },
    ]);
    expect(await collection.distinct('a', { c: { $exists: false } })).toEqual([1, 2, { b: [3] }, { b: 3 }, { b: 4 }]);
    expect(await collection.distinct('a.b')).toEqual([3, 4]);
  });

  it.each([
    ['count', { count: 'nothing', query: { $nonsense: 1 } }, 2],
    ['count with a negative skip', { count: 'nothing', skip: -1 }, 51024],
    ['distinct', { distinct: 'nothing', key: 'a', query: { $nonsense: 1 } }, 2],
    ['distinct of no field', { distinct: 'nothing', key: 5 }, 14],
  ])('%s refuses a wrong query, also where there is no collection', async (_, command, code) => {
    expect(await codeOf(mongo.database().command(command))).toBe(code);
  });
});
