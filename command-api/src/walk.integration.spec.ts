import { expect, test } from '@jest/globals';
import { answering, withCommandApi } from './testing/command-api.js';
import { onStandIns } from './testing/on-stand-ins.js';

const { call, done, standIn } = withCommandApi(answering, onStandIns());

test('from a registered menu to a delivered pizza', async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi 2002' });
  const menu = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 150.0 };
  const registered = await call('POST', '/menus', menu);
  expect(registered).toMatchObject({ status: 201, body: { id: 1, menuId: 1, ...menu, price: 150, revision: 1 } });
  expect(registered.headers.get('Location')).toBe('/menus/1');

  expect(await done(200, 'POST', '/stores/2002/menus/1/approve')).toEqual({
    ...{ category: null, position: null, allergens: [], imageUrl: null, optionGroups: [] },
    ...{ storeId: 2002, menuId: 1, ...menu, menuStatus: 'APPROVED', available: true },
    ...{ liveRevision: 1, pendingRevision: null, pending: null, ownPrice: null, soldOutUntil: null, version: 2 },
  });
  expect(await done(201, 'POST', '/mycart/2002/create')).toMatchObject({
    cartId: 1,
    storeId: 2002,
    cartStatus: 'BLANK',
  });
  const line = { lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 150 };
  expect(await done(200, 'POST', '/mycart/1/menu/1/add')).toMatchObject({
    ...{ cartId: 1, cartStatus: 'MENUADDED', lines: [line], holds: [], total: 150 },
  });
  expect(await done(201, 'POST', '/mycart/1/order')).toEqual({
    ...{ cartId: 1, orderId: 1, paymentId: 1, cartStatus: 'PAID', total: 150 },
  });
  expect((await standIn.counters()).charges).toEqual({ '1-1': 1 });
  expect(await done(200, 'POST', '/myorder/1/cooking/start')).toMatchObject({
    orderId: 1,
    status: 'COOKING',
    total: 150,
  });
  expect(await done(200, 'POST', '/myorder/delivery/1')).toMatchObject({ orderId: 1, status: 'DELIVERING' });
  expect(await done(200, 'POST', '/myorder/delivery/1/complete')).toMatchObject({ orderId: 1, status: 'COMPLETED' });
});

test('every answer says where its events are', async () => {
  const { headers } = await call('POST', '/mycart/2002/create');
  const position = String(headers.get('X-Event-Position'));
  expect(position).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
  const next = await call('POST', '/mycart/2002/create');
  expect(String(next.headers.get('X-Event-Position')) > position).toBe(true);
});
