import { personalDataInMemory } from '@doremi/personal-data/testing';
import { cartStream } from '@doremi/domain';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { once } from '../command-handler/testing/counter.js';
import { withCommandApi } from '../testing/command-api.js';
import { ScriptedMenuServiceProbe } from '../testing/menu-service-probes.js';
import { idsOn } from '../ids/id-sequence.js';
import { routesOn } from '../routes.js';
import { askOf } from '../testing/ask.js';
import { noRedis } from '../testing/no-redis.js';
import { confirmHolds } from './confirm-holds.js';

const menuServiceProbe = new ScriptedMenuServiceProbe();
const api = withCommandApi(menuServiceProbe);
const { call, done, refused, onSale } = api;

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' });
});
beforeEach(() => {
  menuServiceProbe.busy = null;
});

const cartWith = async (...menuIds: number[]): Promise<number> => {
  const cartId = Number((await done(201, 'POST', '/mycart/2002/create')).cartId);
  for (const menuId of menuIds) await call('POST', `/mycart/${cartId}/menu/${menuId}/add`);
  return cartId;
};
const typesOf = async (cartId: number) => (await api.store.read(cartStream(cartId))).map(({ type }) => type);
const confirm = (cartId: number, now = new Date().toISOString()): Promise<void> =>
  confirmHolds(aggregatesOn(api.store), menuServiceProbe, cartId, 0, { ...once(), now });
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

describe('an add while the menu service is busy', () => {
  test.each(['TOO_SLOW', 'TOO_MANY', 'BREAKER_OPEN', 'UNREACHABLE'] as const)('(%s) is held', async (busy) => {
    const [menuId, cartId] = [await onSale(2002), await cartWith()];
    menuServiceProbe.busy = busy;
    const answer = await call('POST', `/mycart/${cartId}/menu/${menuId}/add`, { quantity: 2 });
    expect(answer).toMatchObject({
      status: 202,
      body: { cartId, cartStatus: 'BLANK', lines: [], hold: { holdId: 1, menuId, quantity: 2, reason: busy } },
    });
    expect(answer.headers.get('Retry-After')).toBe('5');
    expect(answer.headers.get('X-Event-Position')).toBeTruthy();
  });

  test('with a key is one hold, and answers it again when the service is back', async () => {
    const [menuId, cartId] = [await onSale(2002), await cartWith()];
    const key = { 'Idempotency-Key': `hold-${cartId}-key` };
    menuServiceProbe.busy = 'TOO_SLOW';
    const first = await done(202, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, undefined, key);
    menuServiceProbe.busy = null;
    expect(await done(202, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, undefined, key)).toEqual(first);
    expect(await typesOf(cartId)).toEqual(['CartCreated', 'MenuAddHeld']);
  });

  test('is refused all the same where the store does not sell the menu', async () => {
    const cartId = await cartWith();
    menuServiceProbe.busy = 'TOO_SLOW';
    await refused(404, 'MENU_NOT_FOUND', 'POST', `/mycart/${cartId}/menu/999/add`);
  });

  test('keeps the cart from being ordered, and can be cancelled', async () => {
    const menuId = await onSale(2002);
    const cartId = await cartWith(menuId);
    menuServiceProbe.busy = 'TOO_SLOW';
    await done(202, 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
    await refused(409, 'CART_HAS_HOLDS', 'POST', `/mycart/${cartId}/order`);
    await done(200, 'DELETE', `/mycart/${cartId}/holds/1`);
    await done(201, 'POST', `/mycart/${cartId}/order`);
  });
});

describe('confirming holds', () => {
  test('at another price than was seen marks the line, and nobody pays it without a word', async () => {
    const menuId = await onSale(2002, 100);
    menuServiceProbe.busy = 'TOO_SLOW';
    const cartId = await cartWith();
    const held = await done(202, 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
    expect(held).toMatchObject({
      hold: { seen: { revision: 1, unitPrice: 100 } },
      holds: [{ seen: { revision: 1, unitPrice: 100 } }],
    });
    const waits = await refused(409, 'CART_HAS_HOLDS', 'POST', `/mycart/${cartId}/order`);
    expect(waits.body).toMatchObject({ holds: [{ holdId: 1, seen: { unitPrice: 100 } }] });
    await done(200, 'PUT', `/stores/2002/menus/${menuId}/price`, { price: 120.5 });
    menuServiceProbe.busy = null;
    await confirm(cartId);
    const { body } = await refused(409, 'CART_OUTDATED', 'POST', `/mycart/${cartId}/order`);
    expect(body).toMatchObject({
      differences: [{ lineId: 1, menuId, reason: 'PRICE_CHANGED', unitPrice: 100, now: 120.5 }],
      total: 120.5,
    });
    await done(201, 'POST', `/mycart/${cartId}/order`, { total: 120.5 });
  });

  test('waits while the service is busy, then adds them in their order', async () => {
    const menus = [await onSale(2002, 1), await onSale(2002, 2), await onSale(2002, 3)];
    menuServiceProbe.busy = 'TOO_SLOW';
    const cartId = await cartWith(...menus);
    await confirm(cartId);
    expect(await typesOf(cartId)).toEqual(['CartCreated', 'MenuAddHeld', 'MenuAddHeld', 'MenuAddHeld']);
    menuServiceProbe.busy = null;
    await confirm(cartId);
    const { state } = await aggregatesOn(api.store).carts.load(cartStream(cartId));
    expect(state).toMatchObject({ status: 'MENUADDED', holds: [], total: 600 });
    expect(state.lines.map(({ menuId }) => menuId)).toEqual(menus);
  });

  test('twice at once confirms each once', async () => {
    const menuId = await onSale(2002);
    menuServiceProbe.busy = 'TOO_SLOW';
    const cartId = await cartWith(menuId, menuId);
    menuServiceProbe.busy = null;
    await Promise.all([confirm(cartId), confirm(cartId)]);
    expect((await typesOf(cartId)).filter((type) => type === 'HeldMenuAdded')).toHaveLength(2);
  });

  test('while the cart is ordered: the order has them, and is not told that they are not sold', async () => {
    const menuId = await onSale(2002);
    const asAnn = { 'X-Actor': 'customer:ann' };
    const cartId = Number((await done(201, 'POST', '/mycart/2002/create', undefined, asAnn)).cartId);
    menuServiceProbe.busy = 'TOO_SLOW';
    await done(202, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, undefined, asAnn);
    menuServiceProbe.busy = null;
    const aggregates = aggregatesOn(api.store);
    const load = aggregates.stores.load.bind(aggregates.stores);
    aggregates.stores.load = async (stream) => {
      await confirm(cartId);
      return load(stream);
    };
    const ids = idsOn(noRedis, api.store);
    const ask = askOf(
      routesOn(aggregates, api.store, ids, api.standIn.provider(), menuServiceProbe, personalDataInMemory()),
    );
    const ordered = await ask('customer:ann', 'POST', `/mycart/${cartId}/order`);
    expect(ordered).toMatchObject({ status: 201, body: { cartStatus: 'PAID', total: 150 } });
  });

  test('drops what is not sold any more, with the reason', async () => {
    const menuId = await onSale(2002);
    menuServiceProbe.busy = 'TOO_SLOW';
    const cartId = await cartWith(menuId);
    await done(200, 'POST', `/stores/2002/menus/${menuId}/sold-out`);
    menuServiceProbe.busy = null;
    await confirm(cartId);
    const last = (await api.store.read(cartStream(cartId))).at(-1);
    expect(last).toMatchObject({ type: 'HeldMenuDropped', data: { holdId: 1, reason: 'MENU_SOLD_OUT' } });
  });

  test('adds the options that were chosen, and drops what can be chosen no more', async () => {
    const option = (optionId: string, more: object = {}) => ({ optionId, name: optionId, ...more });
    const sizes = [option('small', { priceDelta: -2 }), option('large', { default: true })];
    const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 10 };
    const sizeOf = (...options: object[]) => ({ ...card, optionGroups: [{ groupId: 'size', name: 'Size', options }] });
    const menuId = Number((await done(201, 'POST', '/menus', sizeOf(...sizes))).menuId);
    await done(200, 'POST', `/stores/2002/menus/${menuId}/approve`);
    const small = { groupId: 'size', optionId: 'small' };
    menuServiceProbe.busy = 'TOO_SLOW';
    const [stays, goes, isOut] = [await cartWith(), await cartWith(), await cartWith()];
    for (const cartId of [stays, goes, isOut]) {
      const held = await done(202, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, { options: [small] });
      expect(held).toMatchObject({ hold: { seen: { unitPrice: 8 }, options: [{ ...small, priceDelta: -2 }] } });
    }
    menuServiceProbe.busy = null;
    await confirm(stays);
    const { state } = await aggregatesOn(api.store).carts.load(cartStream(stays));
    expect(state).toMatchObject({ lines: [{ unitPrice: 800, options: [{ ...small, priceDelta: -200 }] }], total: 800 });
    await done(200, 'POST', `/stores/2002/menus/${menuId}/sold-out`, small);
    await confirm(isOut);
    const dropped = (await api.store.read(cartStream(isOut))).at(-1);
    expect(dropped).toMatchObject({ type: 'HeldMenuDropped', data: { holdId: 1, reason: 'OPTION_SOLD_OUT' } });
    const soldOut = await refused(409, 'CART_OUTDATED', 'POST', `/mycart/${stays}/order`);
    expect(soldOut.body.differences).toEqual([{ lineId: 1, menuId, reason: 'OPTION_SOLD_OUT', ...small }]);
    await done(200, 'PUT', `/menus/${menuId}`, sizeOf(sizes[1]!));
    await done(200, 'POST', `/stores/2002/menus/${menuId}/approve`, { revision: 2 });
    await confirm(goes);
    const last = (await api.store.read(cartStream(goes))).at(-1);
    expect(last).toMatchObject({ type: 'HeldMenuDropped', data: { holdId: 1, reason: 'OPTION_GONE' } });
    const { body } = await refused(409, 'CART_OUTDATED', 'POST', `/mycart/${stays}/order`);
    expect(body.differences).toEqual([{ lineId: 1, menuId, reason: 'OPTION_GONE', ...small }]);
  });

  test('drops what is no choice any more, though nothing of it is gone', async () => {
    const menuId = await onSale(2002, 10);
    menuServiceProbe.busy = 'TOO_SLOW';
    const cartId = await cartWith(menuId);
    const crust = {
      groupId: 'crust',
      name: 'Crust',
      min: 1,
      options: [{ optionId: 'thin', name: 'Thin', default: true }],
    };
    const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 10, optionGroups: [crust] };
    await done(200, 'PUT', `/menus/${menuId}`, card);
    await done(200, 'POST', `/stores/2002/menus/${menuId}/approve`, { revision: 2 });
    menuServiceProbe.busy = null;
    await confirm(cartId);
    const last = (await api.store.read(cartStream(cartId))).at(-1);
    expect(last).toMatchObject({ type: 'HeldMenuDropped', data: { holdId: 1, reason: 'OPTIONS_INVALID' } });
  });

  test('drops what waited too long, also while the service is busy', async () => {
    const menuId = await onSale(2002);
    menuServiceProbe.busy = 'TOO_SLOW';
    const cartId = await cartWith(menuId);
    await confirm(cartId, inAnHour());
    const last = (await api.store.read(cartStream(cartId))).at(-1);
    expect(last).toMatchObject({ type: 'HeldMenuDropped', data: { holdId: 1, reason: 'EXPIRED' } });
  });
});
