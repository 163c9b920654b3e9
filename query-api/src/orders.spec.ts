import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aBoardOrder, aTrack, AT } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';

let api: QueryApi;
beforeEach(() => void (api = startQueryApi()));
afterEach(() => api.stop());

const at = (second: number) => `2026-03-01T10:00:0${second}.000Z`;

describe('GET /orders', () => {
  const put = (orderId: number, storeId: number, who: string, over: Parameters<typeof aBoardOrder>[0]) =>
    api.models.board.put(orderId, aBoardOrder({ orderId, storeId, customerId: `customer:${who}`, ...over }));

  beforeEach(() => {
    put(1, 2001, 'alice', { receivedAt: at(3) });
    put(2, 2002, 'alice', { receivedAt: at(1), status: 'COOKING' });
    put(3, 2002, 'bob', { receivedAt: at(2) });
    put(4, 2002, 'bob', { receivedAt: at(0), status: 'COMPLETED', open: false });
  });

  const ids = async (path: string, actor?: string) => {
    const { status, body } = await api.get(path, actor ? { 'X-Actor': actor } : {});
    expect(status).toBe(200);
    return (body as { items: { orderId: number }[] }).items.map(({ orderId }) => orderId);
  };

  test('shows the open ones, oldest first', async () => {
    expect(await ids('/orders')).toEqual([2, 3, 1]);
    expect(await ids('/orders?storeId=2002')).toEqual([2, 3]);
  });

  test('shows those of a status when it is asked for, closed ones too', async () => {
    expect(await ids('/orders?status=COMPLETED')).toEqual([4]);
    expect(await ids('/orders?storeId=2002&status=COOKING')).toEqual([2]);
  });

  test('received are those too that were accepted since', async () => {
    put(5, 2002, 'bob', { receivedAt: at(4), status: 'ACCEPTED', acceptedAt: at(5) });
    expect(await ids('/orders?status=RECEIVED')).toEqual([3, 1, 5]);
    expect(await ids('/orders?status=ACCEPTED')).toEqual([5]);
    expect(await ids('/orders?accepted=true')).toEqual([5]);
  });

  test('tells those that wait for an answer from those that nobody has to answer', async () => {
    put(5, 2002, 'bob', { receivedAt: at(4), acceptBy: at(9) });
    put(6, 2002, 'bob', { receivedAt: at(5), acceptBy: at(9), acceptedAt: at(6), status: 'ACCEPTED' });
    // By a release that knew of no answers.
    put(7, 2002, 'bob', { receivedAt: at(6), acceptBy: at(9), cookingAt: at(7), status: 'COOKING' });
    expect(await ids('/orders?accepted=false')).toEqual([5]);
    expect(await ids('/orders?status=RECEIVED&accepted=false', 'store:2002')).toEqual([5]);
    expect(await api.get('/orders?accepted=no')).toMatchObject({ status: 400 });
  });

  test.each([
    ['day=2026-03-02', [5]],
    ['customerId=customer:bob', [4, 3]],
    ['customerId=customer:bob&status=RECEIVED', [3]],
    ['number=7', [5]],
    ['number=7&storeId=2001', []],
    ['day=2026-03-02&status=COOKING', []],
  ])('finds closed ones as well for whoever looks for %s', async (query, found) => {
    const over = {
      receivedAt: at(5),
      businessDay: '2026-03-02',
      orderNumber: 7,
      status: 'CANCELLED',
      open: false,
    } as const;
    api.models.board.put(5, aBoardOrder({ orderId: 5, customerId: 'customer:carol', ...over }));
    expect(await ids(`/orders?${query}`)).toEqual(found);
  });

  test("shows a store its own orders of a customer, and a customer nobody's", async () => {
    expect(await ids('/orders?customerId=customer:alice', 'store:2002')).toEqual([2]);
    expect(await ids('/orders?day=2026-03-01', 'customer:alice')).toEqual([2, 1]);
    for (const who of ['alice', 'bob']) {
      const answer = await api.get(`/orders?customerId=customer:${who}`, { 'X-Actor': 'customer:alice' });
      expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
  });

  test('head office sees all, a store its own, a customer theirs', async () => {
    expect(await ids('/orders', 'admin')).toEqual([2, 3, 1]);
    expect(await ids('/orders', 'store:2002')).toEqual([2, 3]);
    expect(await ids('/orders?storeId=2002', 'store:2002')).toEqual([2, 3]);
    expect(await ids('/orders', 'customer:alice')).toEqual([2, 1]);
    expect(await ids('/orders?storeId=2001', 'customer:alice')).toEqual([1]);
    expect(await ids('/orders', 'store:2003')).toEqual([]);
  });

  test("another store's board is refused", async () => {
    const answer = await api.get('/orders?storeId=2001', { 'X-Actor': 'store:2002' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });

  test('an order has a time stamp per stage', async () => {
    const { body } = await api.get('/orders?limit=1');
    expect((body as { items: unknown[] }).items[0]).toEqual({
      orderId: 2,
      storeId: 2002,
      customerId: 'customer:alice',
      status: 'COOKING',
      lines: [
        {
          ...{ lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 2, unitPrice: 150.5 },
          options: [{ groupId: 'toppings', optionId: 'olives', name: 'Olives', priceDelta: 1.5 }],
        },
      ],
      ...{ subtotal: 301, deliveryFee: 0, total: 301, fulfilment: null, currency: null, tax: null, orderNumber: null },
      ...{ acceptBy: null, acceptedAt: null, promisedAt: null },
      ...{ businessDay: '2026-03-01', cancelCode: null, refunded: 0 },
      courier: null,
      receivedAt: at(1),
      cookingAt: null,
      readyAt: null,
      deliveringAt: null,
      closedAt: null,
    });
  });
});

describe('GET /myorder/{orderId}', () => {
  beforeEach(() => api.models.tracking.put(1, aTrack()));

  test('shows state and timeline', async () => {
    expect(await api.get('/myorder/1')).toMatchObject({
      status: 200,
      body: {
        orderId: 1,
        status: 'CANCELLED',
        total: 301,
        timeline: [
          { status: 'RECEIVED', at: AT, note: null },
          { status: 'CANCELLED', at: AT, note: 'changed my mind' },
        ],
      },
    });
  });

  test.each([
    ['customer:alice', 200],
    ['store:2002', 200],
    ['customer:bob', 404],
    ['store:2003', 404],
  ])('for %s: %d', async (actor, status) => {
    expect(await api.get('/myorder/1', { 'X-Actor': actor })).toMatchObject({ status });
  });

  test.each([
    ['admin', 200],
    ['customer:alice', 200],
    ['store:2002', 200],
    ['customer:bob', 404],
    ['store:2003', 404],
    ['operator', 403],
  ])('in the list for %s: %d', async (actor, status) => {
    expect(await api.get('/orders/1', { 'X-Actor': actor })).toMatchObject({ status });
  });

  test('says where the money stands', async () => {
    const { body } = await api.get('/orders/1');
    expect(body).toMatchObject({
      ...{ cancelCode: 'CUSTOMER', refunded: 0, businessDay: '2026-03-01' },
      payment: { status: 'APPROVED', amount: 301, refunded: 0, refunds: [] },
    });
  });

  test('delivery is no order', async () => {
    expect(await api.get('/myorder/delivery')).toMatchObject({ status: 404 });
  });
});

describe('GET /myorders', () => {
  beforeEach(() => {
    api.models.tracking.put(1, aTrack({ orderId: 1, receivedAt: at(2) }));
    api.models.tracking.put(2, aTrack({ orderId: 2, receivedAt: at(1), status: 'COOKING', open: true }));
    api.models.tracking.put(3, aTrack({ orderId: 3, customerId: 'customer:bob' }));
  });

  test.each([
    ['', [1, 2]],
    ['?open=true', [2]],
    ['?open=false', [1]],
  ])("lists the customer's own, newest first: %s", async (query, found) => {
    const { body } = await api.get(`/myorders${query}`, { 'X-Actor': 'customer:alice' });
    expect((body as { items: { orderId: number }[] }).items.map(({ orderId }) => orderId)).toEqual(found);
  });

  test('is for customers', async () => {
    expect(await api.get('/myorders', { 'X-Actor': 'admin' })).toMatchObject({ status: 403 });
    expect(await api.get('/myorders?open=maybe')).toMatchObject({ status: 400 });
  });
});
