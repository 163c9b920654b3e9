import { describe, expect, it } from '@jest/globals';
import type { Collection, Db, Document } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const validator = { total: { $type: 'number', $gte: 0 } };

async function held(options: Document = {}): Promise<[Db, Collection]> {
  const database = mongo.database();
  return [database, await database.createCollection('things', { validator, ...options })];
}

/** `errInfo.details` of what an insert ends with. */
async function detailsOf(validator: Document, document: Document): Promise<unknown> {
  const collection = await mongo.database().createCollection('things', { validator });
  const fault = (await collection.insertOne({ _id: 1 as never, ...document }).catch((error: unknown) => error)) as {
    code: number;
    errInfo: { failingDocumentId: unknown; details: unknown };
  };
  expect([fault.code, fault.errInfo.failingDocumentId]).toEqual([121, 1]);
  return fault.errInfo.details;
}

describe('a validator', () => {
  it('holds inserts, updates and upserts to it', async () => {
    const [database, collection] = await held();
    await collection.insertOne({ _id: 1 as never, total: 5 });
    expect(await codeOf(collection.insertOne({ total: -1 }))).toBe(121);
    expect(await codeOf(collection.updateOne({ total: 5 }, { $set: { total: 'much' } }))).toBe(121);
    expect(await codeOf(collection.replaceOne({ total: 5 }, { total: -5 }))).toBe(121);
    expect(await codeOf(collection.findOneAndUpdate({ total: 5 }, { $inc: { total: -6 } }))).toBe(121);
    expect(await codeOf(collection.updateOne({ a: 1 }, { $set: { b: 1 } }, { upsert: true }))).toBe(121);
    await database.collection('others').insertOne({ total: -7 });
    for (const stage of [{ $out: 'things' }, { $merge: 'things' }])
      expect(await codeOf(database.collection('others').aggregate([stage]).toArray())).toBe(121);
    expect(await collection.find().toArray()).toEqual([{ _id: 1, total: 5 }]);
    expect(await database.listCollections({}, { nameOnly: true }).toArray()).toHaveLength(2);
  });

  it('is passed by where a client says so', async () => {
    const [database, collection] = await held();
    const bypass = { bypassDocumentValidation: true };
    await collection.insertOne({ _id: 1 as never, total: -1 }, bypass);
    await collection.updateOne({ total: -1 }, { $set: { total: -2 } }, bypass);
    await collection.findOneAndUpdate({ total: -2 }, { $set: { total: -3 } }, bypass);
    await database.collection('others').insertOne({ _id: 2 as never, total: -7 });
    await database
      .collection('others')
      .aggregate([{ $merge: 'things' }], bypass)
      .toArray();
    expect(await collection.distinct('total')).toEqual([-3, -7]);
    await database
      .collection('others')
      .aggregate([{ $out: 'things' }], bypass)
      .toArray();
    expect(await collection.distinct('total')).toEqual([-7]);
    expect(await codeOf(collection.insertOne({ total: -1 }))).toBe(121);
  });

  it('comes, changes and goes with collMod; what was there stays', async () => {
    const collection = await mongo.collection([{ _id: 1, total: -1 }]);
    const database = mongo.client.db(collection.dbName);
    await database.command({ collMod: 'things', validator });
    expect(await database.listCollections().toArray()).toMatchObject([
      { options: { validator, validationLevel: 'strict', validationAction: 'error' } },
    ]);
    expect(await codeOf(collection.updateOne({ total: -1 }, { $set: { a: 1 } }))).toBe(121);
    await database.command({ collMod: 'things', validationLevel: 'moderate' });
    expect(await codeOf(collection.updateOne({ total: -1 }, { $set: { a: 1 } }))).toBe(0);
    expect(await codeOf(collection.insertOne({ total: -1 }))).toBe(121);
    await database.command({ collMod: 'things', validator: {} });
    expect(await codeOf(collection.insertOne({ total: -1 }))).toBe(0);
  });

  it.each([{ validationAction: 'warn' }, { validationLevel: 'off' }])('%j lets everything in', async (options) => {
    const [, collection] = await held(options);
    expect(await codeOf(collection.insertOne({ total: -1 }))).toBe(0);
  });

  it.each([
    ['a filter that is none', { validator: { $nonsense: 1 } }, 2],
    ['a level that is none', { validator, validationLevel: 'some' }, 2],
    ['an action that is none', { validator, validationAction: 'some' }, 2],
    ['text', { validator: 'total' }, 14],
  ])('of %s is refused', async (_, options, code) => {
    expect(await codeOf(mongo.database().command({ create: 'things', ...options }))).toBe(code);
    const collection = await mongo.collection([{}]);
    expect(await codeOf(mongo.client.db(collection.dbName).command({ collMod: 'things', ...options }))).toBe(code);
  });

  it.each<[Document, Document, Document]>([
    [
      { a: { $type: 'string' } },
      { a: 1 },
      {
        operatorName: '$type',
        specifiedAs: { a: { $type: 'string' } },
        reason: 'type did not match',
        consideredValue: 1,
        consideredType: 'int',
      },
    ],
    [{ a: 5 }, {}, { operatorName: '$eq', specifiedAs: { a: 5 }, reason: 'field was missing' }],
    [
      { 'l.a': { $gt: 5 } },
      { l: [{ a: 1 }, { a: 2 }] },
      {
        operatorName: '$gt',
        specifiedAs: { 'l.a': { $gt: 5 } },
        reason: 'comparison failed',
        consideredValues: [1, 2],
      },
    ],
    [
      { a: { $exists: false } },
      { a: 1 },
      {
        operatorName: '$exists',
        specifiedAs: { a: { $exists: false } },
        reason: 'path does exist',
        consideredValue: 1,
      },
    ],
    [
      { a: { $regex: '^x', $options: 'i' }, b: { $exists: true } },
      { a: 'y' },
      {
        operatorName: '$and',
        clausesNotSatisfied: [
          {
            index: 0,
            details: {
              operatorName: '$regex',
              specifiedAs: { a: { $regex: '^x', $options: 'i' } },
              reason: 'regular expression did not match',
              consideredValue: 'y',
            },
          },
          {
            index: 1,
            details: {
              operatorName: '$exists',
              specifiedAs: { b: { $exists: true } },
              reason: 'path does not exist',
            },
          },
        ],
      },
    ],
    [
      { $or: [{ a: 1 }, { a: 2 }] },
      { a: 3 },
      {
        operatorName: '$or',
        clausesNotSatisfied: [1, 2].map((a, index) => ({
          index,
          details: { operatorName: '$eq', specifiedAs: { a }, reason: 'comparison failed', consideredValue: 3 },
        })),
      },
    ],
    [{ $nor: [{ a: 1 }, { a: 3 }] }, { a: 3 }, { operatorName: '$nor', clausesSatisfied: [{ index: 1 }] }],
    [
      { $expr: { $gt: ['$a', '$b'] } },
      { a: 1, b: 2 },
      {
        operatorName: '$expr',
        specifiedAs: { $expr: { $gt: ['$a', '$b'] } },
        reason: 'expression did not match',
        expressionResult: false,
      },
    ],
  ])('%j tells why %j is not let in', async (filter, document, details) => {
    expect(await detailsOf(filter, document)).toEqual(details);
  });

  it('of a schema tells which rules are broken', async () => {
    const $jsonSchema = {
      required: ['name'],
      properties: {
        year: { bsonType: 'int', minimum: 2000, description: 'the year of' },
        l: { items: { type: 'string' } },
      },
      additionalProperties: false,
    };
    expect(await detailsOf({ $jsonSchema }, { year: 1999, l: ['a', 5], more: 1 })).toEqual({
      operatorName: '$jsonSchema',
      schemaRulesNotSatisfied: [
        { operatorName: 'required', specifiedAs: { required: ['name'] }, missingProperties: ['name'] },
        {
          operatorName: 'properties',
          propertiesNotSatisfied: [
            {
              propertyName: 'year',
              description: 'the year of',
              details: [
                {
                  operatorName: 'minimum',
                  specifiedAs: { minimum: 2000 },
                  reason: 'comparison failed',
                  consideredValue: 1999,
                },
              ],
            },
            {
              propertyName: 'l',
              details: [
                {
                  operatorName: 'items',
                  reason: 'At least one item did not match the sub-schema',
                  itemIndex: 1,
                  details: [
                    {
                      operatorName: 'type',
                      specifiedAs: { type: 'string' },
                      reason: 'type did not match',
                      consideredValue: 5,
                      consideredType: 'int',
                    },
                  ],
                },
              ],
            },
          ],
        },
        {
          operatorName: 'additionalProperties',
          specifiedAs: { additionalProperties: false },
          additionalProperties: ['_id', 'more'],
        },
      ],
    });
  });
});
