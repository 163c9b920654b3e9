import {
  cartStream,
  customerHashOf,
  customerStream,
  menuStream,
  orderStream,
  paymentStream,
  type PersonalDetails,
  PLAIN_CARD,
  plainOrder,
  plainTerms,
  receiptsStream,
  type Sealed,
  slotsStream,
  storeMenuStream,
  storeStream,
} from '@doremi/domain';
import type { DoremiEvent } from '@doremi/domain/testing';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pastIn } from '../as-of.js';
import { minute, PastLog, placeOf } from '../testing/past-log.js';
import { type QueryApi, startQueryApi } from '../testing/query-api.js';
import { everyItem } from '../testing/serve.js';

const operator = { 'X-Actor': 'operator' };

interface Item {
  readonly type: string;
  readonly revision: number;
  readonly position: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: Readonly<Record<string, unknown>> | null;
}

let log: PastLog;
let isAway: boolean;
let api: QueryApi;
beforeEach(() => {
  log = new PastLog();
  isAway = false;
  api = startQueryApi(
    pastIn(() => (isAway ? Promise.reject(new EngineUnavailable('event store')) : Promise.resolve(log))),
  );
});
afterEach(() => {
  api.stop();
  expect(api.faults).toEqual([]);
});

const ask = (stream: string, more = '', headers: Record<string, string> = operator) =>
  api.get(`/events/timeline?stream=${encodeURIComponent(stream)}${more}`, headers);

const itemsOf = async (stream: string): Promise<readonly Item[]> => {
  const { status, body } = await ask(stream);
  expect(status).toBe(200);
  return (body as { items: Item[] }).items;
};

const ids = { cartId: 1, storeId: 2002, customerId: 'customer:alice' };
const line = { lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 15_050, options: [] };
const payment = { ...ids, paymentId: 1, businessDay: '2026-03-01', attempt: 1, amount: 15_050 };
const order = { orderId: 1, storeId: 2002, customerId: 'customer:alice' };
const received = {
  ...{ ...order, cartId: 1, paymentId: 1, lines: [line], total: 15_050, businessDay: '2026-03-01' },
  ...{ ...plainOrder(15_050), paidAt: minute(3) },
};
const refund = { ...payment, amount: 5_000, refundId: 'r1', reason: 'Alice was cold', by: 'head' };

const anOrder = (): void => {
  log.happened(orderStream(1), 4, { type: 'OrderReceived', data: received });
  log.happened(orderStream(1), 5, { type: 'CookingStarted', data: order });
  log.happened(paymentStream(1), 6, { type: 'RefundRequested', data: refund });
  const done = { ...refund, providerReference: 're_1', net: null, tax: null };
  log.happened(paymentStream(1), 7, { type: 'PaymentRefunded', data: done });
  log.happened(orderStream(1), 8, { type: 'DeliveryStarted', data: { ...order, courier: 'kim' } });
};

describe('the timeline of an order', () => {
  beforeEach(anOrder);

  test('has what each event says and what was so after it, its money included', async () => {
    const [first, second, third, ...more] = await itemsOf('order-1');
    expect(more).toEqual([]);
    expect(first).toEqual({
      ...{ position: placeOf(1), type: 'OrderReceived', stream: 'order-1', revision: 0, at: minute(4) },
      ...{ eventId: 'event-1', correlationId: 'c', causationId: 'c', commandId: 'c', roles: ['admin'] },
      schemaVersion: expect.any(Number),
      data: expect.objectContaining({ total: 150.5, lines: [{ ...line, unitPrice: 150.5 }] }),
      state: expect.objectContaining({ status: 'RECEIVED', total: 150.5 }),
    });
    expect(second).toMatchObject({ type: 'CookingStarted', state: { status: 'COOKING', payment: { refunded: 0 } } });
    expect(third).toMatchObject({ revision: 2, state: { status: 'DELIVERING', payment: { refunded: 50 } } });
  });

  test('has the state that a GET of the past shows', async () => {
    for (const { position, state } of await itemsOf('order-1')) {
      const { body } = await api.get(`/orders/1?asOf=${position}`);
      const { status, refunded } = body as { status: string; refunded: number };
      expect(state).toMatchObject({ status, payment: { refunded } });
    }
  });

  test('comes in pages', async () => {
    for (const limit of [1, 2, 3]) {
      const paging = { ...api, get: (path: string) => api.get(path.replace('?', '?stream=order-1&'), operator) };
      const all = await everyItem<Item>(paging, '/events/timeline', limit);
      expect(all).toEqual(await itemsOf('order-1'));
    }
    const { body } = await ask('order-1', '&limit=1');
    const { nextCursor } = body as { nextCursor: string };
    expect(await ask('payment-1', `&cursor=${nextCursor}`)).toMatchObject({
      status: 400,
      body: { code: 'CURSOR_INVALID' },
    });
  });

  test('is not guessed at where a newer release wrote it', async () => {
    const [first, ...others] = log.streams.get('order-1') ?? [];
    if (!first) throw new Error('nothing happened');
    log.streams.set('order-1', [{ ...first, metadata: { ...first.metadata, schemaVersion: 99 } }, ...others]);
    expect(await ask('order-1')).toMatchObject({ status: 503, body: { code: 'EVENT_VERSION_NEWER' } });
  });
});

test.each([
  'order-2',
  'order-0',
  'order-1x',
  'Order-1',
  'snapshot-order-1',
  'parkedDeliveries-whenAddHeld',
  '$$order-1',
  '$all',
  'command-1',
  'constructor-1',
  'slots-2002',
  'customer-customer:alice',
])('%s is no stream that is shown', async (stream) => {
  anOrder();
  if (stream !== 'order-2') log.streams.set(stream, log.streams.get('order-1') ?? []);
  expect(await ask(stream)).toMatchObject({ status: 404, body: { code: 'STREAM_NOT_FOUND', stream } });
});

test("is the operator's alone, and waits for the event store", async () => {
  anOrder();
  for (const actor of ['admin', 'store:2002', 'customer:alice'])
    expect(await ask('order-1', '', { 'X-Actor': actor })).toMatchObject({ status: 403 });
  expect(await api.get('/events/timeline')).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID' } });
  isAway = true;
  expect(await ask('order-1')).toMatchObject({ status: 503, body: { code: 'ENGINE_UNAVAILABLE' } });
});

describe('every kind of stream', () => {
  const at = (stream: string, event: DoremiEvent) => log.happened(stream, 1, event);
  const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 15_000, ...PLAIN_CARD };

  test('has the state of its read model', async () => {
    at(menuStream(1), { type: 'MenuRegistered', data: { menuId: 1, revision: 1, ...card } });
    at(menuStream(1), { type: 'MenuDeleted', data: { menuId: 1, reason: 'no oven', audience: 'all' } });
    const menu = (await itemsOf('menu-1')).map(({ state }) => state);
    expect(menu).toMatchObject([
      { status: 'ACTIVE', price: 150 },
      { status: 'DELETED', price: 150 },
    ]);
    expect(menu[1]).not.toHaveProperty('stores');

    const store = { storeId: 2002, storeName: 'Gangnam', address: '12 Teheran-ro', timezone: 'Asia/Seoul' };
    at(storeStream(2002), { type: 'StoreRegistered', data: store });
    expect(await itemsOf('store-2002')).toMatchObject([{ data: store, state: { ...store, status: 'OPEN' } }]);

    const asked = { storeId: 2002, menuId: 1, ...card, offer: 1, revision: 1 };
    at(storeMenuStream(2002, 1), { type: 'MenuConfirmationRequested', data: asked });
    const refused = { storeId: 2002, menuId: 1, revision: 1, reason: 'no oven', by: 'kim' };
    at(storeMenuStream(2002, 1), { type: 'MenuRejected', data: refused });
    expect((await itemsOf('storeMenu-2002.1'))[1]).toMatchObject({
      data: { reason: 'no oven' },
      state: { menuStatus: 'REJECTED', rejected: { revision: 1, reason: 'no oven' } },
    });

    const slot = { storeId: 2002, date: '2026-03-01', quarter: minute(15), cartId: 1, attempt: 1 };
    at(slotsStream(2002, '2026-03-01'), { type: 'SlotTaken', data: { ...slot, takenAt: minute(1) } });
    expect(await itemsOf('slots-2002-2026-03-01')).toMatchObject([{ state: { held: { '10:15': 1 } } }]);

    at(cartStream(1), { type: 'CartCreated', data: ids });
    at(cartStream(1), { type: 'MenuAddedToCart', data: { ...ids, ...line } });
    expect((await itemsOf('cart-1'))[1]).toMatchObject({
      state: { cartStatus: 'MENUADDED', total: 150.5, version: 2 },
    });

    at(paymentStream(1), {
      type: 'PaymentRequested',
      data: { ...payment, idempotencyKey: '1-1', currency: null, taxRate: null },
    });
    expect(await itemsOf('payment-1')).toMatchObject([{ state: { status: 'REQUESTED', amount: 150.5 } }]);
  });

  test('that no read model shows has one as well', async () => {
    const ofDay = { storeId: 2002, businessDay: '2026-03-01' };
    const receipts = receiptsStream(2002, '2026-03-01');
    at(receipts, { type: 'ReceiptNumbered', data: { ...ofDay, number: 1, orderId: 1 } });
    at(receipts, { type: 'ReceiptVoided', data: { ...ofDay, number: 2, reason: 'LOG_LOST' } });
    at(receipts, { type: 'ReceiptNumbered', data: { ...ofDay, number: 3, orderId: 2 } });
    expect((await itemsOf(receipts)).map(({ state }) => state)).toEqual([
      { ...ofDay, last: 1, voided: [] },
      { ...ofDay, last: 2, voided: [2] },
      { ...ofDay, last: 3, voided: [2] },
    ]);

    at('chain-1', { type: 'CurrencyFixed', data: { currency: 'KRW' } });
    at('chain-1', { type: 'CurrencyFixed', data: { currency: 'EUR' } });
    expect(await itemsOf('chain-1')).toMatchObject([{ state: { currency: 'KRW' } }, { state: { currency: 'KRW' } }]);

    const floors = { menu: 7, cart: 9 };
    const accepted = { by: 'kim', position: '0000000000000001', expectedEventId: 'e', floors };
    at('log-1', { type: 'LogAccepted', data: { ...accepted, generation: 1 } });
    expect(await itemsOf('log-1')).toMatchObject([{ state: { generation: 1, floors } }]);

    const hash = customerHashOf('alice');
    const [first, second] = [`${hash}.0`, `${hash}.1`];
    at(customerStream(hash), { type: 'PersonalDataErasureRequested', data: { keyId: first, by: 'alice' } });
    at(customerStream(hash), { type: 'PersonalDataErased', data: { keyId: first } });
    at(customerStream(hash), { type: 'PersonalDataErasureRequested', data: { keyId: second, by: 'alice' } });
    const erasures = await itemsOf(customerStream(hash));
    expect(erasures[0]?.data).toEqual({ keyId: first, by: { hidden: true } });
    expect(erasures.map(({ state }) => state)).toEqual([
      { status: 'ASKED', asked: [first], erased: [] },
      { status: 'ERASED', asked: [first], erased: [first] },
      { status: 'ASKED', asked: [first, second], erased: [first] },
    ]);
    expect(JSON.stringify(erasures)).not.toContain('alice');
  });
});

describe('what is personal', () => {
  const PERSONAL: PersonalDetails = {
    contact: { name: 'Alice Liddell', phone: '276150' },
    address: { line1: 'Christ Church', line2: null, postcode: 'OX1 1DP', city: 'Oxford' },
    note: 'mind the rabbit',
  };
  const REASONS = ['Alice is not in', 'Alice spoke rudely', 'Alice wept', 'kim', 'Alice was cold'];
  let sealed: Sealed;
  let reason: Sealed;
  beforeEach(async () => {
    const done = await api.personal.seal('alice.0', 1, [
      { of: { stream: 'cart-1', eventId: 'e' }, value: PERSONAL },
      { of: { stream: 'order-1', eventId: 'f' }, value: REASONS[0] },
    ]);
    if (typeof done === 'string' || !done[0] || !done[1]) throw new Error('not sealed');
    [sealed, reason] = [done[0], done[1]];
    const fulfilment = { type: 'DELIVERY', wantedAt: null, personal: sealed } as const;
    const terms = plainTerms(15_050, fulfilment);
    const lines = [line];
    log.happened(cartStream(1), 1, { type: 'CartCreated', data: ids });
    log.happened(cartStream(1), 1, { type: 'FulfilmentChosen', data: { ...ids, ...fulfilment } });
    const ordered = { ...ids, ...terms, attempt: 1, lines, total: 15_050, businessDay: '2026-03-01', quarter: null };
    log.happened(cartStream(1), 2, { type: 'CartOrdered', data: ordered });
    log.happened(orderStream(1), 4, { type: 'OrderReceived', data: { ...received, ...terms } });
    log.happened(orderStream(1), 5, { type: 'CookingRecalled', data: { ...order, reason: 'Alice spoke rudely' } });
    log.happened(orderStream(1), 6, { type: 'DeliveryStarted', data: { ...order, courier: 'kim' } });
    log.happened(orderStream(1), 7, { type: 'DeliveryFailed', data: { ...order, reason } });
    const cancelled = { ...order, paymentId: 1, total: 15_050, businessDay: '2026-03-01', by: 'store:2002', lines };
    log.happened(orderStream(1), 8, {
      type: 'OrderCancelled',
      data: { ...cancelled, reason: 'Alice wept', code: 'STORE' },
    });
    log.happened(paymentStream(1), 3, {
      type: 'PaymentRequested',
      data: { ...payment, idempotencyKey: '1-1', currency: null, taxRate: null },
    });
    log.happened(paymentStream(1), 9, { type: 'RefundRequested', data: refund });
    const owed = { ...refund, refundId: 'r2', reason: 'ORDER_CANCELLED' };
    log.happened(paymentStream(1), 9, { type: 'RefundRequested', data: owed });
  });

  const texts = [
    ...['Alice', 'Liddell', '276150', 'Christ Church', 'OX1', 'Oxford', 'rabbit', ...REASONS],
    ...['ciphertext', '"iv"', '"tag"'],
  ];

  test.each(['cart-1', 'order-1', 'payment-1'])('is nowhere in the answer about %s, sealed or not', async (stream) => {
    const { status, body } = await ask(stream);
    expect(status).toBe(200);
    const answer = JSON.stringify(body);
    for (const text of [...texts, sealed.data, reason.data]) expect(answer).not.toContain(text);
  });

  test('is marked where it stood', async () => {
    const [, chosen, ordered] = await itemsOf('cart-1');
    expect(chosen?.data).toMatchObject({ type: 'DELIVERY', personal: { sealed: true } });
    expect(ordered?.data).toMatchObject({ fulfilment: { personal: { sealed: true } } });
    expect(ordered?.state).toMatchObject({ terms: { fulfilment: { type: 'DELIVERY', personal: { sealed: true } } } });
    const [, recalled, left, failed, cancelled] = await itemsOf('order-1');
    expect(recalled?.data.reason).toEqual({ hidden: true });
    expect(left?.data.courier).toEqual({ hidden: true });
    expect(failed?.data.reason).toEqual({ sealed: true });
    expect(cancelled?.state).toMatchObject({
      courier: { hidden: true },
      timeline: [
        { note: null },
        { note: { hidden: true } },
        {},
        { note: { sealed: true } },
        { note: { hidden: true } },
      ],
    });
  });

  test('is not why money goes back that nobody may keep', async () => {
    const [, asked, owed] = await itemsOf('payment-1');
    expect(asked?.data.reason).toEqual({ hidden: true });
    expect(owed?.data.reason).toBe('ORDER_CANCELLED');
    expect(owed?.state).toMatchObject({ refunds: [{ reason: { hidden: true } }, { reason: 'ORDER_CANCELLED' }] });
  });
});
