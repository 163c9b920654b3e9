import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { paidWith } from '@doremi/domain';
import { aCart, AT } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';

let api: QueryApi;
beforeEach(() => void (api = startQueryApi()));
afterEach(() => api.stop());

describe('GET /mycart/{cartId}', () => {
  test('shows lines, holds and what was dropped', async () => {
    const hold = {
      holdId: 1,
      menuId: 2,
      quantity: 3,
      reason: 'MENU_SERVICE_BUSY',
      expiresAt: AT,
      seen: { revision: 1, unitPrice: 12_050 },
      options: [{ groupId: 'size', optionId: 'small', name: 'Small', priceDelta: -2_000 }],
    };
    const dropped = { holdId: 2, menuId: 4, reason: 'HOLD_EXPIRED' };
    api.models.carts.put(1, aCart({ holds: [hold], dropped: [dropped] }));
    const { status, body } = await api.get('/mycart/1');
    expect(status).toBe(200);
    expect(body).toEqual({
      cartId: 1,
      storeId: 2002,
      customerId: 'customer:alice',
      cartStatus: 'MENUADDED',
      lines: [
        {
          ...{ lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 2, unitPrice: 150.5 },
          options: [{ groupId: 'toppings', optionId: 'olives', name: 'Olives', priceDelta: 1.5 }],
        },
      ],
      holds: [
        {
          ...{ ...hold, seen: { revision: 1, unitPrice: 120.5 } },
          options: [{ groupId: 'size', optionId: 'small', name: 'Small', priceDelta: -20 }],
        },
      ],
      dropped: [dropped],
      ...{ subtotal: 301, deliveryFee: 0, total: 301, fulfilment: null, currency: null },
      version: 2,
      payment: null,
      updatedAt: AT,
    });
  });

  test('marks a line that was held and settled at another price than its customer saw', async () => {
    const line = { lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 12_000, options: [] };
    api.models.carts.put(1, aCart({ lines: [{ ...line, seen: { revision: 1, unitPrice: 10_050 } }] }));
    const { body } = await api.get('/mycart/1');
    expect(body).toMatchObject({ lines: [{ unitPrice: 120, seen: { revision: 1, unitPrice: 100.5 } }] });
  });

  test('its ETag says its version', async () => {
    api.models.carts.put(1, aCart({ version: 7 }));
    const { headers } = await api.get('/mycart/1');
    expect(headers.get('ETag')).toMatch(/^"v7-/);
  });

  test("somebody else's cart is not found, like one that does not exist", async () => {
    api.models.carts.put(1, aCart());
    expect(await api.get('/mycart/1', { 'X-Actor': 'customer:alice' })).toMatchObject({ status: 200 });
    const theirs = await api.get('/mycart/1', { 'X-Actor': 'customer:bob' });
    expect(theirs).toMatchObject({ status: 404, body: { code: 'CART_NOT_FOUND' } });
    expect(await api.get('/mycart/2')).toMatchObject({ status: 404, body: { code: 'CART_NOT_FOUND' } });
    expect(await api.get('/mycart/1', { 'X-Actor': 'store:2002' })).toMatchObject({ status: 403 });
  });
});

describe('GET /mycarts', () => {
  beforeEach(() => {
    const payment = { ...paidWith('APPROVED', 30_100), attempt: 1 };
    api.models.carts.put(1, aCart({ cartId: 1, cartStatus: 'PAID', payment }));
    api.models.carts.put(2, aCart({ cartId: 2, customerId: 'customer:bob' }));
    api.models.carts.put(3, aCart({ cartId: 3 }));
  });

  const mine = async (query = '') => {
    const { body } = await api.get(`/mycarts${query}`, { 'X-Actor': 'customer:alice' });
    return (body as { items: { cartId: number }[] }).items;
  };

  test("lists the customer's own, newest first, with what became of the money", async () => {
    expect(await mine()).toMatchObject([
      { cartId: 3, payment: null },
      { cartId: 1, payment: { status: 'APPROVED', amount: 301, refunded: 0, refunds: [] } },
    ]);
    expect(await mine('?limit=1')).toMatchObject([{ cartId: 3 }]);
    expect(await mine('?status=PAID')).toMatchObject([{ cartId: 1 }]);
    expect(await mine('?status=EXPIRED')).toEqual([]);
  });

  test('is for customers', async () => {
    expect(await api.get('/mycarts', { 'X-Actor': 'store:2002' })).toMatchObject({ status: 403 });
    expect(await api.get('/mycarts?status=OPEN')).toMatchObject({ status: 400 });
  });
});
