import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS, type StoreSettings, type StoreView } from '@doremi/domain';
import fc from 'fast-check';
import { aStore, aStoreMenu } from './testing/documents.js';
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
