import { describe, expect, it } from '@jest/globals';
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson';
import { withMongo } from '../testing/with-mongo.js';

const mongo = withMongo({ promoteValues: false, promoteLongs: false, raw: true, bsonRegExp: true });

const values: [string, unknown][] = [
  ['an int32', new Int32(5)],
  ['the smallest int32', new Int32(-2147483648)],
  ['a double that is whole', new Double(5)],
  ['a double that is not', new Double(0.1)],
  ['negative zero', new Double(-0)],
  ['not a number', new Double(NaN)],
  ['infinity', new Double(-Infinity)],
  ['a double beyond 2^53', new Double(2 ** 60)],
  ['a small long', Long.fromNumber(5)],
  ['a long beyond 2^53', Long.fromString('9007199254740993')],
  ['the largest long', Long.MAX_VALUE],
  ['a decimal', Decimal128.fromString('12.30')],
  ['a tiny decimal', Decimal128.fromString('1E-6176')],
  ['text with every plane', 'aé한😀\u0000z'],
  ['a date', new Date('2026-07-01T12:00:00.123Z')],
  ['a date before 1970', new Date(-1)],
  ['an ObjectId', new ObjectId('650000000000000000000001')],
  ['bytes', new Binary(Buffer.from([0, 1, 255]))],
  ['bytes of the old subtype', new Binary(Buffer.from([1, 2]), Binary.SUBTYPE_BYTE_ARRAY)],
  ['a UUID', new UUID('0189f7d2-3a4b-7c5d-8e6f-001122334455')],
  ['a timestamp', new Timestamp({ t: 4_000_000_000, i: 7 })],
  ['a pattern', new BSONRegExp('^a.b$', 'im')],
  ['code', new Code('return 1')],
  ['code with scope', new Code('return x', { x: new Int32(1) })],
  ['MinKey', new MinKey()],
  ['MaxKey', new MaxKey()],
  ['null', null],
  ['true', true],
  ['an empty document', {}],
  ['an empty array', []],
  ['keys in no order', { z: new Int32(1), a: { c: new Double(1), b: null }, m: [new Double(2), [new Int32(3)]] }],
  ['keys that objects inherit', { constructor: new Int32(1), toString: new Int32(2), ['__proto__x']: new Int32(3) }],
];

const bytesOf = (found: unknown): string => Buffer.from(found as Uint8Array).toString('hex');

describe.each(values)('%s', (_, value) => {
  it('comes back as it went in, also after another field was changed', async () => {
    const collection = await mongo.collection();
    await collection.insertOne({ _id: 1 as never, before: new Int32(1), value });
    const inserted = bytesOf(await collection.findOne({ _id: 1 as never }));
    await collection.updateOne({ _id: 1 as never }, { $set: { before: new Int32(2) } });
    await collection.updateOne({ _id: 1 as never }, { $set: { before: new Int32(1) } });
    expect(bytesOf(await collection.findOne({ _id: 1 as never }))).toBe(inserted);
    await collection.updateOne({ _id: 1 as never }, [{ $set: { before: { $add: ['$before', 0] } } }]);
    expect(bytesOf(await collection.findOne({ _id: 1 as never }))).toBe(inserted);
  });

  it('is found by itself, with and without an index', async () => {
    const collection = await mongo.collection([
      { _id: 1, value },
      { _id: 2, value: 'another' },
    ]);
    const ids = async (): Promise<string[]> =>
      (await collection.find({ value: { $eq: value } }, { projection: { _id: 1 } }).toArray()).map(bytesOf);
    const found = await ids();
    expect(found).toHaveLength(1);
    await collection.createIndex({ value: 1 });
    expect(await ids()).toEqual(found);
  });
});

it('a document starts with its _id, wherever the client put it', async () => {
  const collection = await mongo.collection();
  await collection.insertOne({ a: new Int32(1), _id: 1 as never, b: new Int32(2) });
  const found = bytesOf(await collection.findOne());
  await collection.insertOne({ _id: 2 as never, a: new Int32(1), b: new Int32(2) });
  expect(found.length).toBe(bytesOf(await collection.findOne({ _id: 2 as never })).length);
  expect(Buffer.from(found, 'hex').toString('latin1', 5, 8)).toBe('_id');
});
