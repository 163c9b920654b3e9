import { describe, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const { call, done, refused } = withCommandApi();

let last = 3000;
const register = async (): Promise<number> => {
  const storeId = ++last;
  await done(201, 'POST', '/stores', { storeId, storeName: 'Gangnam' });
  return storeId;
};

describe('POST /stores', () => {
  test('registers a store that is open; the same again does nothing', async () => {
    const body = { storeId: 2001, storeName: 'Gangnam', address: '12 Teheran-ro', timezone: 'Asia/Seoul' };
    const first = await call('POST', '/stores', body);
    expect(first).toMatchObject({ status: 201, body: { ...body, status: 'OPEN', until: null } });
    expect(first.headers.get('Location')).toBe('/stores/2001');
    const again = await call('POST', '/stores', body);
    expect(again.headers.get('X-Event-Position')).toBe(first.headers.get('X-Event-Position'));
    await refused(409, 'STORE_EXISTS', 'POST', '/stores', { ...body, storeName: 'Other' });
  });

  test.each([
    {},
    { storeId: 0, storeName: 'a' },
    { storeId: 1_000_000, storeName: 'a' },
    { storeId: 1.5, storeName: 'a' },
    { storeId: 9, storeName: '' },
    { storeId: 9, storeName: 'a', timezone: 'Mars' },
    { storeId: 9, storeName: 'a', address: null },
  ])('%j is 400', async (body) => {
    await refused(400, 'FIELDS_INVALID', 'POST', '/stores', body);
  });

  test('is for head office', async () => {
    await refused(403, 'FORBIDDEN', 'POST', '/stores', { storeId: 9, storeName: 'a' }, { 'X-Actor': 'store:9' });
  });
});

describe('PUT /stores/{storeId}/status', () => {
  test('pauses, closes and opens again', async () => {
    const path = `/stores/${await register()}/status`;
    const until = '2099-01-01T09:00:00+09:00';
    expect(await done(200, 'PUT', path, { status: 'PAUSED', until })).toMatchObject({
      status: 'PAUSED',
      until: '2099-01-01T00:00:00.000Z',
    });
    expect(await done(200, 'PUT', path, { status: 'CLOSED', until: null })).toMatchObject({
      status: 'CLOSED',
      until: null,
    });
    expect(await done(200, 'PUT', path, { status: 'OPEN' })).toMatchObject({ status: 'OPEN', until: null });
  });

  test('a pause that is over already is refused: it would leave open what was to be shut', async () => {
    const path = `/stores/${await register()}/status`;
    await refused(400, 'UNTIL_PASSED', 'PUT', path, { status: 'PAUSED', until: '2020-01-01T00:00Z' });
    await refused(400, 'FIELDS_INVALID', 'PUT', path, { status: 'PAUSED', until: '9999-12-31T23:59:59-01:00' });
  });

  test('is for head office and the store itself', async () => {
    const storeId = await register();
    const path = `/stores/${storeId}/status`;
    for (const actor of ['admin', `store:${storeId}`])
      await done(200, 'PUT', path, { status: 'PAUSED' }, { 'X-Actor': actor });
    for (const actor of ['store:2999', 'customer:alice'])
      await refused(403, 'FORBIDDEN', 'PUT', path, { status: 'OPEN' }, { 'X-Actor': actor });
  });

  test('of an unknown store is 404, an unknown status 400', async () => {
    await refused(404, 'STORE_NOT_FOUND', 'PUT', '/stores/99/status', { status: 'OPEN' });
    const path = `/stores/${await register()}/status`;
    for (const body of [{}, { status: 'open' }, { status: null }, { status: 'PAUSED', until: 'soon' }])
      await refused(400, 'FIELDS_INVALID', 'PUT', path, body);
  });
});

describe('PUT /stores/{storeId}/settings', () => {
  const defaults = {
    addressRequired: false,
    autoAccept: true,
    acceptWithinMinutes: 5,
    preparationMinutes: 20,
    deliveryFee: 0,
    minimumOrder: 0,
  };
  const all = {
    addressRequired: true,
    autoAccept: false,
    acceptWithinMinutes: 10,
    preparationMinutes: 35,
    deliveryFee: 3.5,
    minimumOrder: 15,
    ordersPerQuarter: 8,
    hours: {
      weekly: [
        { day: 1, open: '11:00', close: '14:00' },
        { day: 5, open: '18:00', close: '02:00' },
      ],
      exceptions: [
        { date: '2026-12-24', open: '10:00', close: '13:00' },
        { date: '2026-12-25', closed: true },
      ],
    },
  };

  test('replaces all settings: what is absent is the default', async () => {
    const path = `/stores/${await register()}/settings`;
    expect(await done(200, 'PUT', path, all)).toEqual(all);
    expect(await done(200, 'PUT', path, { deliveryFee: '2.50' })).toEqual({ ...defaults, deliveryFee: 2.5 });
    expect(await done(200, 'PUT', path, {})).toEqual(defaults);
  });

  test('the same again does nothing, in whatever order its periods are written', async () => {
    const path = `/stores/${await register()}/settings`;
    const first = await call('PUT', path, all);
    const { weekly, exceptions } = all.hours;
    const turned = { weekly: weekly.toReversed(), exceptions: exceptions.toReversed() };
    const again = await call('PUT', path, { ...all, hours: turned });
    expect(again).toMatchObject({ status: 200, body: all });
    expect(again.headers.get('X-Event-Position')).toBe(first.headers.get('X-Event-Position'));
  });

  test('one night may run into the next morning', async () => {
    const path = `/stores/${await register()}/settings`;
    const weekly = [
      { day: 5, open: '20:00', close: '06:00' },
      { day: 6, open: '05:00', close: '05:00' },
    ];
    expect(await done(200, 'PUT', path, { hours: { weekly } })).toEqual({
      ...defaults,
      hours: { weekly, exceptions: [] },
    });
  });

  const period = { day: 1, open: '10:00', close: '14:00' };
  const of = (weekly: unknown, exceptions?: unknown) => ({ hours: { weekly, exceptions } });
  test.each<[object, string]>([
    [{ addressRequired: 'yes' }, 'addressRequired FLAG'],
    [{ acceptWithinMinutes: 0 }, 'acceptWithinMinutes WHOLE'],
    [{ preparationMinutes: 241 }, 'preparationMinutes WHOLE'],
    [{ deliveryFee: -1 }, 'deliveryFee MONEY'],
    [{ minimumOrder: 0.001 }, 'minimumOrder MONEY'],
    [{ ordersPerQuarter: 0 }, 'ordersPerQuarter WHOLE'],
    [{ ordersPerQuarter: null }, 'ordersPerQuarter WHOLE'],
    [{ hours: null }, 'hours OBJECT'],
    [{ hours: [] }, 'hours OBJECT'],
    [{ hours: {} }, 'hours.weekly MISSING'],
    [{ hours: { weekly: [], holidays: [] } }, 'hours.holidays UNKNOWN_FIELD'],
    [of([{ ...period, day: 8 }]), 'hours.weekly[0].day WHOLE'],
    [of([{ ...period, open: '24:00' }]), 'hours.weekly[0].open LOCAL_TIME'],
    [of([{ ...period, close: '9:00' }]), 'hours.weekly[0].close LOCAL_TIME'],
    [of([period, { ...period, open: '13:59' }]), 'hours.weekly[1].open OVERLAPS'],
    [
      of([
        { ...period, open: '18:00', close: '02:00' },
        { ...period, open: '23:00' },
      ]),
      'hours.weekly[1].open OVERLAPS',
    ],
    [of([], [{ date: '2026-02-30', closed: true }]), 'hours.exceptions[0].date DAY'],
    [of([], [{ date: '2026-12-25' }]), 'hours.exceptions[0].open MISSING, hours.exceptions[0].close MISSING'],
    [of([], [{ date: '2026-12-25', open: '10:00' }]), 'hours.exceptions[0].close MISSING'],
    [
      of([], [{ date: '2026-12-25', closed: true, open: '10:00', close: '11:00' }]),
      'hours.exceptions[0].closed CONTRADICTS',
    ],
    [
      of(
        [],
        [
          { date: '2026-12-25', closed: true },
          { date: '2026-12-25', open: '10:00', close: '11:00' },
        ],
      ),
      'hours.exceptions[0].closed CONTRADICTS',
    ],
    [{ storeId: 2001 }, 'storeId UNKNOWN_FIELD'],
  ])('%j is 400: %s', async (body, told) => {
    const refusal = await refused(400, 'FIELDS_INVALID', 'PUT', `/stores/${await register()}/settings`, body);
    const { errors } = refusal.body as { errors: { field: string; code: string }[] };
    expect(errors.map(({ field, code }) => `${field} ${code}`).join(', ')).toBe(told);
  });

  test('is for head office and the store itself, and of an unknown store 404', async () => {
    const storeId = await register();
    const path = `/stores/${storeId}/settings`;
    for (const actor of ['admin', `store:${storeId}`]) await done(200, 'PUT', path, {}, { 'X-Actor': actor });
    for (const actor of ['store:2999', 'customer:alice'])
      await refused(403, 'FORBIDDEN', 'PUT', path, {}, { 'X-Actor': actor });
    await refused(404, 'STORE_NOT_FOUND', 'PUT', '/stores/99/settings', {});
  });
});
