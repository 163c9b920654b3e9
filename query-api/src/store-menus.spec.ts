import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BEHIND_ALL } from '@doremi/domain';
import fc from 'fast-check';
import { aStore, aStoreMenu, card } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';
import { everyItem } from './testing/serve.js';

const PAST = '2020-01-01T00:00:00.000Z';

let api: QueryApi;
beforeEach(() => void (api = startQueryApi()));
afterEach(() => api.stop());

describe('the list of the menus of a store', () => {
  beforeEach(() => api.models.stores.put(4, aStore({ storeId: 4 })));

  test("a store's menus are listed by their position, those without one behind, and by number where that is the same", async () => {
    for (const [menuId, place] of [
      [1, BEHIND_ALL],
      [2, 20],
      [3, 10],
      [4, BEHIND_ALL],
      [5, 10],
    ] as const)
      api.models.storeMenus.put(`4.${menuId}`, aStoreMenu({ storeId: 4, menuId, place }));
    for (const limit of [1, 2, 5]) {
      const seen = await everyItem<{ menuId: number }>(api, '/stores/4/menus', limit);
      expect(seen.map(({ menuId }) => menuId)).toEqual([3, 5, 2, 1, 4]);
    }
  });

  test('wherever a menu moves between two pages, each is listed once and none is lost', async () => {
    const moves = fc.array(fc.record({ menuId: fc.integer({ min: 1, max: 7 }), place: fc.nat(5) }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(moves, { maxLength: 7 }), async (limit, between) => {
        const put = (menuId: number, place: number) =>
          api.models.storeMenus.put(`4.${menuId}`, aStoreMenu({ storeId: 4, menuId, place }));
        for (let menuId = 1; menuId <= 7; menuId++) put(menuId, menuId % 3);
        const seen: number[] = [];
        for (let cursor: string | null = '', turn = 0; cursor !== null; turn++) {
          const { body } = await api.get(`/stores/4/menus?limit=${limit}${cursor && `&cursor=${cursor}`}`);
          const page = body as { items: readonly { menuId: number }[]; nextCursor: string | null };
          seen.push(...page.items.map(({ menuId }) => menuId));
          cursor = page.nextCursor;
          for (const { menuId, place } of between[turn] ?? []) put(menuId, place);
        }
        expect(seen.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      }),
      { numRuns: 40 },
    );
  });
});

const REJECTED = { revision: 2, reason: 'no oven', at: PAST };

/** Never confirmed. */
const WAITING = { menuStatus: 'REGISTERED', live: null, sold: null, pending: card } as const;

describe('the menus of a store', () => {
  beforeEach(() => {
    api.models.stores.put(2002, aStore());
    api.models.storeMenus.put('2002.2', aStoreMenu({ menuId: 2 }));
    api.models.storeMenus.put('2002.1', aStoreMenu({ ...WAITING, menuId: 1 }));
    api.models.storeMenus.put('2003.1', aStoreMenu({ storeId: 2003 }));
    api.models.storeMenus.put(
      '2002.3',
      aStoreMenu({ menuId: 3, menuStatus: 'DELISTED', live: null, sold: null, latest: null }),
    );
  });

  const idsOf = ({ body }: { body: unknown }) =>
    (body as { items: { menuId: number }[] }).items.map(({ menuId }) => menuId);

  test('are its own, by id, without those it never had', async () => {
    expect(idsOf(await api.get('/stores/2002/menus'))).toEqual([1, 2]);
    expect(idsOf(await api.get('/stores/2002/menus?status=APPROVED'))).toEqual([2]);
  });

  describe('of which one is on sale, one waits for the first time, one beside what is live, and one was delisted', () => {
    const revised = { ...card, revision: 2, menuName: 'pizza4', price: 16_000 };
    beforeEach(() => {
      api.models.storeMenus.put('2002.1', aStoreMenu({ ...WAITING, menuId: 1, pending: revised, latest: revised }));
      api.models.storeMenus.put(
        '2002.4',
        aStoreMenu({ menuId: 4, pending: revised, latest: revised, ownPrice: 14_000 }),
      );
      api.models.storeMenus.put(
        '2002.5',
        aStoreMenu({ menuId: 5, menuStatus: 'DELISTED', live: null, latest: revised }),
      );
      api.models.storeMenus.put('2002.2', aStoreMenu({ menuId: 2, latest: revised, rejected: REJECTED }));
    });
    const ask = async (query: string, actor: string) => api.get(`/stores/2002/menus${query}`, { 'X-Actor': actor });

    test.each(['store:2002', 'admin'])('%s sees what there is to judge', async (actor) => {
      expect(idsOf(await ask('', actor))).toEqual([1, 2, 4, 5]);
      const waiting = await ask('?waiting=true', actor);
      expect(idsOf(waiting)).toEqual([1, 4]);
      const pending = { revision: 2, menuName: 'pizza4', menuType: 'pizza', description: 'pizzadesc', price: 160 };
      expect((waiting.body as { items: unknown[] }).items[1]).toMatchObject({
        menuName: 'pizza3',
        price: 150,
        ownPrice: 140,
        pendingRevision: 2,
        pending,
        live: { revision: 1, menuName: 'pizza3', price: 150 },
        changes: [
          { field: 'menuName', from: 'pizza3', to: 'pizza4' },
          { field: 'price', from: 150, to: 160 },
        ],
      });
      expect((waiting.body as { items: unknown[] }).items[0]).toMatchObject({ live: null, changes: [], pending });
      expect(idsOf(await ask('?waiting=false', actor))).toEqual([2, 5]);
      expect(await ask('?waiting=perhaps', actor)).toMatchObject({ status: 400 });
    });

    test.each(['store:2002', 'admin'])('%s sees which revision was refused, why and when', async (actor) => {
      const { items } = (await ask('', actor)).body as { items: Record<string, unknown>[] };
      expect(items.map(({ menuId, rejected }) => [menuId, rejected])).toEqual([
        [1, null],
        [2, REJECTED],
        [4, null],
        [5, null],
      ]);
      const one = await api.get('/stores/2002/menus/2', { 'X-Actor': actor });
      expect(one.body).toMatchObject({ menuStatus: 'APPROVED', liveRevision: 1, rejected: REJECTED });
    });

    test.each(['customer:alice', 'store:2003'])('%s sees what is on sale or was, and nothing else', async (actor) => {
      const { body } = await ask('', actor);
      const { items } = body as { items: Record<string, unknown>[] };
      expect(items.map(({ menuId, menuName, menuStatus }) => [menuId, menuName, menuStatus])).toEqual([
        [2, 'pizza3', 'APPROVED'],
        [4, 'pizza3', 'APPROVED'],
        [5, 'pizza3', 'DELISTED'],
      ]);
      for (const item of items) {
        expect(item).toMatchObject({ pendingRevision: null });
        expect(item).not.toHaveProperty('pending');
        expect(item).not.toHaveProperty('ownPrice');
        expect(item).not.toHaveProperty('rejected');
      }
      expect(idsOf(await ask('?status=APPROVED', actor))).toEqual([2, 4]);
      expect(idsOf(await ask('?status=DELISTED', actor))).toEqual([5]);
      expect(idsOf(await ask('?status=REGISTERED', actor))).toEqual([]);
      expect(await ask('?waiting=true', actor)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
      expect(await api.get('/stores/2002/menus/1', { 'X-Actor': actor })).toMatchObject({ status: 404 });
      expect(await api.get('/stores/2002/menus/5', { 'X-Actor': actor })).toMatchObject({ body: { available: false } });
    });
  });

  test('can be asked for one by one', async () => {
    expect(await api.get('/stores/2002/menus/2')).toMatchObject({ status: 200, body: { storeId: 2002, menuId: 2 } });
    for (const menuId of [3, 4])
      expect(await api.get(`/stores/2002/menus/${menuId}`)).toMatchObject({
        status: 404,
        body: { code: 'STORE_MENU_NOT_FOUND' },
      });
  });

  test('are shown where the store itself has not reached its read model yet', async () => {
    expect(idsOf(await api.get('/stores/2003/menus'))).toHaveLength(1);
  });

  test('a store that does not exist has none', async () => {
    expect(await api.get('/stores/9/menus')).toMatchObject({ status: 404, body: { code: 'STORE_NOT_FOUND' } });
  });
});
