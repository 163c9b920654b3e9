import { cartStream, orderStream, paymentStream, quarterOf, slotsStream } from '@doremi/domain';
import { isRefusal, type Recorded } from '@doremi/event-sourcing';
import type { RouteRequest } from '@doremi/http';
import { personalDataInMemory } from '@doremi/personal-data/testing';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { checkoutProcess } from '../checkout/checkout-process.js';
import { around } from '../command-handler/testing/around.js';
import { once } from '../command-handler/testing/counter.js';
import { Sealing } from '../personal/sealing.js';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';
import { freePlaceOf, sweepPlace, takePlace } from '../slots/slot-places.js';
import { slots } from '../slots/slots.decider.js';
import { withCommandApi } from '../testing/command-api.js';
import { Died, dyingAt } from '../testing/dying-at.js';
import { orderCartRoutes } from './order-cart.routes.js';

const MONEY = { currency: 'EUR', taxRate: 19 };

const api = withCommandApi();
const { call, done, refused, filledCart, standIn } = api;

let last = 2_100;
let storeId: number;
beforeEach(async () => {
  storeId = ++last;
  await done(201, 'POST', '/stores', { storeId, storeName: 'Doremi' });
  await done(200, 'PUT', `/stores/${storeId}/settings`, { ordersPerQuarter: 1 });
});

const DAY = 24 * 60 * 60_000;
/** A time tomorrow, so that no test runs into the next quarter. */
const wantedAt = new Date(Date.now() + DAY).toISOString();
const quarter = quarterOf(wantedAt);
const NEXT = new Date(Date.parse(quarter) + 15 * 60_000).toISOString();
const later = (seconds: number) => ({ ...once(), now: new Date(Date.now() + seconds * 1_000).toISOString() });

const cartFor = async (at = wantedAt, price = 150): Promise<number> => {
  const cartId = await filledCart(storeId, price);
  await done(200, 'PUT', `/mycart/${cartId}/fulfilment`, { type: 'PICKUP', wantedAt: at });
  return cartId;
};
const order = (cartId: number) => call('POST', `/mycart/${cartId}/order`);
const placeOf = (cartId: number, attempt = 1) => ({ storeId, quarter, cartId, attempt });
const slotEvents = async (at = quarter): Promise<readonly Recorded[]> =>
  api.store.read(slotsStream(storeId, at.slice(0, 10)));
const holders = async () => {
  const events = (await slotEvents()) as readonly unknown[] as readonly Parameters<typeof slots.evolve>[1][];
  return events.reduce((state, event, revision) => slots.evolve(state, event, revision), slots.initial).holders;
};

test('of forty orders at once for the last place one is taken, and all others are told when there is one', async () => {
  const carts: number[] = [];
  for (let index = 0; index < 40; index++) carts.push(await cartFor());
  const answers = await Promise.all(carts.map(order));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const busy = answers.filter(({ status, body }) => status === 409 && body.code === 'STORE_BUSY');
  expect(busy).toHaveLength(39);
  for (const { body } of busy) expect(body).toMatchObject({ storeId, nextFreeAt: NEXT });
  expect((await slotEvents()).map(({ type }) => type)).toEqual(['SlotTaken']);
  const received = await Promise.all(carts.map((cartId) => api.store.read(orderStream(cartId))));
  expect(received.flat().filter(({ type }) => type === 'OrderReceived')).toHaveLength(1);
  const charged = await standIn.counters();
  const keys = Object.keys(charged.charges).filter((key) => carts.some((cartId) => key.startsWith(`${cartId}-`)));
  expect(keys).toHaveLength(1);
});

describe('a place', () => {
  test('is taken before the cart is ordered, and another quarter has its own', async () => {
    const [first, second] = [await cartFor(), await cartFor(NEXT)];
    expect(await order(first)).toMatchObject({ status: 201 });
    expect(await order(second)).toMatchObject({ status: 201 });
    const [taken] = await slotEvents();
    expect(taken).toMatchObject({ type: 'SlotTaken', data: placeOf(first) });
    const ordered = (await api.store.read(cartStream(first))).find(({ type }) => type === 'CartOrdered');
    expect(ordered).toMatchObject({ data: { quarter }, metadata: { schemaVersion: 4 } });
    expect(String(taken?.position) < String(ordered?.position)).toBe(true);
  });

  test('is not taken by what is refused anyway', async () => {
    const cartId = await cartFor();
    await refused(409, 'CART_OUTDATED', 'POST', `/mycart/${cartId}/order`, { total: 1 });
    expect(await slotEvents()).toEqual([]);
  });

  test('is not counted where the store has no limit', async () => {
    await done(200, 'PUT', `/stores/${storeId}/settings`, {});
    expect(await order(await cartFor())).toMatchObject({ status: 201 });
    expect(await slotEvents()).toEqual([]);
  });

  test('of a declined order goes to the next attempt, and is free where there is none', async () => {
    const cartId = await cartFor(wantedAt, 150.01);
    expect(await order(cartId)).toMatchObject({ status: 402 });
    expect(await order(cartId)).toMatchObject({ status: 402 });
    expect((await holders()).map(({ attempt }) => attempt)).toEqual([2]);
    await freePlaceOf(aggregatesOn(api.store), cartId, 1, once());
    expect(await holders()).toHaveLength(1);
    await freePlaceOf(aggregatesOn(api.store), cartId, 2, once());
    expect(await holders()).toEqual([]);
  });

  test('of a cancelled order is free again', async () => {
    const [first, second] = [await cartFor(), await cartFor()];
    await order(first);
    await done(200, 'POST', `/myorder/${first}/cancel`, { reason: 'late' });
    await freePlaceOf(aggregatesOn(api.store), first, null, once());
    expect(await order(second)).toMatchObject({ status: 201 });
  });

  test('that was swept from a slow order and given to another is not ordered with', async () => {
    const [slow, quick] = [await cartFor(), await cartFor()];
    const aggregates = aggregatesOn(api.store);
    await takePlace(aggregates, placeOf(slow), 1, once());
    await sweepPlace(aggregates, placeOf(slow), later(16));
    expect(await order(quick)).toMatchObject({ status: 201 });
    // The slow one goes on as if nothing had happened.
    const { state: store } = await aggregates.stores.load(`store-${storeId}`);
    const { state: cart } = await aggregates.carts.load(cartStream(slow));
    const menus = Object.fromEntries(
      cart.lines.map(({ menuId, revision, unitPrice: price }) => [
        menuId,
        { revision, price, optionGroups: [], soldOut: [] },
      ]),
    );
    const taking = { status: 'OPEN', until: null, timezone: store.timezone, settings: store.settings } as const;
    const asked = {
      type: 'OrderCart',
      by: once().actor,
      store: taking,
      quarter,
      attempt: 1,
      menus,
      money: MONEY,
    } as const;
    const now = new Date().toISOString();
    const ordered = await aggregates.carts.handle(
      cartStream(slow),
      { ...asked, now, businessDay: '2026-01-31' },
      { ...once(), now },
    );
    expect(isRefusal(ordered)).toBe(false);
    const { cart: left, order: received } = await checkoutProcess(aggregates, standIn.provider())(slow, later(0));
    expect(left).toMatchObject({ status: 'MENUADDED', reopenedFor: 'STORE_BUSY' });
    expect(received.status).toBe('NONE');
    expect(await api.store.read(paymentStream(slow))).toEqual([]);
    expect(await order(slow)).toMatchObject({ status: 409, body: { code: 'STORE_BUSY', nextFreeAt: NEXT } });
  });

  test('is kept where the cart is ordered with it, however often it is swept', async () => {
    const cartId = await cartFor();
    await order(cartId);
    await sweepPlace(aggregatesOn(api.store), placeOf(cartId), later(3_600));
    expect(await holders()).toHaveLength(1);
  });
});

/** Orders in a process that dies; true when it died before it was through. */
const orderAndDie = async (cartId: number, at: number, when: 'before' | 'after'): Promise<boolean> => {
  const effect = dyingAt(at, when);
  const aggregates = aggregatesOn(around(api.store, (call, go) => (call === 'append' ? effect(go) : go())));
  const real = standIn.provider();
  const provider: PaymentProvider = { ...real, charge: (...args) => effect(() => real.charge(...args)) };
  const sealing = new Sealing(personalDataInMemory().personal, aggregates.customers);
  const [route] = orderCartRoutes(aggregates, provider, checkoutProcess(aggregates, provider), sealing, MONEY);
  const { commandId, actor, correlationId, now } = later(0);
  const request: RouteRequest = {
    ...{ params: { cartId }, body: {}, query: {}, actor, correlationId, commandId, now },
    header: () => undefined,
  };
  try {
    await route?.handle(request);
    return false;
  } catch (error) {
    if (error instanceof Died) return true;
    throw error;
  }
};

/** What the policies and their sweep do, in processes that know nothing. */
const tidyUp = async (cartId: number): Promise<void> => {
  const fresh = () => aggregatesOn(api.store);
  await Promise.all([1, 2].map(() => checkoutProcess(fresh(), standIn.provider())(cartId, later(1))));
  for (const { type, data } of await api.store.read(cartStream(cartId)))
    if (type === 'CartReopened') await freePlaceOf(fresh(), cartId, (data as { attempt: number }).attempt, once());
  for (const { type, data } of await slotEvents())
    if (type === 'SlotTaken') await sweepPlace(fresh(), data as never, later(16));
};

describe.each([
  ['is approved', 150, 1],
  ['is declined', 150.01, 0],
])('an order that %s', (_, price, paid) => {
  test.each(['before', 'after'] as const)('holds a place or none after a crash %s every single step', async (when) => {
    let steps = 0;
    for (let died = true; died; steps++) {
      if (steps > 20) throw new Error('this order has no end');
      storeId = ++last;
      await done(201, 'POST', '/stores', { storeId, storeName: 'Doremi' });
      await done(200, 'PUT', `/stores/${storeId}/settings`, { ordersPerQuarter: 1 });
      const [cartId, other] = [await cartFor(wantedAt, price), await cartFor()];
      died = await orderAndDie(cartId, steps + 1, when);
      await tidyUp(cartId);
      const { state } = await aggregatesOn(api.store).carts.load(cartStream(cartId));
      const isPaid = state.status === 'PAID';
      expect((await holders()).map((holder) => holder.cartId)).toEqual(isPaid ? [cartId] : []);
      if (!died) expect(isPaid).toBe(paid === 1);
      expect((await order(other)).status).toBe(isPaid ? 409 : 201);
      expect(await holders()).toHaveLength(1);
    }
    // The place, the order, the request, the charge and its record at least: else nothing was crashed.
    expect(steps).toBeGreaterThan(5);
  });
});
