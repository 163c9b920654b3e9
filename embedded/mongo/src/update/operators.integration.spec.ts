import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

/** [before, update, after] with the filter { _id: 1 } (MongoDB manual, "Update Operators"). */
const changes: [string, Document, Document | Document[], Document][] = [
  ['$set changes and adds in name order', { b: 1 }, { $set: { z: 1, a: 2, b: 3 } }, { b: 3, a: 2, z: 1 }],
  ['$set makes the way', { a: 1 }, { $set: { 'x.y.z': 1 } }, { a: 1, x: { y: { z: 1 } } }],
  ['$set into an array pads it', { l: [1] }, { $set: { 'l.3': 4 } }, { l: [1, null, null, 4] }],
  ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', no: '' } }, { b: { d: 2 } }],
  ['$unset in an array leaves null', { l: [1, 2] }, { $unset: { 'l.0': '' } }, { l: [null, 2] }],
  ['$inc', { a: 1 }, { $inc: { a: 2, b: -1, 'c.d': 5 } }, { a: 3, b: -1, c: { d: 5 } }],
  ['$mul', { a: 3 }, { $mul: { a: 2, b: 7 } }, { a: 6, b: 0 }],
  ['$min and $max', { a: 5, b: 5, c: 5 }, { $min: { a: 3, b: 9 }, $max: { c: 9, d: 1 } }, { a: 3, b: 5, c: 9, d: 1 }],
  ['$min of what is missing', { a: 1 }, { $min: { b: 9 } }, { a: 1, b: 9 }],
  ['$max by BSON order', { a: 5 }, { $max: { a: 'text' } }, { a: 'text' }],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c.d', no: 'x' } }, { b: 2, c: { d: 1 } }],
  ['$setOnInsert does nothing to what is there', { a: 1 }, { $setOnInsert: { a: 2 } }, { a: 1 }],
  ['$bit', { a: 12, b: 1 }, { $bit: { a: { and: 10 }, b: { or: 6 } } }, { a: 8, b: 7 }],
  ['$push', { l: [1] }, { $push: { l: 2, m: 1 } }, { l: [1, 2], m: [1] }],
  [
    '$push with all modifiers',
    { l: [{ n: 3 }] },
    { $push: { l: { $each: [{ n: 1 }, { n: 2 }], $sort: { n: 1 }, $slice: 2 } } },
    { l: [{ n: 1 }, { n: 2 }] },
  ],
  ['$push at a position', { l: [1, 4] }, { $push: { l: { $each: [2, 3], $position: 1 } } }, { l: [1, 2, 3, 4] }],
  ['$push with a slice from the end', { l: [1, 2] }, { $push: { l: { $each: [3], $slice: -2 } } }, { l: [2, 3] }],
  ['$addToSet', { l: [1, { a: 1 }] }, { $addToSet: { l: { $each: [1, 2, 2, { a: 1 }] } } }, { l: [1, { a: 1 }, 2] }],
  ['$pop', { l: [1, 2, 3], m: [1, 2] }, { $pop: { l: 1, m: -1 } }, { l: [1, 2], m: [2] }],
  ['$pull a value', { l: [1, 2, 1] }, { $pull: { l: 1 } }, { l: [2] }],
  ['$pull by a condition', { l: [1, 5, 9] }, { $pull: { l: { $gt: 4 } } }, { l: [1] }],
  ['$pull by fields', { l: [{ a: 1, b: 2 }, { a: 2 }] }, { $pull: { l: { a: 1 } } }, { l: [{ a: 2 }] }],
  ['$pullAll', { l: [1, 2, 3, 1] }, { $pullAll: { l: [1, 3] } }, { l: [2] }],
  ['every element by $[]', { l: [1, 2] }, { $inc: { 'l.$[]': 10 } }, { l: [11, 12] }],
  ['a pipeline', { a: 1, b: 2 }, [{ $set: { c: { $add: ['$a', '$b'] } } }, { $unset: 'a' }], { b: 2, c: 3 }],
  [
    'a pipeline that replaces the root',
    { a: { x: 1 } },
    [{ $replaceWith: { $mergeObjects: ['$a', { y: 2 }] } }],
    { x: 1, y: 2 },
  ],
];

describe('update operators: an update', () => {
  it.each(changes)('%s', async (_, before, update, after) => {
    const collection = await mongo.collection([
      { _id: 1, ...before },
      { _id: 2, ...before },
    ]);
    await collection.updateOne({ _id: 1 as never }, update);
    const found = await collection.findOne({ _id: 1 as never });
    expect(found).toEqual({ _id: 1, ...after });
    expect(Object.keys(found ?? {})).toEqual(['_id', ...Object.keys(after)]);
    expect(await collection.findOne({ _id: 2 as never })).toEqual({ _id: 2, ...before });
  });

  const lines = [
    { sku: 'a', n: 1 },
    { sku: 'b', n: 2 },
    { sku: 'b', n: 3 },
  ];
  it.each([
    ['$ by an equality', { 'lines.sku': 'b' }, { $set: { 'lines.$.n': 9 } }, {}, [1, 9, 3]],
    ['$ by $elemMatch', { lines: { $elemMatch: { sku: 'b', n: 3 } } }, { $set: { 'lines.$.n': 9 } }, {}, [1, 2, 9]],
    [
      '$ by a condition under $and',
      { $and: [{ _id: 1 }, { 'lines.n': { $gt: 1 } }] },
      { $inc: { 'lines.$.n': 5 } },
      {},
      [1, 7, 3],
    ],
    ['$[name]', {}, { $set: { 'lines.$[b].n': 9 } }, { arrayFilters: [{ 'b.sku': 'b' }] }, [1, 9, 9]],
    [
      '$[name] by several conditions',
      {},
      { $set: { 'lines.$[b].n': 9 } },
      { arrayFilters: [{ 'b.sku': 'b', 'b.n': { $lt: 3 } }] },
      [1, 9, 3],
    ],
  ])('finds elements with %s', async (_, filter, update, options, expected) => {
    const collection = await mongo.collection([{ _id: 1, lines }]);
    await collection.updateOne(filter as Document, update, options);
    const found = await collection.findOne<{ lines: typeof lines }>();
    expect(found?.lines.map(({ n }) => n)).toEqual(expected);
  });

  it('sets the time with $currentDate', async () => {
    const collection = await mongo.collection([{ _id: 1 }]);
    const update: Document = { $currentDate: { at: true, stamp: { $type: 'timestamp' } } };
    await collection.updateOne({}, update);
    expect(await collection.findOne()).toEqual({
      _id: 1,
      at: expect.any(Date) as unknown,
      stamp: expect.any(Timestamp) as unknown,
    });
  });
});

describe('$inc and $mul: arithmetic keeps to the number types of the server', () => {
  it.each([
    ['int and int', new Int32(1), new Int32(2), 'int', '3'],
    ['int and long', new Int32(1), Long.fromNumber(2), 'long', '3'],
    ['int that overflows', new Int32(2147483647), new Int32(1), 'long', '2147483648'],
    ['int and double', new Int32(1), new Double(2), 'double', '3'],
    ['long and double', Long.fromNumber(1), new Double(0.5), 'double', '1.5'],
    ['long and long', Long.fromString('9007199254740993'), Long.fromNumber(1), 'long', '9007199254740994'],
    ['decimal and int', Decimal128.fromString('0.10'), new Int32(1), 'decimal', '1.10'],
    ['decimal and double', Decimal128.fromString('1'), 0.1, 'decimal', '1.100000000000000'],
    ['decimal and decimal', Decimal128.fromString('0.1'), Decimal128.fromString('0.2'), 'decimal', '0.3'],
  ])('%s', async (_, before, by, type, text) => {
    const collection = await mongo.collection([{ _id: 1, v: before }]);
    await collection.updateOne({}, { $inc: { v: by } });
    const found = await collection.findOne({ v: { $type: type } } as Document, { promoteValues: false });
    expect(String(found?.['v'])).toBe(text);
  });
});

describe('update operators: an update is refused', () => {
  const before = { _id: 1, a: 'text', n: 1, l: [1], o: { p: 1 } };
  it.each<[string, Document | Document[], number, Document?]>([
    ['an unknown operator', { $nonsense: { a: 1 } }, 9],
    ['an operator without fields', { $set: 5 }, 9],
    ['$inc of a text', { $inc: { a: 1 } }, 14],
    ['$inc by a text', { $inc: { n: 'x' } }, 14],
    ['$push to a number', { $push: { n: 1 } }, 2],
    ['$pop of a number', { $pop: { n: 1 } }, 14],
    ['$pop by another number', { $pop: { l: 2 } }, 9],
    ['a way through a text', { $set: { 'a.b': 1 } }, 28],
    ['a name in an array', { $set: { 'l.x': 1 } }, 28],
    ['the same path twice', { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['a path and its parent', { $set: { o: 1, 'o.p': 1 } }, 40],
    ['another _id', { $set: { _id: 2 } }, 66],
    ['no _id', { $unset: { _id: '' } }, 66],
    ['an empty field name', { $set: { 'a..b': 1 } }, 56],
    ['$ without a condition on the array', { $set: { 'l.$': 1 } }, 2],
    ['$[name] without its filter', { $set: { 'l.$[x]': 1 } }, 2],
    ['$[] on no array', { $set: { 'n.$[]': 1 } }, 2],
    ['$rename to itself', { $rename: { a: 'a' } }, 2],
    ['an overflowing long', { $inc: { big: Long.MAX_VALUE } }, 2, { big: Long.MAX_VALUE }],
    ['a stage that updates cannot have', [{ $match: {} }], 72],
    ['two filters of one name', { $set: { 'l.$[x]': 1 } }, 9, { filters: [{ x: 1 }, { x: 2 }] }],
    ['a filter that no path uses', { $set: { n: 1 } }, 9, { filters: [{ x: 1 }] }],
    ['a filter and a pipeline', [{ $set: { n: 2 } }], 9, { filters: [{ x: 1 }] }],
    ['a filter of two names', { $set: { 'l.$[x]': 1 } }, 9, { filters: [{ x: 1, y: 1 }] }],
    ['$rename of an element', { $rename: { 'l.0': 'x' } }, 2],
    ['$rename to an element', { $rename: { a: 'l.0' } }, 2],
    ['a result over 16 MB', { $set: { a: 'x'.repeat(16 * 1024 * 1024 - 20) } }, 17419],
  ])('with %s', async (_, update, code, extra = {}) => {
    const { filters, ...more } = extra;
    const collection = await mongo.collection([{ ...before, ...more }]);
    const options = filters ? { arrayFilters: filters as Document[] } : {};
    expect(await codeOf(collection.updateOne({ _id: 1 as never }, update, options))).toBe(code);
    expect(await collection.findOne()).toEqual({ ...before, ...more });
  });

  it.each([
    ['a field with a dollar', { a: 1, $b: 2 }, [], 52],
    ['array filters', { a: 1 }, [{ x: 1 }], 9],
  ])('as a replacement with %s', async (_, u, arrayFilters, code) => {
    const collection = await mongo.collection([before]);
    const command = { update: 'things', updates: [{ q: {}, u, arrayFilters }] };
    const reply = await mongo.client.db(collection.dbName).command(command);
    expect(reply).toMatchObject({ writeErrors: [{ index: 0, code }] });
    expect(await collection.findOne()).toEqual(before);
  });

  it('as an upsert whose filter fixes a field twice', async () => {
    const collection = await mongo.collection();
    const twice = { a: 1, $and: [{ a: 2 }] };
    expect(await codeOf(collection.updateOne(twice, { $set: { b: 1 } }, { upsert: true }))).toBe(54);
    expect(await collection.countDocuments()).toBe(0);
  });
});

describe('update with upsert: an upsert', () => {
  it.each<[string, Document, Document, Document]>([
    [
      'starts from the equalities of the filter',
      { _id: 5, a: 1, 'b.c': { $eq: 2 }, d: { $gt: 3 } },
      { $set: { e: 4 } },
      { _id: 5, a: 1, b: { c: 2 }, e: 4 },
    ],
    ['takes those under $and', { $and: [{ _id: 5 }, { a: 1 }] }, { $inc: { n: 2 } }, { _id: 5, a: 1, n: 2 }],
    ['takes no pattern', { _id: 5, a: /x/ }, { $set: { n: 2 } }, { _id: 5, n: 2 }],
    ['does $setOnInsert', { _id: 5 }, { $setOnInsert: { a: 1 }, $set: { b: 2 } }, { _id: 5, a: 1, b: 2 }],
    ['takes the _id of $setOnInsert', { a: 1 }, { $setOnInsert: { _id: 6 } }, { _id: 6, a: 1 }],
    ['makes an ObjectId', { a: 1 }, { $set: { b: 1 } }, { _id: expect.any(ObjectId), a: 1, b: 1 }],
  ])('%s', async (_, filter, update, expected) => {
    const collection = await mongo.collection();
    const result = await collection.updateOne(filter, update, { upsert: true });
    expect(result).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1 });
    const found = await collection.findOne();
    expect(found).toEqual(expected);
    expect(result.upsertedId).toEqual(found?._id);
  });

  it('of a replacement takes only the _id from the filter', async () => {
    const collection = await mongo.collection();
    await collection.replaceOne({ _id: 5 as never, a: 1 }, { b: 2 }, { upsert: true });
    expect(await collection.findOne()).toEqual({ _id: 5, b: 2 });
    expect(await codeOf(collection.replaceOne({ _id: 6 as never }, { _id: 7 as never }, { upsert: true }))).toBe(66);
  });

  it('updates what is there', async () => {
    const collection = await mongo.collection([{ _id: 5, n: 1 }]);
    const result = await collection.updateOne({ _id: 5 as never }, { $inc: { n: 1 } }, { upsert: true });
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
  });
});
