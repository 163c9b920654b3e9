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
