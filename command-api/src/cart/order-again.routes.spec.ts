import { cartStream } from '@doremi/domain';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';
import { ScriptedMenuServiceProbe } from '../testing/menu-service-probes.js';

const menuService = new ScriptedMenuServiceProbe();
const api = withCommandApi(menuService);
const { call, done, refused } = api;
const alice = { 'X-Actor': 'customer:alice' };

const option = (optionId: string, more: object = {}) => ({ optionId, name: optionId, ...more });
const size = {
  ...{ groupId: 'size', name: 'Size', min: 1 },
  options: [option('small', { priceDelta: -2 }), option('large', { default: true })],
};
const small = { groupId: 'size', optionId: 'small' };
const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 10, optionGroups: [size] };

beforeAll(() => done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' }));
beforeEach(() => void (menuService.busy = null));

/** A menu that store 2002 sells, by its path there. */
const sold = async (): Promise<{ menuId: number; here: string }> => {
  const menuId = Number((await done(201, 'POST', '/menus', card)).menuId);
  await done(200, 'POST', `/stores/2002/menus/${menuId}/approve`);
  return { menuId, here: `/stores/2002/menus/${menuId}` };
};

const ordered = async (...adds: readonly (readonly [menuId: number, body?: object])[]): Promise<string> => {
  const cartId = Number((await done(201, 'POST', '/mycart/2002/create', undefined, alice)).cartId);
  for (const [menuId, body] of adds) await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, body, alice);
  await done(201, 'POST', `/mycart/${cartId}/order`, undefined, alice);
  return `/myorders/${cartId}/again`;
};

test('what was ordered is in a new cart, which can be ordered as it is', async () => {
  const [one, other] = [await sold(), await sold()];
  const again = await ordered([one.menuId, { quantity: 2, options: [small] }], [other.menuId]);
  const answer = await call('POST', again, undefined, alice);
  expect(answer).toMatchObject({
    status: 201,
    body: {
      ...{ cartStatus: 'MENUADDED', customerId: 'customer:alice', storeId: 2002, total: 26, differences: [] },
      lines: [
        { lineId: 1, menuId: one.menuId, quantity: 2, unitPrice: 8, options: [small] },
        { lineId: 2, menuId: other.menuId, quantity: 1, unitPrice: 10 },
      ],
    },
  });
  const cartId = Number(answer.body.cartId);
  expect(answer.headers.get('Location')).toBe(`/mycart/${cartId}`);
  expect((await api.store.read(cartStream(cartId))).map(({ type }) => type)).toEqual([
    ...['CartCreated', 'MenuAddedToCart', 'MenuAddedToCart'],
  ]);
  await done(201, 'POST', `/mycart/${cartId}/order`, { total: 26 }, alice);
});

test('costs what it costs today, and says what was different', async () => {
  const { menuId, here } = await sold();
  const again = await ordered([menuId, { options: [small] }]);
  await done(200, 'PUT', `${here}/price`, { price: 12 });
  expect(await done(201, 'POST', again, undefined, alice)).toMatchObject({
    ...{ lines: [{ menuId, unitPrice: 10 }], total: 10, differences: [{ menuId, reason: 'PRICE', was: 8, now: 10 }] },
  });
});

test('leaves out what is not to be had, and says why', async () => {
  const [gone, out, without, optionOut] = [await sold(), await sold(), await sold(), await sold()];
  const again = await ordered(
    [gone.menuId],
    [out.menuId],
    [without.menuId, { options: [small] }],
    [optionOut.menuId, { options: [small] }],
  );
  await done(204, 'DELETE', gone.here, { reason: 'no oven' });
  await done(200, 'POST', `${out.here}/sold-out`);
  await done(200, 'PUT', `/menus/${without.menuId}`, { ...card, optionGroups: [] });
  await done(200, 'POST', `${without.here}/approve`, { revision: 2 });
  await done(200, 'POST', `${optionOut.here}/sold-out`, small);
  expect(await done(201, 'POST', again, undefined, alice)).toMatchObject({
    ...{ cartStatus: 'BLANK', lines: [] },
    differences: [
      { menuId: gone.menuId, reason: 'NOT_ON_SALE', was: 10, now: null },
      { menuId: out.menuId, reason: 'SOLD_OUT', was: 10, now: null },
      { menuId: without.menuId, reason: 'OPTION_GONE', was: 8, now: null, ...small },
      { menuId: optionOut.menuId, reason: 'OPTION_SOLD_OUT', was: 8, now: null, ...small },
    ],
  });
});

test('lines that cost the same by now are one, as far as a line goes', async () => {
  const { menuId, here } = await sold();
  const cartId = Number((await done(201, 'POST', '/mycart/2002/create', undefined, alice)).cartId);
  await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, { quantity: 60 }, alice);
  await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, { quantity: 39 }, alice);
  await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, { options: [small], quantity: 2 }, alice);
  await done(201, 'POST', `/mycart/${cartId}/order`, undefined, alice);
  expect(await done(201, 'POST', `/myorders/${cartId}/again`, undefined, alice)).toMatchObject({
    lines: [{ quantity: 99 }, { quantity: 2 }],
  });
  expect(here).toContain(String(menuId));
});

test('with a key makes one cart, and says the same again, whatever is sold by then', async () => {
  const { menuId, here } = await sold();
  const again = await ordered([menuId]);
  await done(200, 'PUT', `${here}/price`, { price: 11 });
  const key = { ...alice, 'Idempotency-Key': 'again-key-1' };
  const first = await done(201, 'POST', again, undefined, key);
  await done(200, 'POST', `${here}/sold-out`);
  await done(200, 'PUT', '/stores/2002/status', { status: 'PAUSED' });
  expect(await done(201, 'POST', again, undefined, key)).toEqual(first);
  const { body } = await refused(409, 'STORE_NOT_OPEN', 'POST', again, undefined, alice);
  expect(body).toMatchObject({ storeStatus: 'PAUSED', opensAt: null });
  await done(200, 'PUT', '/stores/2002/status', { status: 'OPEN' });
});

test('waits where the menu service is too busy to answer, as any add does', async () => {
  const { menuId } = await sold();
  const again = await ordered([menuId, { quantity: 2, options: [small] }]);
  menuService.busy = 'TOO_SLOW';
  expect(await done(201, 'POST', again, undefined, alice)).toMatchObject({
    ...{ cartStatus: 'BLANK', lines: [], differences: [] },
    holds: [{ holdId: 1, menuId, quantity: 2, reason: 'TOO_SLOW', seen: { unitPrice: 8 }, options: [small] }],
  });
});

test("is for the order's customer alone", async () => {
  const { menuId } = await sold();
  const again = await ordered([menuId]);
  await refused(404, 'ORDER_NOT_FOUND', 'POST', again, undefined, { 'X-Actor': 'customer:bob' });
  await refused(404, 'ORDER_NOT_FOUND', 'POST', '/myorders/99999/again', undefined, alice);
  await refused(403, 'FORBIDDEN', 'POST', again, undefined, { 'X-Actor': 'store:2002' });
});
