import { positionOf } from '@doremi/event-sourcing';
import { eventually } from '@doremi/event-sourcing/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aBoardOrder, aCart, aPayment, aSalesDay, aStore, aStoreMenu, aTrack, AT, card } from '../testing/documents.js';
import { LiveClient } from '../testing/live-client.js';
import { type QueryApi, startQueryApi } from '../testing/query-api.js';

let api: QueryApi;
let clients: LiveClient[];
beforeEach(() => {
  api = startQueryApi();
  clients = [];
  for (const storeId of [2001, 2002]) api.models.stores.put(storeId, aStore({ storeId }));
});
afterEach(() => {
  for (const client of clients) client.lose();
  api.stop();
  expect(api.faults).toEqual([]);
});

const client = (topics: string, actor?: string, lastId: string | null = null): LiveClient => {
  const made = new LiveClient(api.url, topics, { actor, lastId });
  clients.push(made);
  return made;
};

const put = (orderId: number, over: Parameters<typeof aBoardOrder>[0] = {}): void =>
  api.models.board.put(orderId, aBoardOrder({ orderId, ...over }));
const sold = (over: Parameters<typeof aSalesDay>[0] = {}): void => {
  const day = aSalesDay(over);
  api.models.sales.put(`${day.storeId}.${day.businessDay}`, day);
};
const closed = { status: 'COMPLETED', open: false, closedAt: AT } as const;

describe('a topic that somebody may not see', () => {
  const all = 'board:2002,order:1,cart:1,menus:2002,offers,payments,orders,sales,stores';
  const codes = (screen: LiveClient): Record<string, string> =>
    Object.fromEntries<string>(
      screen.of('refused').map(({ topic, status, code }) => [String(topic), `${String(status)} ${String(code)}`]),
    );
  const FORBIDDEN = '403 FORBIDDEN';
  const office = { offers: FORBIDDEN, payments: FORBIDDEN, orders: FORBIDDEN, sales: FORBIDDEN };
  const noOrder = { 'order:1': '404 ORDER_NOT_FOUND' };
  const noCart = { 'cart:1': '404 CART_NOT_FOUND' };
  const noBoard = { 'board:2002': FORBIDDEN };

  test.each([
    [undefined, {}],
    ['customer:alice', { ...office, ...noBoard }],
    ['customer:bob', { ...office, ...noBoard, ...noOrder, ...noCart }],
    ['store:2002', { ...office, ...noCart }],
    ['store:2001', { ...office, ...noCart, ...noOrder, ...noBoard }],
    ['admin', { ...noBoard, ...noCart }],
  ])('is refused to %s in the stream, and the others flow', async (actor, refused) => {
    api.models.carts.put(1, aCart());
    api.models.tracking.put(1, aTrack());
    const screen = client(all, actor);
    await screen.come(9);
    expect(codes(screen)).toEqual(refused);
    expect(screen.of('current')).toHaveLength(9 - Object.keys(refused).length);
  });

  test('or that is not there is refused alone', async () => {
    const screen = client('board:9,menus:9,order:9,cart:9,menus:2002');
    await screen.come(5);
    expect(codes(screen)).toEqual({
      'board:9': '404 STORE_NOT_FOUND',
      'menus:9': '404 STORE_NOT_FOUND',
      'order:9': '404 ORDER_NOT_FOUND',
      'cart:9': '404 CART_NOT_FOUND',
    });
  });
});

describe('the list of topics', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `cart:${index + 1}`).join(',');

  test.each(['', 'board', 'board:x', 'cart:0', 'cart:01', 'pizza:1', 'offers:1', 'cart:1,cart:1', 'cart:1,', many(51)])(
    'must be one: not %j',
    async (topics) => {
      const { status, body } = await api.get(`/live?topics=${topics}`);
      expect({ status, body }).toMatchObject({
        status: 400,
        body: { code: 'FIELDS_INVALID', errors: [{ field: 'topics', code: 'TOPICS' }] },
      });
    },
  );

  test('must be there, once, and with nothing else', async () => {
    for (const query of ['', '?topics=offers&topics=payments', '?topics=offers&more=1'])
      expect((await api.get(`/live${query}`)).body).toMatchObject({ code: 'FIELDS_INVALID' });
  });

  test('may hold fifty, and its signs may be escaped', async () => {
    await client(many(50)).come(50);
    await client('menus%3A2001%2Cmenus%3A2002').come(2);
  });
});

describe('a cart', () => {
  test('whose held add became a line is told by itself', async () => {
    const hold = { ...{ holdId: 1, menuId: 1, quantity: 1, reason: 'BUSY', expiresAt: AT }, seen: null, options: [] };
    api.models.carts.put(7, aCart({ cartId: 7, lines: [], holds: [hold] }));
    const shop = client('cart:7', 'customer:alice');
    await shop.come(1);
    expect(shop.told[1]?.data).toMatchObject({ lines: [], holds: [{ holdId: 1 }] });
    api.models.carts.put(7, aCart({ cartId: 7 }));
    await eventually(() => shop.told.length === 4);
    expect(shop.told[3]).toMatchObject({ event: 'cart:7', data: { holds: [], lines: [{ lineId: 1 }] } });
  });

  test('that was made just now is waited for as with every GET', async () => {
    const position = positionOf(9n, 0n);
    const { status, body } = await api.get('/live?topics=cart:7', { 'X-Event-Position': position });
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'READ_MODEL_BEHIND' } });
    expect(api.models.carts.waits).toEqual([{ position, timeoutMs: 5_000 }]);
    expect(api.models.board.waits).toEqual([]);
  });
});

describe("a store's menus", () => {
  const pending = { ...card, revision: 2, menuName: 'pizza4' };
  const waiting = aStoreMenu({ menuId: 2, live: null, sold: null, pending, latest: pending, menuStatus: 'REGISTERED' });

  test.each([
    ['customer:alice', [1]],
    ['store:2001', [1]],
    ['store:2002', [1, 2]],
    ['admin', [1, 2]],
  ])('are told to %s as the list shows them', async (actor, menuIds) => {
    api.models.storeMenus.put('2002.1', aStoreMenu({ pending }));
    api.models.storeMenus.put('2002.2', waiting);
    const screen = client('menus:2002', actor);
    await screen.come(1);
    const shown = screen.of('menus:2002');
    expect(shown.map(({ menuId }) => menuId)).toEqual(menuIds);
    const { body } = await api.get('/stores/2002/menus', { 'X-Actor': actor });
    expect(shown).toEqual((body as { items: unknown[] }).items);
  });

  test('that wait are told to those who judge them, and to others once they are on sale, and once they are no more', async () => {
    const [shop, office] = [client('menus:2002', 'customer:alice'), client('menus:2002', 'admin')];
    await shop.come(1);
    await office.come(1);
    api.models.storeMenus.put('2002.2', waiting);
    await eventually(() => office.told.length === 3);
    api.models.storeMenus.put('2002.2', aStoreMenu({ menuId: 2, live: pending, sold: pending }));
    await eventually(() => shop.told.length === 3);
    expect(shop.told[2]?.data).toMatchObject({ menuId: 2, menuName: 'pizza4', available: true });
    expect(shop.told[2]?.data).not.toHaveProperty('pending');
    const delisted = aStoreMenu({ menuId: 2, live: null, sold: pending, menuStatus: 'DELISTED' });
    api.models.storeMenus.put('2002.2', delisted);
    await eventually(() => shop.told.length === 4);
    expect(shop.told[3]?.data).toMatchObject({ menuId: 2, menuStatus: 'DELISTED', available: false });
  });

  test('are told whole to who comes back as somebody else', async () => {
    api.models.storeMenus.put('2002.2', waiting);
    const screen = client('menus:2002', 'customer:alice');
    await screen.come(1);
    const store = client('menus:2002', 'store:2002', screen.lastId);
    await store.come(1);
    expect(store.inShort()).toEqual(['snapshot menus:2002', 'menus:2002 2', 'current menus:2002']);
  });
});

describe('the stores', () => {
  test('are told to everybody as the list shows them, and again as one changes', async () => {
    const shop = client('stores');
    await shop.come(1);
    const items = async () => ((await api.get('/stores')).body as { items: unknown[] }).items;
    expect(shop.of('stores')).toEqual(await items());
    api.models.stores.put(2001, aStore({ storeId: 2001, status: 'PAUSED' }));
    await eventually(() => shop.of('stores').length === 3);
    expect(shop.of('stores')[2]).toMatchObject({ storeId: 2001, status: 'PAUSED', openNow: false });
  });
});

describe("head office's lists of everything", () => {
  test('tell what changes from now on, since all there is would be too much', async () => {
    put(1);
    api.models.payments.put(1, aPayment());
    sold();
    const office = client('payments,orders,sales', 'admin');
    await office.come(3);
    const topics = ['orders', 'payments', 'sales'];
    const said = (what: string) => topics.map((topic) => `${what} ${topic}`);
    expect(office.inShort().sort()).toEqual([...said('current'), ...said('snapshot')]);
    put(1, closed);
    api.models.payments.put(1, aPayment({ status: 'REFUNDED' }));
    sold({ orders: 5 });
    await eventually(() => office.told.length === 9);
    expect(office.inShort(6).sort()).toEqual(['orders 1', 'payments 1', 'sales 2026-01-31']);
    const { body } = await api.get('/sales');
    expect(office.of('sales')).toEqual((body as { items: unknown[] }).items);
    office.lose();
    put(2, { storeId: 2001 });
    sold({ storeId: 2001, businessDay: '2026-02-01' });
    await office.come(3);
    expect(office.inShort(9)).toEqual(expect.arrayContaining(['orders 2', 'sales 2026-02-01', ...said('current')]));
  });
});
