import { describe, expect, it } from '@jest/globals';
import type { AnyBulkWriteOperation, Document, MongoBulkWriteError } from 'mongodb';
import { ObjectId } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

interface Thing {
  _id: number;
  a?: number | string | undefined;
  b?: number | string | undefined;
  _position?: number | undefined;
}

const three: Thing[] = [
  { _id: 1, a: 1 },
  { _id: 2, a: 2 },
  { _id: 3, a: 3 },
];

describe('insert:', () => {
  it('gives a document an ObjectId when it has no _id', async () => {
    const collection = await mongo.collection();
    const { insertedId } = await collection.insertOne({ a: 1 });
    expect(insertedId).toBeInstanceOf(ObjectId);
    expect(await collection.findOne({ _id: insertedId })).toEqual({ _id: insertedId, a: 1 });
  });

  it('makes an _id itself for a client that sends none', async () => {
    const database = mongo.database();
    await database.command({ insert: 'things', documents: [{ a: 1 }] });
    expect(await database.collection('things').findOne()).toEqual({ _id: expect.any(ObjectId) as unknown, a: 1 });
  });

  it('refuses an _id that is there, also as another number type', async () => {
    const collection = await mongo.collection<Thing>(three);
    const fault = await collection.insertOne({ _id: 1 }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } });
    expect((fault as Error).message).toMatch(
      /^E11000 duplicate key error collection: .*things index: _id_ dup key: \{ _id: 1 \}$/,
    );
  });

  it.each([
    ['an array as _id', { _id: [1] }, 53],
    ['an _id with a dollar', { _id: { $a: 1 } }, 52],
    ['a document over 16 MB', { text: 'x'.repeat(16 * 1024 * 1024) }, 2],
  ])('refuses %s', async (_, document, code) => {
    const database = mongo.database();
    const reply = database
      .command({ insert: 'things', documents: [document] })
      .then((answer) => (answer['writeErrors'] as { code: number }[])[0]?.code);
    expect(await reply.catch((fault: { code: number }) => fault.code)).toBe(code);
  });

  it.each([
    ['ordered', true, [1, 2]],
    ['unordered', false, [1, 2, 3]],
  ])('%s tells which documents failed', async (_, ordered, stored) => {
    const collection = await mongo.collection<Thing>();
    const documents = [{ _id: 1 }, { _id: 2 }, { _id: 1 }, { _id: 3 }];
    const fault = (await collection
      .insertMany(documents, { ordered })
      .catch((error: unknown) => error)) as MongoBulkWriteError;
    expect([fault.writeErrors].flat().map(({ index, code }) => [index, code])).toEqual([[2, 11000]]);
    expect(await collection.distinct('_id')).toEqual(stored);
  });
});

describe('delete:', () => {
  it.each([
    ['one', (filter: Document) => ['deleteOne', filter] as const, { a: { $gt: 1 } }, 1, [1, 3]],
    ['many', (filter: Document) => ['deleteMany', filter] as const, { a: { $gt: 1 } }, 2, [1]],
    ['nothing', (filter: Document) => ['deleteMany', filter] as const, { a: 9 }, 0, [1, 2, 3]],
    ['all', (filter: Document) => ['deleteMany', filter] as const, {}, 3, []],
  ])('takes %s', async (_, call, filter, count, left) => {
    const collection = await mongo.collection<Thing>(three);
    const [method] = call(filter);
    expect((await collection[method](filter)).deletedCount).toBe(count);
    expect(await collection.distinct('_id')).toEqual(left);
  });

  it('of a collection that is not there takes nothing', async () => {
    const collection = await mongo.collection();
    expect((await collection.deleteMany({})).deletedCount).toBe(0);
    expect(await mongo.client.db(collection.dbName).listCollections().toArray()).toEqual([]);
  });
});

describe('update:', () => {
  it('says what it matched and what it changed', async () => {
    const collection = await mongo.collection<Thing>(three);
    expect(await collection.updateMany({ a: { $lte: 2 } }, { $set: { a: 2 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 1,
    });
    expect(await collection.updateOne({ a: 9 }, { $set: { a: 2 } })).toMatchObject({
      matchedCount: 0,
      modifiedCount: 0,
    });
  });

  it('does not create a collection unless it upserts', async () => {
    const collection = await mongo.collection<Thing>();
    await collection.updateOne({ _id: 1 }, { $set: { a: 1 } });
    await collection.findOneAndUpdate({ _id: 1 }, { $set: { a: 1 } });
    expect(await mongo.client.db(collection.dbName).listCollections().toArray()).toEqual([]);
  });

  it('replaces a document whole and keeps its _id', async () => {
    const collection = await mongo.collection<Thing>(three);
    expect(await collection.replaceOne({ _id: 1 }, { b: 'new' })).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await collection.findOne({ _id: 1 })).toEqual({ _id: 1, b: 'new' });
    expect(await collection.replaceOne({ _id: 1 }, { b: 'new' })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    expect(await codeOf(collection.replaceOne({ _id: 1 }, { _id: 2 } as Thing))).toBe(66);
  });

  it.each([
    ['operators', { $set: { a: 1 } }],
    ['a replacement', { a: 1 }],
    ['a pipeline', [{ $set: { a: 1 } }]],
  ])('upserts an _id of null with %s', async (_, u) => {
    const collection = await mongo.collection();
    const update = { update: 'things', updates: [{ q: { _id: null }, u, upsert: true }] };
    expect(await mongo.client.db(collection.dbName).command(update)).toMatchObject({
      upserted: [{ index: 0, _id: null }],
    });
    expect(await collection.find().toArray()).toEqual([{ _id: null, a: 1 }]);
  });

  it('updates the first by a sort', async () => {
    const collection = await mongo.collection<Thing>(three);
    expect(
      await collection.findOneAndUpdate({}, { $set: { a: 9 } }, { sort: { a: -1 }, returnDocument: 'after' }),
    ).toEqual({ _id: 3, a: 9 });
  });

  it('does not meet its own changes', async () => {
    const collection = await mongo.collection<{ a: number }>(three);
    await collection.createIndex({ a: 1 });
    expect((await collection.updateMany({ a: { $gte: 1 } }, { $inc: { a: 10 } })).modifiedCount).toBe(3);
    expect(await collection.distinct('a')).toEqual([11, 12, 13]);
  });
});

describe('bulkWrite (insert, update, delete):', () => {
  const operations: AnyBulkWriteOperation<Thing>[] = [
    { insertOne: { document: { _id: 4 } } },
    { insertOne: { document: { _id: 1 } } },
    { replaceOne: { filter: { _id: 2, a: 2 }, replacement: { a: 'two' } } },
    { replaceOne: { filter: { _id: 3, a: 'stale' }, replacement: { a: 'lost' } } },
    { updateOne: { filter: { _id: 9 }, update: { $set: { a: 9 } }, upsert: true } },
    { updateOne: { filter: { _id: 1 }, update: { $inc: { a: 'x' as never } } } },
    { deleteOne: { filter: { _id: 3 } } },
  ];

  it('unordered does all that can be done and tells the rest by index', async () => {
    const collection = await mongo.collection<Thing>(three);
    const fault = (await collection
      .bulkWrite(operations, { ordered: false })
      .catch((error: unknown) => error)) as MongoBulkWriteError;
    expect([fault.writeErrors].flat().map(({ index, code }) => [index, code])).toEqual([
      [1, 11000],
      [5, 14],
    ]);
    expect(fault.result).toMatchObject({
      insertedCount: 1,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
      upsertedIds: { 4: 9 },
    });
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, a: 1 },
      { _id: 2, a: 'two' },
      { _id: 4 },
      { _id: 9, a: 9 },
    ]);
  });

  it('ordered ends at the first error', async () => {
    const collection = await mongo.collection<Thing>(three);
    const fault = (await collection.bulkWrite(operations).catch((error: unknown) => error)) as MongoBulkWriteError;
    expect(fault).toMatchObject({ code: 11000, result: { insertedCount: 1, matchedCount: 0 } });
    expect(await collection.countDocuments()).toBe(4);
  });

  it('compares and sets by a position, as projections do', async () => {
    const collection = await mongo.collection<Thing>([
      { _id: 1, _position: 5 },
      { _id: 2, _position: 7 },
    ]);
    const result = await collection.bulkWrite(
      [
        { replaceOne: { filter: { _id: 1, _position: 5 }, replacement: { _position: 6 } } },
        { replaceOne: { filter: { _id: 2, _position: 6 }, replacement: { _position: 8 } } },
        { updateOne: { filter: { _id: 2, _position: { $lte: 8 } }, update: { $set: { a: 'kept' } } } },
      ],
      { ordered: false },
    );
    expect(result).toMatchObject({ matchedCount: 2, modifiedCount: 2 });
    expect(await collection.find().toArray()).toEqual([
      { _id: 1, _position: 6 },
      { _id: 2, _position: 7, a: 'kept' },
    ]);
  });
});

describe('update, delete: a statement that is malformed', () => {
  it.each([
    [
      'update',
      [
        { q: {}, u: { $set: { a: 9 } }, multi: true },
        { q: {}, u: {}, nonsense: 1 },
      ],
      40415,
    ],
    ['update', [{ q: {}, u: { $set: { a: 9 } }, multi: true }, { q: {} }], 40414],
    [
      'delete',
      [
        { q: {}, limit: 0 },
        { q: {}, limit: 5 },
      ],
      9,
    ],
  ])('fails the whole %s before anything is done: %j', async (name, list, code) => {
    const collection = await mongo.collection<Thing>(three);
    const answer = mongo.client.db(collection.dbName).command({ [name]: 'things', [`${name}s`]: list, ordered: false });
    expect(await codeOf(answer)).toBe(code);
    expect(await collection.find().toArray()).toEqual(three);
  });
});

describe('findAndModify:', () => {
  it.each([
    ['before', { _id: 1, a: 1 }],
    ['after', { _id: 1, a: 2 }],
  ] as const)('returns the document %s', async (returnDocument, expected) => {
    const collection = await mongo.collection<{ _id: number; a: number }>(three);
    expect(await collection.findOneAndUpdate({ _id: 1 }, { $inc: { a: 1 } }, { returnDocument })).toEqual(expected);
  });

  it('takes a projection, a replacement, a removal and an upsert', async () => {
    const collection = await mongo.collection<Thing>(three);
    expect(
      await collection.findOneAndReplace({ _id: 1 }, { b: 5 }, { projection: { _id: 0 }, returnDocument: 'after' }),
    ).toEqual({ b: 5 });
    expect(await collection.findOneAndDelete({ _id: 2 })).toEqual({ _id: 2, a: 2 });
    expect(await collection.findOneAndDelete({ _id: 2 })).toBeNull();
    expect(await collection.findOneAndUpdate({ _id: 7 }, { $set: { a: 7 } }, { upsert: true })).toBeNull();
    const full = await collection.findOneAndUpdate(
      { _id: 8 },
      { $set: { a: 8 } },
      { upsert: true, returnDocument: 'after', includeResultMetadata: true },
    );
    expect(full).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 8 },
      value: { _id: 8, a: 8 },
    });
    expect(await collection.distinct('_id')).toEqual([1, 3, 7, 8]);
  });
});

describe('insert, update, delete, findAndModify: refused', () => {
  it.each([
    ['without statements', { insert: 'c', documents: [] }, 21],
    ['without a list', { insert: 'c' }, 40414],
    ['with an unknown field in a statement', { update: 'c', updates: [{ q: {}, u: {}, nonsense: 1 }] }, 40415],
    ['with a sort, which came with 8.0', { update: 'c', updates: [{ q: {}, u: {}, sort: { a: 1 } }] }, 40415],
    ['with an unknown field in a removal', { delete: 'c', deletes: [{ q: {}, limit: 0, nonsense: 1 }] }, 40415],
    ['without a limit', { delete: 'c', deletes: [{ q: {} }] }, 40414],
    ['with another limit than 0 and 1', { delete: 'c', deletes: [{ q: {}, limit: 2 }] }, 9],
    ['as a replacement of many', { update: 'c', updates: [{ q: {}, u: { a: 1 }, multi: true }] }, 9],
    ['to a collection name with a dollar', { insert: 'a$b', documents: [{}] }, 73],
    ['to no collection', { insert: 1, documents: [{}] }, 73],
    ['for more hosts than there are', { insert: 'c', documents: [{}], writeConcern: { w: 2 } }, 2],
    ['for a mode of replica sets', { insert: 'c', documents: [{}], writeConcern: { w: 'here' } }, 2],
    ['with a wrong filter', { update: 'none', updates: [{ q: { $nonsense: 1 }, u: {} }] }, 2],
    ['with a wrong filter', { delete: 'none', deletes: [{ q: { $nonsense: 1 }, limit: 1 }] }, 2],
    ['with a wrong filter', { findAndModify: 'none', query: { $nonsense: 1 }, update: {} }, 2],
    ['as a removal with an upsert', { findAndModify: 'c', remove: true, upsert: true }, 9],
    ['as a removal with an update', { findAndModify: 'c', remove: true, update: {} }, 9],
    ['as neither', { findAndModify: 'c', query: {} }, 9],
  ])('%s', async (_, command, code) => {
    const database = mongo.database();
    if ('update' in command || 'delete' in command) await database.createCollection('c');
    const answer = database
      .command(command)
      .then((reply) => (reply['writeErrors'] as { code: number }[] | undefined)?.[0]?.code ?? 0);
    expect(await answer.catch((fault: { code: number }) => fault.code)).toBe(code);
  });
});
