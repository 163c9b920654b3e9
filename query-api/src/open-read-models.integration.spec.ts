import { startMongo } from '@doremi/embedded-mongo';
import { Builds, connectMongo, openReadSide } from '@doremi/read-models';
import { liveOf, modelId, positionOf, type ReadModel } from '@doremi/event-sourcing';
import { Documents } from '@doremi/read-models/testing';
import { adminMenusModel, orderBoardModel, paymentsModel, storeMenusModel, storesModel } from '@doremi/domain';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openReadModels } from './open-read-models.js';
import { aBoardOrder, aMenu, aPayment, aStore, aStoreMenu } from './testing/documents.js';
import { everyItem, serve } from './testing/serve.js';

/** The routes over real documents: what the fakes of the other specs take for granted about MongoDB. */
const start = async () => {
  const engine = await startMongo({ port: 0, dataDir: null });
  const url = `mongodb://127.0.0.1:${engine.port}`;
  const mongo = connectMongo(`${url}/doremi`, { adminUrl: `${url}/doremi_admin` });
  const builds = new Builds(mongo);
  const readSide = openReadSide(mongo);
  const api = serve(openReadModels(readSide));
  return {
    ...api,
    fill: async <Document extends object>(
      model: ReadModel<Document>,
      documents: Readonly<Record<string, Document>>,
    ): Promise<void> => {
      await builds.ensure(model, 1);
      const build = liveOf(await builds.list(), modelId(model));
      if (!build) throw new Error(`${model.name} has no live build`);
      await builds.markBuilt(build);
      const position = positionOf(1n, 1n);
      const writes = Object.entries(documents).map(([key, document]) => ({ key, document, position, was: null }));
      await new Documents(mongo, build).write(writes);
    },
    stop: async (): Promise<void> => {
      api.stop();
      readSide.close();
      await mongo.close();
      await engine.stop();
    },
  };
};

let api: Awaited<ReturnType<typeof start>>;
beforeEach(async () => (api = await start()));
afterEach(() => api.stop());

describe('the routes over MongoDB', () => {
  test('stores: open ones first, over pages', async () => {
    const documents = [
      aStore({ storeId: 1, status: 'CLOSED' }),
      aStore({ storeId: 2, status: 'PAUSED', until: '2999-01-01T00:00:00.000Z' }),
      aStore({ storeId: 3, status: 'PAUSED', until: '2020-01-01T00:00:00.000Z' }),
      aStore({ storeId: 4 }),
    ];
    await api.fill(storesModel, Object.fromEntries(documents.map((store) => [store.storeId, store])));
    for (const limit of [1, 2, 3, 4]) {
      const seen = await everyItem<{ storeId: number }>(api, '/stores', limit);
      expect(seen.map(({ storeId }) => storeId)).toEqual([3, 4, 1, 2]);
    }
  });

  test('store menus: by their key, and without those that never came', async () => {
    await api.fill(storesModel, { 2002: aStore() });
    await api.fill(storeMenusModel, {
      '2002.1': aStoreMenu(),
      '2002.2': aStoreMenu({ menuId: 2, menuStatus: 'DELISTED', live: null, latest: null }),
      '2003.1': aStoreMenu({ storeId: 2003 }),
    });
    const { body } = await api.get('/stores/2002/menus');
    expect(body).toMatchObject({ items: [{ storeId: 2002, menuId: 1, price: 150 }], nextCursor: null });
    expect((body as { items: object[] }).items).toHaveLength(1);
    expect(await api.get('/stores/2002/menus/1')).toMatchObject({ status: 200, body: { available: true } });
    expect(await api.get('/stores/2002/menus/2')).toMatchObject({ status: 404 });
  });

  test('orders: open ones, oldest first, over pages; payments: newest first', async () => {
    const at = (second: number) => `2026-03-01T10:00:0${second}.000Z`;
    const place = { 1: 3, 2: 1, 3: 1, 4: 2 };
    const ids = Object.entries(place).map(([id, second]) => [Number(id), at(second)] as const);
    await api.fill(
      orderBoardModel,
      Object.fromEntries(
        ids.map(([orderId, receivedAt]) => [orderId, aBoardOrder({ orderId, receivedAt, open: orderId !== 4 })]),
      ),
    );
    await api.fill(
      paymentsModel,
      Object.fromEntries(ids.map(([paymentId, requestedAt]) => [paymentId, aPayment({ paymentId, requestedAt })])),
    );
    const orders = await everyItem<{ orderId: number }>(api, '/orders', 1);
    expect(orders.map(({ orderId }) => orderId)).toEqual([2, 3, 1]);
    const payments = await everyItem<{ paymentId: number }>(api, '/payments', 1);
    expect(payments.map(({ paymentId }) => paymentId)).toEqual([1, 4, 3, 2]);
  });

  test("menus: from head office's own database", async () => {
    await api.fill(adminMenusModel, { 1: aMenu() });
    expect(await api.get('/menus/1')).toMatchObject({ status: 200, body: { id: 1, menuName: 'pizza3' } });
    expect(await api.get('/menus')).toMatchObject({ status: 200, body: { items: [{ id: 1 }] } });
  });

  test('a read model that was never built is an engine that is away, not a fault', async () => {
    const answer = await api.get('/orders');
    expect(answer).toMatchObject({ status: 503, body: { code: 'ENGINE_UNAVAILABLE' } });
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(api.faults).toEqual([]);
  });
});
