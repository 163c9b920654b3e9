import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const two: Document[] = [
  { _id: 1, n: 1 },
  { _id: 2, n: 2 },
];
const isWanted = { $expr: { $eq: ['$n', '$$wanted'] } };
const let2 = { let: { wanted: { $add: [1, 1] } } };
const set = { $set: { hit: true } };
const hit = [two[0], { ...two[1], hit: true }];

/** Every command that takes `let`, with variables in its filter; the driver sends the same option to each. */
describe('let:', () => {
  it.each<[string, Document, Document | Document[]]>([
    ['update', { updates: [{ q: isWanted, u: set }] }, hit],
    ['update', { updates: [{ q: isWanted, u: [{ $set: { hit: { $gt: ['$$wanted', 1] } } }] }] }, hit],
    ['delete', { deletes: [{ q: isWanted, limit: 0 }] }, [two[0] ?? {}]],
    ['findAndModify', { query: isWanted, update: set }, hit],
    ['findAndModify', { query: isWanted, remove: true }, [two[0] ?? {}]],
  ])('%s %j', async (name, fields, after) => {
    const collection = await mongo.collection(two);
    await mongo.client.db(collection.dbName).command({ [name]: 'things', ...fields, ...let2 });
    expect(await collection.find().toArray()).toEqual(after);
  });

  it('find, in its filter and its projection', async () => {
    const collection = await mongo.collection(two);
    const projection = { of: '$$wanted' };
    expect(await collection.find(isWanted, { ...let2, projection }).toArray()).toEqual([{ _id: 2, of: 2 }]);
    expect(await collection.find({ $or: [{ n: 9 }, isWanted] }, let2).toArray()).toEqual([two[1]]);
  });

  it.each([
    ['a variable that is not there', {}, 17276],
    ['one that reads a field', { let: { wanted: '$n' } }, 4890500],
    ['one that reads the document', { let: { wanted: { $size: { $objectToArray: '$$ROOT' } } } }, 4890500],
    ['a name in capitals', { let: { Wanted: 1 } }, 9],
    ['a name with a dash', { let: { 'want-ed': 1 } }, 9],
    ['variables that are no document', { let: 5 }, 14],
  ])('refuses %s', async (_, options, code) => {
    const collection = await mongo.collection(two);
    expect(
      await codeOf(mongo.client.db(collection.dbName).command({ find: 'things', filter: isWanted, ...options })),
    ).toBe(code);
  });

  it('is not a field of insert, nor of count', async () => {
    const collection = await mongo.collection(two);
    const database = mongo.client.db(collection.dbName);
    expect(await codeOf(database.command({ insert: 'things', documents: [{}], ...let2 }))).toBe(40415);
    expect(await codeOf(database.command({ count: 'things', ...let2 }))).toBe(40415);
  });

  it('takes a dollar as text where it is told to', async () => {
    const collection = await mongo.collection([{ _id: 1, n: '$n' }]);
    const options = { let: { wanted: { $literal: '$n' } } };
    expect(await collection.find(isWanted, options).toArray()).toHaveLength(1);
  });
});
