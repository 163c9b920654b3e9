import { DEFAULT_SETTINGS, type StoreSettings, type StoreView } from '@doremi/domain';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aStore } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';

const PAST = '2020-01-01T00:00:00.000Z';

let api: QueryApi;
beforeEach(() => void (api = startQueryApi()));
afterEach(() => api.stop());

describe('the times for which an order may be wanted', () => {
  const ahead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const [before, date] = [ahead(2), ahead(3)];
  const times = async (query = ''): Promise<unknown> => {
    const { status, body } = await api.get(`/stores/2002/times${query}`, { 'X-Actor': 'customer:alice' });
    expect([status, body]).toMatchObject([200, { storeId: 2002, timezone: 'Asia/Seoul' }]);
    return (body as { times: unknown }).times;
  };
  const open = (settings: Partial<StoreSettings>, over: Partial<StoreView> = {}) => {
    // Nine hours ahead of UTC: its morning is the day before there.
    const periods = [
      { date, open: '08:30', close: '09:10' },
      { date, open: '17:05', close: '18:00' },
    ];
    const hours = { weekly: [], exceptions: periods };
    api.models.stores.put(2002, aStore({ settings: { ...DEFAULT_SETTINGS, hours, ...settings }, ...over }));
  };
  const morning = [`${before}T23:30:00.000Z`, `${before}T23:45:00.000Z`, `${date}T00:00:00.000Z`];
  const evening = ['08:15', '08:30', '08:45'].map((at) => `${date}T${at}:00.000Z`);

  test('are quarters of an hour that begin while it is open, on a date of its own clocks or on any', async () => {
    open({});
    expect(await times()).toEqual([...morning, ...evening]);
    expect(await times(`?date=${date}`)).toEqual([...morning, ...evening]);
    expect(await times(`?date=${before}`)).toEqual([]);
    open({ hours: null });
    expect(await times(`?date=${date}`)).toHaveLength(96);
  });

  test('have a place left, where the store counts them', async () => {
    api.models.slots.put(`2002.${before}`, { storeId: 2002, date: before, held: { '23:30': 1, '23:45': 2 } });
    api.models.slots.put(`2002.${date}`, { storeId: 2002, date, held: { '08:30': 3 } });
    api.models.slots.put(`2003.${date}`, { storeId: 2003, date, held: { '08:15': 9 } });
    open({ ordersPerQuarter: 2 });
    expect(await times()).toEqual([morning[0], morning[2], evening[0], evening[2]]);
    open({});
    expect(await times()).toEqual([...morning, ...evening]);
  });

  test('come after its pause; while nobody knows when that is over there are none', async () => {
    open({}, { status: 'PAUSED', until: `${date}T00:00:00.000Z` });
    expect(await times()).toEqual(evening);
    open({}, { status: 'PAUSED', until: PAST });
    expect(await times()).toEqual([...morning, ...evening]);
    open({}, { status: 'CLOSED', until: null });
    expect(await times()).toEqual([]);
  });

  test('are asked for of a store that is there, and on a date', async () => {
    expect(await api.get('/stores/9/times')).toMatchObject({ status: 404, body: { code: 'STORE_NOT_FOUND' } });
    open({});
    for (const wrong of ['tomorrow', '2026-02-30', ''])
      expect(await api.get(`/stores/2002/times?date=${wrong}`)).toMatchObject({
        status: 400,
        body: { code: 'FIELDS_INVALID', errors: [{ field: 'date', code: 'DAY' }] },
      });
  });
});
