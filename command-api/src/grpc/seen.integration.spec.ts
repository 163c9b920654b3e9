import { status } from '@grpc/grpc-js';
import { EngineUnavailable, type EventStore } from '@doremi/event-sourcing';
import { orderStream, plainOrder } from '@doremi/domain';
import { AdmissionControl } from '@doremi/http';
import { Registry } from '@doremi/process';
import { withTracing } from '@doremi/process/testing';
import { eventually } from '@doremi/event-sourcing/testing';
import { describe, expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { once } from '../command-handler/testing/counter.js';
import { timeCalls } from '../metrics/calls.js';
import { seriesOf } from '../metrics/testing/series.js';
import { withGrpcDoors } from '../testing/grpc-door.js';
import { HEALTH, ORDERS } from '../testing/grpc-services.js';
import { MemoryEventStore } from '../testing/memory-event-store.js';

const open = withGrpcDoors();
const start = { orderId: 1 };
const away = () => Promise.reject(new EngineUnavailable('away'));

/** An event store with the order 1 in it. */
const withOrder = async (): Promise<MemoryEventStore> => {
  const store = new MemoryEventStore();
  const ids = { orderId: 1, cartId: 1, paymentId: 1, storeId: 2002, customerId: 'alice' };
  const money = { lines: [], total: 15_000, businessDay: '2026-01-31', paidAt: '2026-01-31T12:00:00.000Z' };
  const received = { ...ids, ...money, ...plainOrder(money.total), promisedAt: null, now: money.paidAt };
  await aggregatesOn(store).orders.handle(orderStream(1), { type: 'ReceiveOrder', ...received }, once());
  return store;
};

describe('the time of calls', () => {
  const METRIC = 'rpc_server_call_duration_seconds';
  const method = 'doremi.orders.v1.Orders/StartCooking';

  const timed = async (store: EventStore, other: { readonly admission?: AdmissionControl } = {}) => {
    const registry = new Registry();
    const door = await open(store, { ...other, observe: timeCalls(registry) });
    const { value } = seriesOf(registry);
    const count = (ended: string) => value(`${METRIC}_count`, { method, status: ended });
    const lines = async () =>
      (await registry.metrics()).split('\n').filter((line) => line.startsWith(`${METRIC}_count`));
    return { ...door, value, count, lines };
  };

  test('is kept by method and status, never by id', async () => {
    const { call, lines } = await timed(await withOrder());
    for (const orderId of [1, 1, 2, 3]) await call('StartCooking', { orderId });
    await call('StartCooking', start, { 'x-actor': 'customer:alice' });
    await call('Recall', { ...start, reason: 'burnt' });
    const series = (called: string, ended: string, count: number) =>
      `${METRIC}_count{method="doremi.orders.v1.Orders/${called}",status="${ended}"} ${count}`;
    expect((await lines()).sort()).toEqual(
      [
        series('StartCooking', 'OK', 1),
        series('StartCooking', 'FAILED_PRECONDITION', 1),
        series('StartCooking', 'NOT_FOUND', 2),
        series('StartCooking', 'PERMISSION_DENIED', 1),
        series('Recall', 'FAILED_PRECONDITION', 1),
      ].sort(),
    );
  });

  test('is in seconds, from the call to its answer', async () => {
    const letGo: (() => void)[] = [];
    const store = new MemoryEventStore();
    store.read = () => new Promise((resolve) => letGo.push(() => resolve([])));
    const { call, value } = await timed(store);
    const startedAt = performance.now();
    const answered = call('StartCooking', start);
    await eventually(() => letGo.length > 0);
    const heldFrom = performance.now();
    await eventually(() => performance.now() - heldFrom > 30);
    letGo.forEach((go) => go());
    await answered;
    const took = await value(`${METRIC}_sum`);
    expect(took).toBeGreaterThan(0.03);
    expect(took).toBeLessThan((performance.now() - startedAt) / 1_000);
  });

  test('counts an engine that is away, and who was turned away', async () => {
    const store = new MemoryEventStore();
    store.read = away;
    const { call, count } = await timed(store);
    await call('StartCooking', start);
    expect(await count('UNAVAILABLE')).toBe(1);
    const full = await timed(store, { admission: new AdmissionControl({ atOnce: 0, waiting: 0, waitMs: 1 }) });
    await full.call('StartCooking', start);
    expect(await full.count('UNAVAILABLE')).toBe(1);
  });

  test('counts who did not wait as cancelled, once', async () => {
    const letGo: (() => void)[] = [];
    const store = new MemoryEventStore();
    store.read = () => new Promise((resolve) => letGo.push(() => resolve([])));
    const { client, call, count, lines } = await timed(store);
    expect((await client.call(ORDERS, 'StartCooking', start, {}, 300)).status).toBe(status.DEADLINE_EXCEEDED);
    await eventually(async () => (await count('CANCELLED')) === 1);
    const next = call('StartCooking', { orderId: 2 });
    await eventually(() => letGo.length === 2);
    store.read = () => Promise.resolve([]);
    letGo.forEach((go) => go());
    await next;
    expect([await count('CANCELLED'), await count('NOT_FOUND'), (await lines()).length]).toEqual([1, 1, 2]);
  });

  test('knows nothing of methods that there are not, nor of health', async () => {
    const { client, lines } = await timed(await withOrder());
    for (const path of [
      '/doremi.orders.v1.Orders/Bake',
      '/alice@example.com/x',
      '/doremi.orders.v1.Orders/Dispatch/1',
    ]) {
      const unknown = { StartCooking: { ...ORDERS.StartCooking, path } } as typeof ORDERS;
      expect((await client.call(unknown, 'StartCooking', start)).status).toBe(status.UNIMPLEMENTED);
    }
    expect((await client.call(HEALTH, 'Check', { service: '' })).status).toBe(status.OK);
    expect(await lines()).toEqual([]);
  });
});

describe('the span of a call', () => {
  const { spans } = withTracing();
  const TRACE = '0af7651916cd43dd8448eb211c80319c';
  const CALLER = 'b7ad6b7169203331';
  const traceparent = `00-${TRACE}-${CALLER}-01`;

  test('goes on with its caller’s, by the names of the conventions, and its event goes on with it', async () => {
    const store = await withOrder();
    const { call } = await open(store);
    await call('StartCooking', start, { traceparent });
    const spanId = spans[0]?.spanId;
    const name = 'doremi.orders.v1.Orders/StartCooking';
    const attributes = { 'rpc.system.name': 'grpc', 'rpc.method': name, 'rpc.response.status_code': 'OK' };
    expect(spans).toEqual([
      { name, kind: 'SERVER', status: 'UNSET', attributes, traceId: TRACE, spanId, parentSpanId: CALLER },
    ]);
    expect(store.log.at(-1)).toMatchObject({
      type: 'CookingStarted',
      metadata: { traceparent: `00-${TRACE}-${String(spanId)}-01` },
    });
  });

  test.each([
    ['what the caller did wrong is no error', () => Promise.resolve([]), 'NOT_FOUND', 'UNSET'],
    ['an engine that is away is one', away, 'UNAVAILABLE', 'ERROR'],
    ['a fault is one', () => Promise.reject(new Error('broken')), 'INTERNAL', 'ERROR'],
  ])('%s', async (_, read, ended, said) => {
    const store = new MemoryEventStore();
    store.read = read;
    const { call } = await open(store);
    await call('StartCooking', start);
    expect(spans).toMatchObject([
      { parentSpanId: undefined, status: said, attributes: { 'rpc.response.status_code': ended } },
    ]);
  });

  test('a caller whom nobody knows is no error either', async () => {
    const { call } = await open(new MemoryEventStore());
    await call('StartCooking', start, { 'x-actor': 'nobody' });
    expect(spans).toMatchObject([{ status: 'UNSET', attributes: { 'rpc.response.status_code': 'INVALID_ARGUMENT' } }]);
  });
});

test('where nothing is traced, an event carries the trace of its caller', async () => {
  const store = await withOrder();
  const { call } = await open(store);
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await call('StartCooking', start, { traceparent });
  await call('CompleteCooking', start);
  const traced = store.log.map(({ type, metadata }) => [type, metadata.traceparent]);
  expect(traced.slice(-2)).toEqual([
    ['CookingStarted', traceparent],
    ['CookingCompleted', undefined],
  ]);
});
