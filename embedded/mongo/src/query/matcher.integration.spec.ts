import { describe, expect, it } from '@jest/globals';
import { Binary, Decimal128, Double, Long } from 'bson';
import type { Document } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const documents: Document[] = [
  {
    _id: 1,
    n: 1,
    s: 'apple',
    tags: ['a', 'b'],
    lines: [
      { p: 1, q: 5 },
      { p: 2, q: 1 },
    ],
    at: new Date(1000),
  },
  { _id: 2, n: new Double(2), s: 'Banana', tags: [], lines: [{ p: 1, q: 1 }], nested: { x: { y: 1 } } },
  { _id: 3, n: Long.fromNumber(3), s: 'cherry', tags: 'a', nested: { x: [{ y: 1 }, { y: 2 }] }, z: null },
  { _id: 4, n: '4', s: 'date', tags: [['a', 'b'], 'c'], nested: { x: 1 }, flag: true },
  { _id: 5, n: null, list: [1, 5, 9], pair: { a: 1, b: 2 } },
];

/** Operators of the manual's "Query and Projection Operators", and the `_id`s they find. */
const filters: [Document, number[]][] = [
  [{}, [1, 2, 3, 4, 5]],
  [{ n: 2 }, [2]],
  [{ n: { $eq: 3 } }, [3]],
  [{ n: { $ne: 2 } }, [1, 3, 4, 5]],
  [{ n: null }, [5]],
  [{ z: null }, [1, 2, 3, 4, 5]],
  [{ z: { $exists: true } }, [3]],
  [{ z: { $exists: false } }, [1, 2, 4, 5]],
  [{ n: { $gt: 1 } }, [2, 3]],
  [{ n: { $gte: 1, $lt: 3 } }, [1, 2]],
  [{ n: { $gt: '3' } }, [4]],
  [{ n: { $gte: null } }, [5]],
  [{ s: { $gte: 'b' } }, [3, 4]],
  [{ at: { $lte: new Date(1000) } }, [1]],
  [{ n: { $in: [1, '4', null] } }, [1, 4, 5]],
  [{ s: { $in: [/^a/, /^b/i] } }, [1, 2]],
  [{ n: { $nin: [1, 2] } }, [3, 4, 5]],
  [{ s: /an/ }, [2]],
  [{ s: { $regex: '^B', $options: 'i' } }, [2]],
  [{ s: { $not: /a/ } }, [3, 5]],
  [{ tags: { $not: /^a/ } }, [2, 4, 5]],
  [{ n: /1/ }, []],
  [{ tags: 'a' }, [1, 3]],
  [{ tags: ['a', 'b'] }, [1, 4]],
  [{ tags: { $size: 0 } }, [2]],
  [{ tags: { $all: ['a', 'b'] } }, [1]],
  [{ tags: { $ne: 'a' } }, [2, 4, 5]],
  [{ 'tags.0': 'a' }, [1]],
  [{ tags: { $type: 'array' } }, [1, 2, 4]],
  [{ n: { $type: 'number' } }, [1, 2, 3]],
  [{ n: { $type: ['double', 18] } }, [2, 3]],
  [{ 'lines.p': 2 }, [1]],
  [{ 'lines.p': 1, 'lines.q': 1 }, [1, 2]],
  [{ lines: { $elemMatch: { p: 1, q: 1 } } }, [2]],
  [{ lines: { $elemMatch: { q: { $gt: 2 } } } }, [1]],
  [{ list: { $elemMatch: { $gt: 4, $lt: 6 } } }, [5]],
  [{ list: { $elemMatch: { $gt: 5, $lt: 9 } } }, []],
  [{ lines: { $elemMatch: { $and: [{ p: 2 }, { q: 1 }] } } }, [1]],
  [{ lines: { $elemMatch: { $or: [{ q: 5 }, { q: 7 }] } } }, [1]],
  [{ lines: { $elemMatch: { $nor: [{ p: 1 }] } } }, [1]],
  [{ list: { $gt: 8, $lt: 2 } }, [5]],
  [{ list: { $not: { $gt: 8 } } }, [1, 2, 3, 4]],
  [{ n: { $not: { $gt: 1, $lt: 3 } } }, [1, 3, 4, 5]],
  [{ list: { $not: { $gt: 8, $lt: 2 } } }, [1, 2, 3, 4]],
  [{ n: { $not: { $not: { $gt: 1, $lt: 3 } } } }, [2]],
  [{ list: { $elemMatch: { $not: { $gt: 1, $lt: 9 } } } }, [5]],
  [{ n: { $bitsAllSet: 3 } }, [3]],
  [{ n: { $bitsAllClear: [0, 2] } }, [2]],
  [{ n: { $bitsAnySet: 3 } }, [1, 2, 3]],
  [{ n: { $bitsAnyClear: Long.fromNumber(3) } }, [1, 2]],
  [{ list: { $bitsAllSet: [0, 3] } }, [5]],
  [{ s: { $regex: 'b an # a fruit', $options: 'xi' } }, [2]],
  [{ s: { $regex: '(?i)^B' } }, [2]],
  [{ list: { $all: [{ $elemMatch: { $gt: 8 } }, 1] } }, [5]],
  [{ 'nested.x.y': 1 }, [2, 3]],
  [{ 'nested.x.1.y': 2 }, [3]],
  [{ 'nested.x.y': null }, [1, 4, 5]],
  [{ pair: { a: 1, b: 2 } }, [5]],
  [{ pair: { b: 2, a: 1 } }, []],
  [{ n: { $mod: [2, 1] } }, [1, 3]],
  [{ n: { $mod: [2.9, 0.1] } }, [2]],
  [{ $or: [{ n: 1 }, { flag: true }] }, [1, 4]],
  [{ $and: [{ n: { $gt: 0 } }, { s: /e/ }] }, [1, 3]],
  [{ $nor: [{ n: 1 }, { n: 2 }] }, [3, 4, 5]],
  [{ $expr: { $eq: ['$n', 2] } }, [2]],
  [{ $comment: 'why', n: 1 }, [1]],
  [{ constructor: { $exists: true } }, []],
  [{ _id: { $in: [5, 1, 7, 5] } }, [1, 5]],
  [{ _id: { $gt: 1, $lte: 3 } }, [2, 3]],
];

describe('query operators: a filter', () => {
  it.each(filters)('%j finds %j', async (filter, ids) => {
    const collection = await mongo.collection(documents);
    const found = await collection.find(filter).toArray();
    expect(found.map(({ _id }) => _id as unknown).sort()).toEqual(ids);
    expect(await collection.countDocuments(filter)).toBe(ids.length);
  });

  it.each([
    ['an unknown operator', { n: { $nonsense: 1 } }, 2],
    ['an unknown operator at the top', { $nonsense: 1 }, 2],
    ['$in without a list', { n: { $in: 1 } }, 2],
    ['$mod of one number', { n: { $mod: [2] } }, 2],
    ['$mod of no number', { n: { $mod: ['2', 0] } }, 2],
    ['$mod of no list', { n: { $mod: 2 } }, 2],
    ['$mod by nothing', { n: { $mod: [0, 1] } }, 2],
    ['$elemMatch without a document', { lines: { $elemMatch: 1 } }, 2],
    ['$not of a value', { n: { $not: 1 } }, 2],
    ['$all without a list', { tags: { $all: 'a' } }, 2],
    ['$or without branches', { $or: [] }, 2],
    ['a broken pattern', { s: { $regex: '(' } }, 51091],
    ['an unknown flag', { s: { $regex: 'a', $options: 'z' } }, 51108],
    ['$not of nothing', { n: { $not: {} } }, 2],
    ['bits of text', { n: { $bitsAllSet: 'a' } }, 2],
    ['bits of a fraction', { n: { $bitsAnySet: 1.5 } }, 9],
    ['bits of a negative number', { n: { $bitsAnySet: -1 } }, 9],
    ['a bit before the first', { n: { $bitsAnyClear: [1, -1] } }, 9],
    ['what JavaScript reads otherwise', { s: { $regex: '\\Aa' } }, 238],
    ['a class that JavaScript does not have', { s: { $regex: '[[:alpha:]]' } }, 238],
    ['an unknown type', { n: { $type: 'nonsense' } }, 2],
    ['$size with a fraction', { tags: { $size: 1.5 } }, 2],
    ['$where', { $where: 'true' }, 238],
    ['$text', { $text: { $search: 'a' } }, 238],
    ['$near', { at: { $near: [1, 2] } }, 238],
  ])('with %s is refused', async (_, filter, code) => {
    const collection = await mongo.collection(documents);
    expect(await codeOf(collection.find(filter as Document).toArray())).toBe(code);
  });
});

describe('query operators: bits', () => {
  it.each<[Document, number[]]>([
    [{ v: { $bitsAllSet: [70] } }, [1]],
    [{ v: { $bitsAnySet: Binary.createFromHexString('01') } }, [1, 2]],
    [{ v: { $bitsAllSet: Binary.createFromHexString('0002') } }, [1, 2]],
    [{ v: { $bitsAllClear: [0] } }, [3]],
    [{ v: { $bitsAllClear: [200] } }, [2, 3]],
    [{ v: { $bitsAllSet: [] } }, [1, 2, 3]],
  ])('%j of numbers, which go on with their sign, and of binary data finds %j', async (filter, ids) => {
    const collection = await mongo.collection([
      { _id: 1, v: -1 },
      { _id: 2, v: Binary.createFromHexString('0102') },
      { _id: 3, v: new Double(4) },
      { _id: 4, v: 1.5 },
      { _id: 5, v: 'a' },
      { _id: 6, v: Decimal128.fromString('3') },
    ]);
    expect((await collection.find(filter).toArray()).map(({ _id }) => _id as unknown)).toEqual(ids);
  });
});

describe('query operators: a long is compared exactly', () => {
  const big = Long.fromString('9007199254740993');
  it.each([
    [{ v: { $gt: 9007199254740992 } }, 1],
    [{ v: 9007199254740992 }, 0],
    [{ v: big }, 1],
    [{ v: { $lt: big } }, 0],
  ])('%j', async (filter, count) => {
    const collection = await mongo.collection([{ v: big }]);
    expect(await collection.countDocuments(filter)).toBe(count);
  });
});
