import { personalDataInMemory } from '@doremi/personal-data/testing';
import { connectEventStore } from '@doremi/event-store';
import { upcast } from '@doremi/domain';
import { eventStoreUrl, withEventStore } from '@doremi/event-store/testing';
import { withRedis } from '@doremi/redis/testing';
import { withRoutes } from '@doremi/http/testing';
import { Registry } from '@doremi/process';
import { describe, expect, test } from '@jest/globals';
import { idsOn } from '../ids/id-sequence.js';
import { aggregatesOn } from '../aggregates.js';
import { confirmHolds } from '../cart/confirm-holds.js';
import { once } from '../command-handler/testing/counter.js';
import { refundProcess } from '../checkout/refund-process.js';
import { routesOn } from '../routes.js';
import { freePlaceOf } from '../slots/slot-places.js';
import { withPaymentProvider } from '../testing/payment-provider.js';
import { ScriptedMenuServiceProbe } from '../testing/menu-service-probes.js';
import { measureAppends } from './appends.js';
import { measureProvider } from './charges.js';
import { countCommands } from './commands.js';
import { seriesOf } from './testing/series.js';

const registry = new Registry();
const engine = withEventStore(upcast);
const helper = withRedis();
const standIn = withPaymentProvider();
const menuServiceProbe = new ScriptedMenuServiceProbe();

const measured = () => {
  const store = measureAppends(engine.store, registry);
  const provider = measureProvider(standIn.provider(), registry);
  return { store, provider, aggregates: aggregatesOn(store, countCommands(registry)) };
};
let parts: ReturnType<typeof measured>;

const { call } = withRoutes(() => {
  parts = measured();
  return routesOn(
    parts.aggregates,
    parts.store,
    idsOn(helper.redis, parts.store),
    parts.provider,
    menuServiceProbe,
    personalDataInMemory(),
  );
});
const { value, change } = seriesOf(registry);

/** A cart over this decimal amount, ordered; the cents say what the payment provider does. */
const ordered = async (price: number): Promise<number> => {
  const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price };
  const { menuId } = (await call('POST', '/menus', card)).body;
  await call('POST', `/stores/2002/menus/${String(menuId)}/approve`);
  const { cartId } = (await call('POST', '/mycart/2002/create')).body;
  await call('POST', `/mycart/${String(cartId)}/menu/${String(menuId)}/add`);
  await call('POST', `/mycart/${String(cartId)}/order`);
  return Number(cartId);
};

test('a store to sell at', async () => {
  expect((await call('POST', '/stores', { storeId: 2002, storeName: 'Doremi' })).status).toBe(201);
  expect(await value('doremi_commands_total', { type: 'RegisterStore', outcome: 'done' })).toBe(1);
});

describe('commands are counted by type and outcome', () => {
  test('a refusal by its code', async () => {
    const { cartId } = (await call('POST', '/mycart/2002/create')).body;
    const refused = await change('doremi_commands_total', { type: 'OrderCart', outcome: 'CART_EMPTY' }, () =>
      call('POST', `/mycart/${String(cartId)}/order`),
    );
    expect(refused).toBe(1);
  });

  test('an engine that is away, and a fault, as such', async () => {
    const away = connectEventStore(eventStoreUrl(1), upcast);
    const observed = new Registry();
    const observe = countCommands(observed);
    const { stores } = aggregatesOn(measureAppends(away, observed), observe);
    const command = { type: 'RegisterStore', storeId: 1, storeName: 'x', address: '', timezone: 'UTC' } as const;
    await expect(stores.handle('store-1', command, once(), true)).rejects.toThrow();
    await away.close();
    const broken = aggregatesOn({ read: () => Promise.reject(new Error('broken')) } as never, observe);
    await expect(broken.stores.handle('store-2', command, once())).rejects.toThrow('broken');
    const of = seriesOf(observed).value;
    expect(await of('doremi_commands_total', { type: command.type, outcome: 'ENGINE_UNAVAILABLE' })).toBe(1);
    expect(await of('doremi_commands_total', { type: command.type, outcome: 'FAULT' })).toBe(1);
    expect(await of('doremi_append_duration_seconds_count', { outcome: 'failed' })).toBe(1);
  }, 20_000);
});

test('appends are timed, and lost races are conflicts', async () => {
  await call('PUT', '/stores/2002/status', { status: 'OPEN' });
  const other = aggregatesOn(engine.store).stores;
  const now = new Date().toISOString();
  await other.handle('store-2002', { type: 'SetStoreStatus', status: 'PAUSED', until: null, now }, once());
  const conflicts = await change('doremi_append_duration_seconds_count', { outcome: 'conflict' }, async () => {
    expect((await call('PUT', '/stores/2002/status', { status: 'CLOSED' })).status).toBe(200);
  });
  expect(conflicts).toBe(1);
  expect(await value('doremi_append_duration_seconds_count', { outcome: 'appended' })).toBeGreaterThan(2);
  await call('PUT', '/stores/2002/status', { status: 'OPEN' });
});

describe('payments are counted by outcome', () => {
  test.each([
    ['approved', 150, 'approved'],
    ['declined', 150.01, 'declined'],
    ['unknown', 150.02, 'unknown'],
    ['not_charged', 150.04, 'notCharged'],
  ])('%s', async (outcome, price, answer) => {
    const asked = () =>
      value('doremi_payment_provider_duration_seconds_count', { operation: 'charge', outcome: answer });
    const before = await asked();
    expect(await change('doremi_payments_total', { outcome }, () => ordered(price))).toBe(1);
    expect((await asked()) - before).toBe(1);
  });

  test('a refund, and one that failed', async () => {
    const paymentId = await ordered(150);
    const { state } = await parts.aggregates.payments.load(`payment-${paymentId}`);
    expect(state.refunds).toEqual([]);
    await call('POST', `/payments/${paymentId}/refund`, { reason: 'cold' });
    const [refund] = (await parts.aggregates.payments.load(`payment-${paymentId}`)).state.refunds;
    const ask = (provider = parts.provider) =>
      refundProcess(parts.aggregates, provider)({ paymentId, refundId: refund?.refundId ?? '' }, once());
    expect(await change('doremi_payments_total', { outcome: 'refunded' }, () => ask())).toBe(1);

    const failed = await ordered(150);
    await call('POST', `/payments/${failed}/refund`, { reason: 'cold' });
    const [open] = (await parts.aggregates.payments.load(`payment-${failed}`)).state.refunds;
    const refusing = {
      ...parts.provider,
      refund: () => Promise.resolve({ outcome: 'failed', code: 'CLOSED' } as const),
    };
    const fail = () =>
      refundProcess(parts.aggregates, refusing)({ paymentId: failed, refundId: open?.refundId ?? '' }, once());
    expect(await change('doremi_payments_total', { outcome: 'refund_failed' }, fail)).toBe(1);
  });
});

test('holds are counted as they are made, confirmed and dropped', async () => {
  const { menuId } = (await call('POST', '/menus', { menuName: 'm', menuType: 't', description: '', price: 1 })).body;
  await call('POST', `/stores/2002/menus/${String(menuId)}/approve`);
  const { cartId } = (await call('POST', '/mycart/2002/create')).body;
  const add = () => call('POST', `/mycart/${String(cartId)}/menu/${String(menuId)}/add`);
  const confirm = (now: string) =>
    confirmHolds(parts.aggregates, menuServiceProbe, Number(cartId), 0, { ...once(), now });
  menuServiceProbe.busy = 'TOO_SLOW';
  expect(await change('doremi_holds_total', { outcome: 'held' }, add)).toBe(1);
  menuServiceProbe.busy = null;
  expect(await change('doremi_holds_total', { outcome: 'settled' }, () => confirm('2026-01-31T12:00:00.000Z'))).toBe(1);
  menuServiceProbe.busy = 'TOO_SLOW';
  await add();
  expect(await change('doremi_holds_total', { outcome: 'dropped' }, () => confirm('2999-01-01T00:00:00.000Z'))).toBe(1);
});

test('places are counted as they are taken, and freed again', async () => {
  menuServiceProbe.busy = null;
  await call('PUT', '/stores/2002/settings', { ordersPerQuarter: 100 });
  let cartId = 0;
  expect(await change('doremi_places_total', { outcome: 'taken' }, async () => (cartId = await ordered(150)))).toBe(1);
  const free = () => freePlaceOf(parts.aggregates, cartId, null, once());
  expect(await change('doremi_places_total', { outcome: 'freed' }, free)).toBe(1);
  await call('PUT', '/stores/2002/settings', {});
});
