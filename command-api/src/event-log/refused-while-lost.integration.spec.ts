import { personalDataInMemory } from '@doremi/personal-data/testing';
import { status } from '@grpc/grpc-js';
import { withRoutes } from '@doremi/http/testing';
import { silentLog } from '@doremi/process/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { idsOn } from '../ids/id-sequence.js';
import { aggregatesOn, forgetAll } from '../aggregates.js';
import { inGeneration, routesOn } from '../routes.js';
import { PaymentProviderInMemory } from '../testing/payment-provider-in-memory.js';
import { withGrpcDoors } from '../testing/grpc-door.js';
import { MemoryEventStore } from '../testing/memory-event-store.js';
import { ScriptedMenuServiceProbe } from '../testing/menu-service-probes.js';
import { noRedis } from '../testing/no-redis.js';
import { LogWatch } from './log-watch.js';
import { highWaterMarksOf } from '../ids/high-water-marks.js';
import { fenced } from './fenced-event-store.js';
import { accept, aMismatch, ScriptedRedis } from './testing/replaced-log.js';

const memory = new MemoryEventStore();
const redis = new ScriptedRedis();
const signal = new AbortController().signal;
const log = new LogWatch({ store: memory, redis, afterRestore: 'refuse', log: silentLog, signal });
const store = fenced(memory, log);
const aggregates = aggregatesOn(store);
log.onChange(() => forgetAll(aggregates));
const nothingCharged = { highestCart: () => Promise.resolve(null) };

const { call } = withRoutes(() => {
  const ids = idsOn(noRedis, store, highWaterMarksOf(log, nothingCharged));
  const routes = routesOn(
    aggregates,
    store,
    ids,
    new PaymentProviderInMemory(),
    new ScriptedMenuServiceProbe(),
    personalDataInMemory(),
  );
  return inGeneration(routes, log);
});
const open = withGrpcDoors();

const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 150 };
const positionOf = async (path: string, body?: object): Promise<string | null> =>
  (await call('POST', path, body)).headers.get('X-Event-Position');

test('before anything was lost, positions are as they always were', async () => {
  expect((await call('POST', '/stores', { storeId: 2002, storeName: 'Doremi' })).status).toBe(201);
  expect(await positionOf('/menus', card)).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
});

describe('while a mismatch stands', () => {
  beforeEach(() => redis.announce(0, aMismatch({ floors: { menu: 40, cart: 50 } })));
  afterEach(() => redis.announce(0, null));

  test.each([
    ['POST', '/menus', card],
    ['POST', '/stores', { storeId: 2003, storeName: 'Doremi' }],
    ['PUT', '/menus/1', card],
    ['POST', '/stores/2002/menus/1/approve', undefined],
    ['POST', '/mycart/2002/create', undefined],
    ['DELETE', '/mycart/1/lines/1', undefined],
    ['POST', '/mycart/1/order', undefined],
    ['POST', '/payments/1/refund', { reason: 'cold' }],
    ['POST', '/myorder/1/cooking/start', undefined],
  ])('%s %s is refused, and told when to come again', async (method, path, body) => {
    const before = memory.log.length;
    const answer = await call(method, path, body);
    expect(answer).toMatchObject({ status: 503, body: { code: 'EVENT_STORE_MISMATCH', status: 503 } });
    expect(answer.headers.get('Content-Type')).toMatch('application/problem+json');
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(memory.log).toHaveLength(before);
  });

  test('what is no command at all is told so, as ever', async () => {
    expect(await call('POST', '/menus', { ...card, price: -1 })).toMatchObject({ status: 400 });
    expect(await call('POST', '/nowhere')).toMatchObject({ status: 404 });
  });

  test('a gRPC call is refused too', async () => {
    const { call: ask, faults } = await open(store);
    const { status: ended, trailers } = await ask('StartCooking', { orderId: 1 });
    expect([ended, trailers.get('code'), trailers.get('retry-after')]).toEqual([
      status.UNAVAILABLE,
      ['EVENT_STORE_MISMATCH'],
      ['1'],
    ]);
    expect(faults).toEqual([]);
  });
});

describe('once another log was accepted', () => {
  beforeEach(async () => {
    if (log.generation > 0) return;
    await accept(memory, 1, { menu: 40, cart: 50 });
    redis.announce(1, null);
  });

  test('commands are done, and positions say of which log they are', async () => {
    expect(await positionOf('/menus', card)).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}@1$/);
  });

  test('new things have ids that nobody was given in the lost one', async () => {
    const { menuId } = (await call('POST', '/menus', card)).body;
    expect(menuId).toBeGreaterThan(40);
    const { cartId } = (await call('POST', '/mycart/2002/create')).body;
    expect(cartId).toBeGreaterThan(50);
  });

  test('gRPC says the same', async () => {
    const { menuId } = (await call('POST', '/menus', card)).body;
    const { cartId } = (await call('POST', '/mycart/2002/create')).body;
    await call('POST', `/stores/2002/menus/${String(menuId)}/approve`);
    await call('POST', `/mycart/${String(cartId)}/menu/${String(menuId)}/add`);
    expect((await call('POST', `/mycart/${String(cartId)}/order`)).status).toBe(201);
    const { call: ask } = await open(store, { logWatch: log });
    const { status: ended, headers } = await ask('StartCooking', { orderId: Number(cartId) });
    expect([ended, headers.get('x-event-position')]).toEqual([status.OK, [expect.stringMatching(/^[0-9a-f-]{33}@1$/)]]);
  });
});
