import { positionOf } from '@doremi/event-sourcing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aStore } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';

let api: QueryApi;
beforeEach(() => {
  api = startQueryApi();
  api.models.stores.put(2002, aStore());
});
afterEach(() => api.stop());

const seen = positionOf(200n, 200n);
const earlier = positionOf(9n, 9n);

describe('a GET that names what its client has seen', () => {
  test('is answered once every read model it needs is there', async () => {
    api.models.stores.watermark = seen;
    api.models.storeMenus.watermark = seen;
    expect(await api.get('/stores/2002/menus', { 'X-Event-Position': seen })).toMatchObject({ status: 200 });
    expect(api.models.stores.waits).toEqual([{ position: seen, timeoutMs: 5_000 }]);
    expect(api.models.storeMenus.waits).toEqual([{ position: seen, timeoutMs: 5_000 }]);
    expect(api.models.carts.waits).toEqual([]);
  });

  test('is refused while one of them is behind, and told to come again', async () => {
    api.models.stores.watermark = seen;
    api.models.storeMenus.watermark = earlier;
    const answer = await api.get('/stores/2002/menus', { 'X-Event-Position': seen });
    expect(answer).toMatchObject({ status: 503, body: { code: 'READ_MODEL_BEHIND' } });
    expect(answer.headers.get('Retry-After')).toBe('1');
  });

  test.each(['1', 'x', '-', '0'.repeat(33), `${seen}0`, `${seen}@0`, `${seen}@x`])(
    '%s is no position',
    async (position) => {
      const answer = await api.get('/stores', { 'X-Event-Position': position });
      expect(answer).toMatchObject({ status: 400, body: { code: 'POSITION_INVALID' } });
    },
  );
});

describe('once another log was accepted', () => {
  beforeEach(() => {
    for (const model of [api.models.stores, api.models.slots, api.models.storeMenus]) model.generation = 1;
  });

  test.each(['X-Event-Position', 'X-Event-Position-Hint'])(
    'a place in the lost one is not waited for (%s)',
    async (header) => {
      expect(await api.get('/stores/2002', { [header]: seen })).toMatchObject({ status: 200 });
      expect(api.models.stores.waits).toEqual([]);
    },
  );

  test('one in the new log is, and says so', async () => {
    api.models.stores.watermark = earlier;
    api.models.slots.watermark = seen;
    const answer = await api.get('/stores/2002', { 'X-Event-Position': `${seen}@1` });
    expect(answer).toMatchObject({ status: 503, body: { code: 'READ_MODEL_BEHIND', position: `${seen}@1` } });
    api.models.stores.watermark = seen;
    expect(await api.get('/stores/2002', { 'X-Event-Position': `${seen}@1` })).toMatchObject({ status: 200 });
    expect(api.models.stores.waits).toEqual([seen, seen].map((position) => ({ position, timeoutMs: 5_000 })));
  });

  test('one in a log that nobody here knows of yet is not there', async () => {
    const answer = await api.get('/stores/2002', { 'X-Event-Position': `${earlier}@2` });
    expect(answer).toMatchObject({ status: 503, body: { code: 'READ_MODEL_BEHIND' } });
  });
});

describe("the gateway's hint", () => {
  test('is waited for a second, and then answered with what there is', async () => {
    expect(await api.get('/stores/2002', { 'X-Event-Position-Hint': seen })).toMatchObject({ status: 200 });
    expect(api.models.stores.waits).toEqual([{ position: seen, timeoutMs: 1_000 }]);
  });

  test('counts nothing beside a position of the client, or when it is malformed', async () => {
    api.models.stores.watermark = earlier;
    await api.get('/stores', { 'X-Event-Position-Hint': seen, 'X-Event-Position': earlier });
    await api.get('/stores', { 'X-Event-Position-Hint': 'x' });
    expect(api.models.stores.waits).toEqual([{ position: earlier, timeoutMs: 5_000 }]);
  });
});

test('without any header nothing is waited for', async () => {
  await api.get('/stores');
  expect(api.models.stores.waits).toEqual([]);
});

test('an answer can be asked for by its ETag', async () => {
  const { headers } = await api.get('/stores');
  const conditional = { 'If-None-Match': headers.get('ETag') ?? '' };
  const again = await api.get('/stores', conditional);
  expect(again).toMatchObject({ status: 304, body: null });
});
