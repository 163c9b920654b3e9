import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aSalesDay } from './testing/documents.js';
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
