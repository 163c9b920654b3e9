import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aMenu, AT } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';

let api: QueryApi;
beforeEach(() => void (api = startQueryApi()));
afterEach(() => api.stop());

describe('GET /menus/{menuId}', () => {
  test("shows the menu with each store's answer, by store, and money as a decimal", async () => {
    const stores = {
      '2003': { answer: 'REJECTED', revision: 2, at: AT, reason: 'no oven', live: null },
      '2001': {
        answer: 'APPROVED',
        revision: 1,
        at: AT,
        reason: null,
        live: { revision: 1, price: 15_500, since: AT },
      },
    } as const;
    api.models.menus.put(1, aMenu({ price: 15_050, stores }));
    expect(await api.get('/menus/1')).toMatchObject({
      status: 200,
      body: {
        id: 1,
        menuId: 1,
        menuName: 'pizza3',
        menuType: 'pizza',
        description: 'pizzadesc',
        price: 150.5,
        revision: 1,
        status: 'ACTIVE',
        stores: [
          {
            ...{ storeId: 2001, answer: 'APPROVED', revision: 1, at: AT, reason: null },
            ...{ liveRevision: 1, price: 155, since: AT },
          },
          {
            ...{ storeId: 2003, answer: 'REJECTED', revision: 2, at: AT, reason: 'no oven' },
            ...{ liveRevision: null, price: null, since: null },
          },
        ],
      },
    });
  });

  test.each(['/menus/2', '/menus/x', '/menus/1.5', '/menus/-1', '/menus/9999999999999999'])(
    '%s is not found',
    async (path) => {
      expect(await api.get(path)).toMatchObject({ status: 404 });
    },
  );

  test("is head office's alone", async () => {
    api.models.menus.put(1, aMenu());
    expect(await api.get('/menus/1', { 'X-Actor': 'admin' })).toMatchObject({ status: 200 });
    expect(await api.get('/menus/1', { 'X-Actor': 'customer:alice' })).toMatchObject({ status: 403 });
    expect(await api.get('/menus', { 'X-Actor': 'store:2002' })).toMatchObject({ status: 403 });
  });
});

describe('GET /menus', () => {
  beforeEach(() => {
    for (const menuId of [3, 1, 2]) api.models.menus.put(menuId, aMenu({ menuId }));
    api.models.menus.put(4, aMenu({ menuId: 4, status: 'DELETED' }));
  });

  const idsOf = ({ body }: { body: unknown }) => (body as { items: { id: number }[] }).items.map(({ id }) => id);

  test('lists them by id, a page at a time, until none is left', async () => {
    const first = await api.get('/menus?limit=3');
    expect(idsOf(first)).toEqual([1, 2, 3]);
    const { nextCursor } = first.body as { nextCursor: string };
    const second = await api.get(`/menus?limit=3&cursor=${nextCursor}`);
    expect(idsOf(second)).toEqual([4]);
    expect(second.body).toMatchObject({ nextCursor: null });
  });

  test('a status asked for leaves the others out', async () => {
    expect(idsOf(await api.get('/menus?status=DELETED'))).toEqual([4]);
  });

  test.each([
    ['limit=0', 'FIELDS_INVALID'],
    ['limit=201', 'FIELDS_INVALID'],
    ['limit=ten', 'FIELDS_INVALID'],
    ['limit=1&limit=2', 'FIELDS_INVALID'],
    ['status=open', 'FIELDS_INVALID'],
    ['page=2', 'FIELDS_INVALID'],
    ['cursor=%00', 'FIELDS_INVALID'],
    ['cursor=abc', 'CURSOR_INVALID'],
    [`cursor=${Buffer.from('[0,{"$gt":0}]').toString('base64url')}`, 'CURSOR_INVALID'],
    [`cursor=${Buffer.from('[0]').toString('base64url')}`, 'CURSOR_INVALID'],
  ])('%s is a bad request: %s', async (query, code) => {
    expect(await api.get(`/menus?${query}`)).toMatchObject({ status: 400, body: { code } });
  });
});
