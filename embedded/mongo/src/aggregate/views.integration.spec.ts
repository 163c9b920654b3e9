import { describe, expect, it } from '@jest/globals';
import type { Collection, Db, Document } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

const orders: Document[] = [
  { _id: 1, store: 1, total: 10 },
  { _id: 2, store: 2, total: 20 },
  { _id: 3, store: 1, total: 30 },
  { _id: 4, store: 1, total: 40 },
];

/** A view of the orders of one store. */
async function withView(pipeline: Document[] = [{ $match: { store: 1 } }]): Promise<[Db, Collection]> {
  const database = mongo.database();
  await database.collection('orders').insertMany(orders);
  return [database, await database.createCollection('mine', { viewOn: 'orders', pipeline })];
}

describe('a view', () => {
  it('is found, counted and aggregated like a collection, and follows it', async () => {
    const [database, view] = await withView();
    expect(await view.find({ total: { $gt: 10 } }, { sort: { total: -1 }, limit: 1 }).toArray()).toEqual([orders[3]]);
    expect(await view.find({}, { skip: 1, projection: { _id: 1 } }).toArray()).toEqual([{ _id: 3 }, { _id: 4 }]);
    expect(await view.distinct('store')).toEqual([1]);
    expect(await view.estimatedDocumentCount()).toBe(3);
    expect(await view.countDocuments({ total: 30 })).toBe(1);
    await database.collection('orders').insertOne({ store: 1, total: 50 });
    expect(await view.aggregate([{ $group: { _id: '$store', sum: { $sum: '$total' } } }]).toArray()).toEqual([
      { _id: 1, sum: 130 },
    ]);
  });

  it('may show documents that no collection could hold', async () => {
    const [, view] = await withView([{ $project: { _id: 0, store: 1 } }]);
    expect(await view.find({ store: 1 }).toArray()).toEqual([{ store: 1 }, { store: 1 }, { store: 1 }]);
  });

  it('may be made of a view, and be joined', async () => {
    const [database] = await withView();
    await database.createCollection('large', { viewOn: 'mine', pipeline: [{ $match: { total: { $gte: 30 } } }] });
    expect(await database.collection('large').countDocuments()).toBe(2);
    const join = { $lookup: { from: 'large', localField: 'store', foreignField: 'store', as: 'others' } };
    const [joined] = await database
      .collection('orders')
      .aggregate([join, { $limit: 1 }])
      .toArray();
    expect(joined?.['others']).toEqual([orders[2], orders[3]]);
  });

  it('is listed with what it is made of, and dropped without harm', async () => {
    const [database, view] = await withView();
    expect(await database.listCollections({ type: 'view' }).toArray()).toEqual([
      {
        name: 'mine',
        type: 'view',
        options: { viewOn: 'orders', pipeline: [{ $match: { store: 1 } }] },
        info: { readOnly: true },
      },
    ]);
    await view.drop();
    expect(await database.listCollections({}, { nameOnly: true }).toArray()).toEqual([
      { name: 'orders', type: 'collection' },
    ]);
    expect(await database.collection('orders').countDocuments()).toBe(4);
  });

  it('can be changed', async () => {
    const [database, view] = await withView();
    await database.command({ collMod: 'mine', viewOn: 'orders', pipeline: [{ $match: { store: 2 } }] });
    expect(await view.find().toArray()).toEqual([orders[1]]);
  });

  it('of a collection that is not there is empty', async () => {
    const database = mongo.database();
    const view = await database.createCollection('v', { viewOn: 'nothing', pipeline: [] });
    expect(await view.find().toArray()).toEqual([]);
  });

  it.each<[string, Document]>([
    ['insert', { documents: [{}] }],
    ['update', { updates: [{ q: {}, u: { $set: { a: 1 } } }] }],
    ['delete', { deletes: [{ q: {}, limit: 0 }] }],
    ['findAndModify', { update: { $set: { a: 1 } } }],
    ['createIndexes', { indexes: [{ key: { a: 1 }, name: 'a' }] }],
    ['listIndexes', {}],
    ['collMod', { index: { name: 'a', expireAfterSeconds: 1 } }],
  ])('is not for %s', async (name, fields) => {
    const [database] = await withView();
    const answer = database
      .command({ [name]: 'mine', ...fields })
      .then((reply) => (reply['writeErrors'] as { code: number }[] | undefined)?.[0]?.code ?? 0);
    expect(await answer.catch((fault: { code: number }) => fault.code)).toBe(166);
    expect(await database.collection('orders').countDocuments({ a: { $exists: true } })).toBe(0);
  });

  it.each([
    ['with the name of a collection', { create: 'orders', viewOn: 'x' }, 48],
    ['made of itself', { create: 'x', viewOn: 'x' }, 5],
    ['that writes', { create: 'x', viewOn: 'orders', pipeline: [{ $out: 'y' }] }, 167],
    ['with a stage that is none', { create: 'x', viewOn: 'orders', pipeline: [{ $nonsense: 1 }] }, 40324],
    ['without what it is made of', { create: 'x', pipeline: [] }, 72],
    ['of a name that is no text', { create: 'x', viewOn: 1 }, 14],
    ['made of no name', { create: 'x', viewOn: '' }, 2],
    ['changed into one of itself', { collMod: 'mine', viewOn: 'loop', pipeline: [] }, 5],
    ['in place of a collection', { collMod: 'orders', viewOn: 'mine', pipeline: [] }, 72],
  ])('%s is refused', async (_, command, code) => {
    const [database] = await withView();
    await database.createCollection('loop', { viewOn: 'mine', pipeline: [] });
    expect(await codeOf(database.command(command))).toBe(code);
  });

  it('is not renamed, nor does a collection take its place', async () => {
    const [database] = await withView();
    expect(await codeOf(database.renameCollection('mine', 'other'))).toBe(166);
    expect(await codeOf(database.renameCollection('orders', 'mine', { dropTarget: true }))).toBe(48);
  });

  it('of views of views ends somewhere', async () => {
    const database = mongo.database();
    for (let i = 1; i <= 20; i++) await database.command({ create: `v${i}`, viewOn: `v${i - 1}`, pipeline: [] });
    expect(await codeOf(database.command({ create: 'v21', viewOn: 'v20', pipeline: [] }))).toBe(165);
  });
});
