import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BEHIND_ALL, DEFAULT_SETTINGS, type StoreSettings, type StoreView } from '@doremi/domain';
import fc from 'fast-check';
import { aStore, aStoreMenu, card } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';
import { everyItem } from './testing/serve.js';

const PAST = '2020-01-01T00:00:00.000Z';
const FUTURE = '2999-01-01T00:00:00.000Z';

let api: QueryApi;
beforeEach(() => void (api = startQueryApi()));
afterEach(() => api.stop());

interface StoreList {
  items: { storeId: number; status: string }[];
}

describe('stores', () => {
  beforeEach(() => {
    api.models.stores.put(1, aStore({ storeId: 1, status: 'CLOSED' }));
    api.models.stores.put(2, aStore({ storeId: 2, status: 'PAUSED', until: FUTURE }));
    api.models.stores.put(3, aStore({ storeId: 3, status: 'PAUSED', until: PAST }));
    api.models.stores.put(4, aStore({ storeId: 4 }));
  });

  test('open ones come first, and a pause that is over counts as open', async () => {
    const { body } = await api.get('/stores');
    expect((body as StoreList).items.map(({ storeId, status }) => [storeId, status])).toEqual([
      [3, 'OPEN'],
      [4, 'OPEN'],
      [1, 'CLOSED'],
      [2, 'PAUSED'],
    ]);
  });

  test.each([1, 2, 3])('pages of %d run through open and shut ones alike', async (limit) => {
    const seen = await everyItem<{ storeId: number }>(api, '/stores', limit);
    expect(seen.map(({ storeId }) => storeId)).toEqual([3, 4, 1, 2]);
  });

  test('whatever opens or shuts between two pages, each store is listed once and none is lost', async () => {
    const changes = fc.array(fc.record({ storeId: fc.integer({ min: 1, max: 9 }), opens: fc.boolean() }), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(changes, { maxLength: 8 }), async (limit, between) => {
        for (let storeId = 1; storeId <= 9; storeId++)
          api.models.stores.put(storeId, aStore({ storeId, status: storeId % 2 === 0 ? 'OPEN' : 'CLOSED' }));
        const seen: number[] = [];
        for (let cursor: string | null = '', turn = 0; cursor !== null; turn++) {
          const { body } = await api.get(`/stores?limit=${limit}${cursor && `&cursor=${cursor}`}`);
          const { items, nextCursor } = body as StoreList & { nextCursor: string | null };
          seen.push(...items.map(({ storeId }) => storeId));
          cursor = nextCursor;
          for (const { storeId, opens } of between[turn] ?? [])
            api.models.stores.put(storeId, aStore({ storeId, status: opens ? 'OPEN' : 'CLOSED' }));
        }
        expect(seen.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }),
      { numRuns: 40 },
    );
  });

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

  test('a cursor of one list is none of another', async () => {
    api.models.storeMenus.put('4.1', aStoreMenu({ storeId: 4, menuId: 1 }));
    api.models.storeMenus.put('4.2', aStoreMenu({ storeId: 4, menuId: 2 }));
    api.models.storeMenus.put('3.2', aStoreMenu({ storeId: 3, menuId: 2 }));
    const { nextCursor } = (await api.get('/stores/4/menus?limit=1')).body as { nextCursor: string };
    expect(await api.get(`/stores/4/menus?cursor=${nextCursor}`)).toMatchObject({ status: 200 });
    for (const path of ['/stores', '/stores/3/menus', '/payments', '/orders', '/sales', '/menus'])
      expect(await api.get(`${path}?cursor=${nextCursor}`)).toMatchObject({
        status: 400,
        body: { code: 'CURSOR_INVALID' },
      });
  });

  test('one store, for everybody', async () => {
    expect(await api.get('/stores/2', { 'X-Actor': 'customer:alice' })).toMatchObject({
      status: 200,
      body: {
        storeId: 2,
        storeName: 'Gangnam',
        address: '12 Teheran-ro, Seoul',
        timezone: 'Asia/Seoul',
        status: 'PAUSED',
        until: FUTURE,
        ...{ openNow: false, opensAt: FUTURE, closesAt: null },
        ...{ deliveryFee: 0, minimumOrder: 0, preparationMinutes: 20 },
      },
    });
    expect(await api.get('/stores/9')).toMatchObject({ status: 404, body: { code: 'STORE_NOT_FOUND' } });
  });
});

describe('when a store takes orders', () => {
  const DAY = 24 * 60 * 60_000;
  const QUARTER = 15 * 60_000;
  const everyDay = (open: string, close: string) => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, open, close }));
  const quarterAt = (ahead: number) => new Date((Math.floor(Date.now() / QUARTER) + ahead) * QUARTER).toISOString();
  const seen = async (settings: Partial<StoreSettings>, more: Partial<StoreView> = {}) => {
    api.models.stores.put(2002, aStore({ ...more, timezone: 'UTC', settings: { ...DEFAULT_SETTINGS, ...settings } }));
    const { body } = await api.get('/stores/2002');
    const [listed] = ((await api.get('/stores')).body as { items: unknown[] }).items;
    expect(listed).toEqual(body);
    return body as Record<string, unknown>;
  };

  test('is always where nothing is set, and free since this quarter of an hour began', async () => {
    const before = quarterAt(0);
    const body = await seen({ deliveryFee: 350, minimumOrder: 1500, preparationMinutes: 35 });
    expect(body).toMatchObject({ openNow: true, opensAt: null, closesAt: null, deliveryFee: 3.5, minimumOrder: 15 });
    expect([before, quarterAt(0)]).toContain(body.nextFreeAt);
    expect(body.preparationMinutes).toBe(35);
  });

  test('is told of its hours', async () => {
    const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10);
    const closed = { weekly: [], exceptions: [{ date: tomorrow, open: '12:00', close: '13:00' }] };
    const opensAt = `${tomorrow}T12:00:00.000Z`;
    expect(await seen({ hours: closed })).toMatchObject({
      openNow: false,
      opensAt,
      closesAt: null,
      nextFreeAt: opensAt,
    });
    expect(await seen({ hours: { weekly: [], exceptions: [] } })).toMatchObject({ openNow: false, nextFreeAt: null });
    const open = { weekly: everyDay('00:00', '00:00'), exceptions: [{ date: tomorrow, closed: true as const }] };
    expect(await seen({ hours: open })).toMatchObject({ openNow: true, closesAt: `${tomorrow}T00:00:00.000Z` });
    const paused = await seen({ hours: open }, { status: 'PAUSED', until: null });
    expect(paused).toMatchObject({ status: 'PAUSED', openNow: false, opensAt: null, nextFreeAt: null });
  });

  test('is told of the first quarter that has a place left', async () => {
    const held: Record<string, Record<string, number>> = {};
    for (const ahead of [0, 1, 2]) {
      const at = quarterAt(ahead);
      (held[at.slice(0, 10)] ??= {})[at.slice(11, 16)] = 2;
    }
    for (const [date, taken] of Object.entries(held))
      api.models.slots.put(`2002.${date}`, { storeId: 2002, date, held: taken });
    const free = quarterAt(3);
    expect([free, quarterAt(3)]).toContain((await seen({ ordersPerQuarter: 2 })).nextFreeAt);
    expect((await seen({ ordersPerQuarter: 3 })).nextFreeAt).not.toBe(free);
    expect((await seen({})).nextFreeAt).not.toBe(free);
  });
});

describe('the settings of a store', () => {
  const hours = { weekly: [{ day: 1, open: '09:00', close: '01:00' }], exceptions: [] };
  beforeEach(() => {
    api.models.stores.put(2002, aStore());
    const settings = { ...DEFAULT_SETTINGS, deliveryFee: 350, ordersPerQuarter: 4, hours };
    api.models.stores.put(2003, aStore({ storeId: 2003, settings }));
  });

  test('are for itself and head office; what has no limit is not there', async () => {
    const defaults = {
      ...{ addressRequired: false, autoAccept: true, acceptWithinMinutes: 5, preparationMinutes: 20 },
      ...{ deliveryFee: 0, minimumOrder: 0 },
    };
    expect((await api.get('/stores/2002/settings')).body).toEqual(defaults);
    for (const actor of ['store:2003', 'admin'])
      expect((await api.get('/stores/2003/settings', { 'X-Actor': actor })).body).toEqual({
        ...defaults,
        ...{ deliveryFee: 3.5, ordersPerQuarter: 4, hours },
      });
    for (const actor of ['store:2002', 'customer:alice'])
      expect(await api.get('/stores/2003/settings', { 'X-Actor': actor })).toMatchObject({ status: 403 });
    expect(await api.get('/stores/9/settings')).toMatchObject({ status: 404, body: { code: 'STORE_NOT_FOUND' } });
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
