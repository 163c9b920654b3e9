import { cartsModel, orderBoardModel } from '@doremi/domain';
import { modelId, type ReadModel } from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';
import { type MongoInMemory, startMongoInMemory } from '@doremi/read-models/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { knownIdsIn } from './known-ids.js';

let engine: MongoInMemory;
beforeAll(async () => {
  engine = await startMongoInMemory();
});
afterAll(() => engine.stop());

const build = (model: ReadModel, id: string, state = 'live') => ({
  id,
  model: modelId(model),
  state,
  database: 'main',
});

const order = (orderId: number, storeId: number, orderNumber: number | null, hoursAgo = 1) => {
  const receivedAt = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  return { orderId, storeId, businessDay: hoursAgo > 48 ? '2026-01-28' : '2026-01-31', orderNumber, receivedAt };
};

test('the highest ids, and the highest numbers of receipts that might be given out again', async () => {
  const board = engine.mongo.database('main').collection('board');
  await board.insertMany([order(7, 2002, 1), order(9, 2002, 3), order(8, 2002, 2), order(5, 2003, 4, 60)]);
  const newer = engine.mongo.database('main').collection('newer');
  await newer.insertMany([order(11, 2002, 2), order(12, 2003, 1), order(13, 2003, null)]);
  await engine.mongo
    .database('main')
    .collection('carts')
    .insertMany([{ cartId: 21 }, { cartId: 4 }]);
  const list = () =>
    Promise.resolve([
      build(orderBoardModel, 'board'),
      build(orderBoardModel, 'newer', 'building'),
      build(orderBoardModel, 'gone', 'retired'),
      build(cartsModel, 'carts'),
    ]);
  const readModels = { builds: { list } } as unknown as Pick<ReadModelStore, 'builds'>;
  expect(await knownIdsIn(engine.mongo, readModels)()).toEqual({
    ...{ menu: 0, cart: 21 },
    ...{ 'receipts-2002-2026-01-31': 3, 'receipts-2003-2026-01-31': 1 },
  });
});
