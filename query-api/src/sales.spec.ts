import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type MenuSales, plainTerms } from '@doremi/domain';
import { aBoardOrder, aSalesDay, AT } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';
import { everyItem } from './testing/serve.js';

let api: QueryApi;
beforeEach(() => void (api = startQueryApi()));
afterEach(() => api.stop());

describe('GET /sales', () => {
  beforeEach(() => {
    for (const [storeId, day] of [
      [2001, '30'],
      [2001, '31'],
      [2002, '29'],
      [2002, '30'],
    ] as const)
      api.models.sales.put(`${storeId}.${day}`, aSalesDay({ storeId, businessDay: `2026-01-${day}` }));
  });

  type Day = { readonly storeId: number; readonly businessDay: string };
  const days = async (query = '', actor?: string) => {
    const { status, body } = await api.get(`/sales${query}`, actor ? { 'X-Actor': actor } : {});
    expect(status).toBe(200);
    return (body as { items: Day[] }).items.map(({ storeId, businessDay }) => `${storeId} ${businessDay.slice(-2)}`);
  };

  test('shows head office every store and day, newest first', async () => {
    expect(await days('', 'admin')).toEqual(['2001 31', '2001 30', '2002 30', '2002 29']);
    expect(await days('?storeId=2002', 'admin')).toEqual(['2002 30', '2002 29']);
    expect(await days()).toHaveLength(4);
  });

  test('from one day to another, both included', async () => {
    expect(await days('?from=2026-01-30')).toEqual(['2001 31', '2001 30', '2002 30']);
    expect(await days('?to=2026-01-30')).toEqual(['2001 30', '2002 30', '2002 29']);
    expect(await days('?from=2026-01-30&to=2026-01-30')).toEqual(['2001 30', '2002 30']);
    expect(await days('?from=2026-01-31&to=2026-01-30')).toEqual([]);
  });

  test('shows a store its own and no other', async () => {
    expect(await days('', 'store:2002')).toEqual(['2002 30', '2002 29']);
    expect(await days('?storeId=2002', 'store:2002')).toEqual(['2002 30', '2002 29']);
    const theirs = await api.get('/sales?storeId=2001', { 'X-Actor': 'store:2002' });
    expect(theirs).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(await api.get('/sales', { 'X-Actor': 'customer:alice' })).toMatchObject({ status: 403 });
  });

  test.each([1, 2, 3])('over pages of %d', async (limit) => {
    const seen = await everyItem<Day>(api, '/sales', limit);
    expect(seen.map(({ storeId }) => storeId)).toEqual([2001, 2001, 2002, 2002]);
  });

  test('in decimals, with the average of all deliveries', async () => {
    api.models.sales.put('2003.31', aSalesDay({ storeId: 2003, delivered: 3, secondsToDeliver: 4_000 }));
    const { body } = await api.get('/sales?storeId=2003');
    expect(body).toEqual({
      items: [
        {
          storeId: 2003,
          businessDay: '2026-01-31',
          currency: 'EUR',
          orders: 4,
          revenue: 1204,
          tax: 192.24,
          refunds: 1.01,
          refundedTax: 0.16,
          cancelled: 1,
          delivered: 3,
          averageMinutes: 22.22,
          late: 1,
          secondsLate: 90,
        },
      ],
      nextCursor: null,
    });
  });

  test('there is no average before the first delivery', async () => {
    api.models.sales.put('2003.31', aSalesDay({ storeId: 2003, delivered: 0, secondsToDeliver: 0 }));
    expect((await api.get('/sales?storeId=2003')).body).toMatchObject({ items: [{ averageMinutes: null }] });
  });

  test.each(['from=2026-1-1', 'to=yesterday', 'from=2026-02-30', 'storeId=0', 'day=2026-01-30'])(
    '?%s is 400',
    async (query) => {
      expect(await api.get(`/sales?${query}`)).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID' } });
    },
  );
});

describe('GET /sales/menus', () => {
  const sold = (menuId: number, sold: number, returned = 0, over: Partial<MenuSales> = {}): MenuSales => ({
    ...{ menuId, menuName: `pizza${menuId}`, sold, revenue: sold * 1_550, returned, returnedAmount: returned * 1_550 },
    options: [{ groupId: 'size', optionId: 'small', name: 'Small', sold, returned }],
    ...over,
  });
  beforeEach(() => {
    const put = (storeId: number, day: string, menus: readonly MenuSales[], refundedInPart = 0) =>
      api.models.menuSales.put(`${storeId}.${day}`, { storeId, businessDay: `2026-01-${day}`, menus, refundedInPart });
    put(2001, '30', [sold(2, 1), sold(1, 3, 1)], 150);
    put(2001, '31', [sold(1, 2, 0, { menuName: 'Pizza 1' })], 50);
    put(2002, '30', [sold(1, 10)]);
  });

  const items = async (query: string, actor = 'admin') => {
    const { status, body } = await api.get(`/sales/menus?${query}`, { 'X-Actor': actor });
    expect(status).toBe(200);
    return body as { items: object[]; refundedInPart: number };
  };

  test('adds up what was sold and returned of each menu and option, and what went back in part', async () => {
    expect(await items('storeId=2001&from=2026-01-30&to=2026-01-31')).toEqual({
      ...{ storeId: 2001, from: '2026-01-30', to: '2026-01-31', refundedInPart: 2 },
      items: [
        {
          ...{ menuId: 1, menuName: 'Pizza 1', sold: 5, revenue: 77.5, returned: 1, returnedAmount: 15.5 },
          options: [{ groupId: 'size', optionId: 'small', name: 'Small', sold: 5, returned: 1 }],
        },
        {
          ...{ menuId: 2, menuName: 'pizza2', sold: 1, revenue: 15.5, returned: 0, returnedAmount: 0 },
          options: [{ groupId: 'size', optionId: 'small', name: 'Small', sold: 1, returned: 0 }],
        },
      ],
    });
    expect(await items('from=2026-01-30')).toMatchObject({ storeId: null, items: [{ menuId: 1, sold: 15 }, {}] });
    expect(await items('to=2026-01-29')).toMatchObject({ from: '2025-12-30', items: [], refundedInPart: 0 });
  });

  test('reads any number of days and stores', async () => {
    for (let storeId = 1; storeId <= 450; storeId++) {
      const day = { storeId, businessDay: '2026-02-01', menus: [sold(1, 1)], refundedInPart: 1 };
      api.models.menuSales.put(`${storeId}.01`, day);
    }
    expect(await items('from=2026-02-01&to=2026-02-01')).toMatchObject({ items: [{ sold: 450 }], refundedInPart: 4.5 });
  });

  test('are of 31 days where nobody says, and of 92 at most', async () => {
    const range = (await items('')) as unknown as { from: string; to: string };
    expect((Date.parse(range.to) - Date.parse(range.from)) / 86_400_000).toBe(30);
    expect(await items('from=2026-01-01&to=2026-04-02')).toMatchObject({ refundedInPart: 2 });
    const long = await api.get('/sales/menus?from=2026-01-01&to=2026-04-03');
    expect(long).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID', errors: [{ field: 'from' }] } });
  });

  test("shows a store its own and nobody else's", async () => {
    const days = 'from=2026-01-30&to=2026-01-31';
    expect(await items(days, 'store:2002')).toMatchObject({ items: [{ menuId: 1, sold: 10 }] });
    const theirs = await api.get(`/sales/menus?storeId=2001&${days}`, { 'X-Actor': 'store:2002' });
    expect(theirs).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(await api.get('/sales/menus', { 'X-Actor': 'customer:alice' })).toMatchObject({ status: 403 });
  });
});

describe('GET /sales/export', () => {
  const exported = (query: string, actor = 'admin') =>
    fetch(`${api.url}/sales/export?${query}`, { headers: { 'X-Actor': actor } });

  test('is a table of the orders of a day, in which nothing is a formula', async () => {
    const [line] = aBoardOrder().lines;
    if (!line) throw new Error('an order without lines');
    const options = [{ groupId: 'size', optionId: 'small', name: 'Small', priceDelta: 0 }];
    const lines = [{ ...line, menuName: '=pizza, "3"', options }];
    const terms = { ...plainTerms(30_100), currency: 'EUR', tax: { rate: 19, net: 25_294, tax: 4_806 } };
    const closed = { status: 'CANCELLED', cancelCode: 'STORE', closedAt: AT, refunded: 30_100, open: false } as const;
    api.models.board.put(1, aBoardOrder({ lines, terms, orderNumber: 7, ...closed }));
    api.models.board.put(2, aBoardOrder({ orderId: 2, storeId: 2001, receivedAt: '2026-03-01T11:00:00.000Z' }));
    api.models.board.put(3, aBoardOrder({ orderId: 3, businessDay: '2026-03-02' }));
    const response = await exported('day=2026-03-01');
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="orders-2026-03-01.csv"');
    expect((await response.text()).split('\r\n')).toEqual([
      'businessDay,storeId,orderNumber,orderId,status,cancelCode,receivedAt,closedAt,lines,currency,subtotal,deliveryFee,total,taxRate,net,tax,refunded',
      `2026-03-01,2002,7,1,CANCELLED,STORE,${AT},${AT},"'=pizza, ""3"" (Small) x2",EUR,301,0,301,19,252.94,48.06,301`,
      `2026-03-01,2001,,2,RECEIVED,,2026-03-01T11:00:00.000Z,,pizza3 (Olives) x2,,301,0,301,,,,0`,
      '',
    ]);
    expect(await (await exported('day=2026-03-01', 'store:2001')).text()).not.toContain(',2002,');
  });

  test('has every order of the day, however many', async () => {
    for (let orderId = 1; orderId <= 1_201; orderId++) api.models.board.put(orderId, aBoardOrder({ orderId }));
    expect((await (await exported('day=2026-03-01')).text()).trim().split('\r\n')).toHaveLength(1_202);
  });

  test("is of a day, and of nobody else's store", async () => {
    expect((await exported('')).status).toBe(400);
    expect((await exported('day=2026-03-01&storeId=2001', 'store:2002')).status).toBe(403);
    expect((await exported('day=2026-03-01', 'customer:alice')).status).toBe(403);
  });
});
