import { cartStream, orderStream, paymentStream, plainOrder, PLAIN_CARD, storeMenuStream } from '@doremi/domain';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pastIn } from './as-of.js';
import { minute as at, PastLog, placeOf } from './testing/past-log.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';

let log: PastLog;
let api: QueryApi;
const happened: PastLog['happened'] = (...what) => log.happened(...what);

beforeEach(() => {
  log = new PastLog();
  api = startQueryApi(pastIn(() => Promise.resolve(log)));
});
afterEach(() => api.stop());

const ids = { cartId: 1, storeId: 2002, customerId: 'customer:alice' };
const line = { lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 15_000, options: [] };
const payment = { ...ids, paymentId: 1, businessDay: '2026-03-01', attempt: 1, amount: 15_000 };
const order = { orderId: 1, storeId: 2002, customerId: 'customer:alice' };
const received = {
  ...{ ...order, cartId: 1, paymentId: 1, lines: [line], total: 15_000, businessDay: '2026-03-01' },
  ...{ ...plainOrder(15_000), paidAt: at(3) },
};
const refund = { ...payment, amount: 5_000, refundId: 'r1', reason: 'cold', by: null };

const anOrder = (): void => {
  happened(orderStream(1), 4, { type: 'OrderReceived', data: received });
  happened(orderStream(1), 5, { type: 'CookingStarted', data: order });
  happened(paymentStream(1), 6, { type: 'RefundRequested', data: refund });
  happened(paymentStream(1), 7, {
    type: 'PaymentRefunded',
    data: { ...refund, providerReference: 're_1', net: null, tax: null },
  });
  happened(orderStream(1), 8, { type: 'DeliveryStarted', data: { ...order, courier: 'kim' } });
};

describe('an order as it was', () => {
  beforeEach(anOrder);

  test.each([
    [at(4), 'RECEIVED', 0],
    ['2026-03-01T10:05:30Z', 'COOKING', 0],
    ['2026-03-01T19:05:30+09:00', 'COOKING', 0],
    [at(7), 'COOKING', 50],
    ['2030-01-01T00:00:00Z', 'DELIVERING', 50],
    [placeOf(1), 'RECEIVED', 0],
    [placeOf(3), 'COOKING', 0],
    [placeOf(4), 'COOKING', 50],
    [placeOf(99), 'DELIVERING', 50],
  ])('at %s', async (asOf, status, refunded) => {
    for (const path of ['/orders/1', '/myorder/1'])
      expect(await api.get(`${path}?asOf=${encodeURIComponent(asOf)}`)).toMatchObject({
        status: 200,
        body: { orderId: 1, status, refunded },
      });
  });

  test('is not found before it was there, and where there never was one', async () => {
    expect(await api.get(`/orders/1?asOf=${at(3)}`)).toMatchObject({ status: 404, body: { code: 'ORDER_NOT_FOUND' } });
    expect(await api.get(`/orders/2?asOf=${at(9)}`)).toMatchObject({ status: 404 });
  });

  test.each([
    ['customer:alice', 200],
    ['customer:bob', 404],
    ['store:2002', 200],
    ['store:2001', 404],
  ])('is shown to whoever may see it now: to %s %d', async (actor, status) => {
    expect(await api.get(`/myorder/1?asOf=${at(9)}`, { 'X-Actor': actor })).toMatchObject({ status });
  });

  test.each(['yesterday', '2026-02-30T00:00:00Z', '7', ''])('at %j is no moment', async (asOf) => {
    expect(await api.get(`/orders/1?asOf=${asOf}`)).toMatchObject({
      status: 400,
      body: { code: 'FIELDS_INVALID', errors: [{ field: 'asOf' }] },
    });
  });

  test('of a release that knows more is not guessed at', async () => {
    const said = log.streams.get(orderStream(1)) ?? [];
    const newer = said.map((event, index) =>
      index === 1 ? { ...event, metadata: { ...event.metadata, schemaVersion: 99 } } : event,
    );
    log.streams.set(orderStream(1), newer);
    expect(await api.get(`/orders/1?asOf=${at(4)}`)).toMatchObject({ status: 200 });
    expect(await api.get(`/orders/1?asOf=${at(9)}`)).toMatchObject({
      status: 503,
      body: { code: 'EVENT_VERSION_NEWER' },
    });
  });
});

test('an event counts up to the last that is not later, though a clock was behind in between', async () => {
  happened(orderStream(1), 4, { type: 'OrderReceived', data: received });
  happened(orderStream(1), 9, { type: 'CookingStarted', data: order });
  happened(orderStream(1), 8, { type: 'CookingCompleted', data: order });
  expect(await api.get(`/orders/1?asOf=${at(8)}`)).toMatchObject({ body: { status: 'READY' } });
  expect(await api.get(`/orders/1?asOf=${at(7)}`)).toMatchObject({ body: { status: 'RECEIVED' } });
});

test('a cart as it was, with its version and its money', async () => {
  happened(cartStream(1), 1, { type: 'CartCreated', data: ids });
  happened(cartStream(1), 2, { type: 'MenuAddedToCart', data: { ...ids, ...line } });
  const terms = { subtotal: 15_000, deliveryFee: 0, currency: null, tax: null, fulfilment: null };
  const ordered = { ...ids, ...terms, attempt: 1, lines: [line], total: 15_000, businessDay: '2026-03-01' };
  happened(cartStream(1), 3, { type: 'CartOrdered', data: { ...ordered, quarter: null } });
  happened(paymentStream(1), 4, {
    type: 'PaymentRequested',
    data: { ...payment, idempotencyKey: '1-1', currency: null, taxRate: null },
  });
  const shown = async (asOf: string) => (await api.get(`/mycart/1?asOf=${asOf}`)).body;
  expect(await shown(at(1))).toMatchObject({ cartStatus: 'BLANK', version: 1, payment: null });
  expect(await shown(at(2))).toMatchObject({ cartStatus: 'MENUADDED', version: 2, total: 150 });
  expect(await shown(at(4))).toMatchObject({ cartStatus: 'ORDERED', version: 3, payment: { status: 'REQUESTED' } });
  expect(await api.get(`/mycart/1?asOf=${at(2)}`, { 'X-Actor': 'customer:bob' })).toMatchObject({ status: 404 });
});

test('a payment as it was', async () => {
  happened(paymentStream(1), 1, {
    type: 'PaymentRequested',
    data: { ...payment, idempotencyKey: '1-1', currency: null, taxRate: null },
  });
  happened(paymentStream(1), 2, { type: 'PaymentApproved', data: { ...payment, providerReference: 'ch_1' } });
  expect((await api.get(`/payments/1?asOf=${at(1)}`)).body).toMatchObject({ status: 'REQUESTED' });
  expect((await api.get(`/payments/1?asOf=${placeOf(2)}`)).body).toMatchObject({ status: 'APPROVED' });
  expect(await api.get(`/payments/1?asOf=${at(2)}`, { 'X-Actor': 'customer:alice' })).toMatchObject({ status: 403 });
});

test("a store's menu as it was, sold out or not at that moment", async () => {
  const menu = { storeId: 2002, menuId: 1 };
  const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 15_000, ...PLAIN_CARD };
  const stream = storeMenuStream(2002, 1);
  happened(stream, 1, { type: 'MenuConfirmationRequested', data: { ...menu, ...card, offer: 1, revision: 1 } });
  happened(stream, 2, { type: 'MenuApproved', data: { ...menu, revision: 1, price: 15_000, by: 'kim' } });
  happened(stream, 3, { type: 'MenuSoldOut', data: { ...menu, until: at(10) } });
  happened(stream, 20, { type: 'MenuDelisted', data: { ...menu, offer: 1, reason: 'no oven' } });
  const path = '/stores/2002/menus/1?asOf=';
  const shown = async (asOf: string, actor = 'store:2002') => (await api.get(path + asOf, { 'X-Actor': actor })).body;
  expect(await shown(at(1))).toMatchObject({ menuStatus: 'REGISTERED', available: false, pendingRevision: 1 });
  expect(await shown(at(2))).toMatchObject({ menuStatus: 'APPROVED', available: true });
  expect(await shown(at(5))).toMatchObject({ available: false, soldOutUntil: at(10) });
  expect(await shown(at(11))).toMatchObject({ available: true, soldOutUntil: null });
  expect(await shown(placeOf(3))).toMatchObject({ available: false, soldOutUntil: at(10) });
  expect(await shown(at(21))).toMatchObject({ menuStatus: 'DELISTED', available: false });
  expect(await api.get(path + at(1), { 'X-Actor': 'customer:alice' })).toMatchObject({ status: 404 });
  expect(await shown(at(2), 'customer:alice')).toMatchObject({ available: true });
});
