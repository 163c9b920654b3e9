import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { type Body, peopleAt, projections, WITHIN } from '../testing/story.js';
import { run, System } from '../whole-system.js';

const option = (optionId: string, priceDelta: number, more: object = {}) => ({
  ...{ optionId, name: optionId, priceDelta, default: false },
  ...more,
});
const size = {
  ...{ groupId: 'size', name: 'Size', min: 1, max: 1 },
  options: [option('small', -3), option('large', 0, { default: true })],
};
const toppings = {
  ...{ groupId: 'toppings', name: 'Toppings', min: 0, max: 2 },
  options: [option('olives', 1.5), option('extra-cheese', 2), option('ham', 2.5)],
};
const pizza = {
  ...{ menuName: 'Margherita', menuType: 'pizza', description: 'tomato, mozzarella', price: 12 },
  ...{ category: 'Classics', position: 1, allergens: ['gluten', 'milk'] },
  ...{ imageUrl: 'https://doremi.example/margherita.jpg', optionGroups: [size, toppings] },
};
const small = { groupId: 'size', optionId: 'small' };
const large = { groupId: 'size', optionId: 'large' };
const olives = { groupId: 'toppings', optionId: 'olives' };
const cheese = { groupId: 'toppings', optionId: 'extra-cheese' };

/** One evening of a pizza with options, in order; half way the whole system is killed and its read models are built anew. */
describe('a menu as it is sold', () => {
  let system: System;

  const { person } = peopleAt(() => system.url);
  const office = person('admin');
  const store = person('store:2002');
  const alice = person('customer:alice');

  beforeAll(async () => {
    system = await System.start();
  }, WITHIN);
  afterAll(() => system.remove(), WITHIN);

  test(
    'is written by head office, and confirmed by a store that sees what is on it',
    async () => {
      expect(await office(400, 'POST /menus', { ...pizza, price: 2.99 })).toMatchObject({
        code: 'PRICE_TOO_LOW',
        least: 3,
      });
      expect(await office(201, 'POST /menus', pizza)).toMatchObject({ menuId: 1, ...pizza });
      expect(await office(200, 'GET /menus/1')).toMatchObject(pizza);
      expect(await store(400, 'POST /stores/2002/menus/1/approve', { price: 2 })).toMatchObject({
        code: 'PRICE_TOO_LOW',
      });
      expect(await store(200, 'POST /stores/2002/menus/1/approve')).toMatchObject({ available: true, price: 12 });
      const { items } = await alice(200, 'GET /stores/2002/menus');
      const inStock = { available: true, soldOutUntil: null };
      expect(items).toMatchObject([
        {
          ...{ ...pizza, available: true },
          optionGroups: [
            { ...size, options: size.options.map((one) => ({ ...one, ...inStock })) },
            { ...toppings, options: toppings.options.map((one) => ({ ...one, ...inStock })) },
          ],
        },
      ]);
    },
    WITHIN,
  );

  test(
    'is chosen by a customer, who is told what can not be chosen',
    async () => {
      await alice(201, 'POST /mycart/2002/create');
      const wrong = await alice(400, 'POST /mycart/1/menu/1/add', { options: [small, large, olives] });
      expect(wrong).toMatchObject({ code: 'OPTIONS_INVALID', errors: [{ groupId: 'size', rule: 'tooMany' }] });
      await alice(200, 'POST /mycart/1/menu/1/add');
      await alice(200, 'POST /mycart/1/menu/1/add', { options: [small, olives, cheese] });
      expect(
        await alice(200, 'POST /mycart/1/menu/1/add', { options: [cheese, small, olives], quantity: 2 }),
      ).toMatchObject({
        lines: [
          { lineId: 1, quantity: 1, unitPrice: 12, options: [large] },
          { lineId: 2, quantity: 3, unitPrice: 12.5, options: [small, olives, cheese] },
        ],
        total: 49.5,
      });
      expect(await alice(200, 'PUT /mycart/1/lines/2', { quantity: 1 })).toMatchObject({ total: 24.5 });
    },
    WITHIN,
  );

  test(
    'is the same after everything was killed and every read model is built anew',
    async () => {
      const before = [await alice(200, 'GET /mycart/1'), await store(200, 'GET /stores/2002/menus/1')];
      await system.killHard();
      await system.startAgain();
      const rebuilt = await run([...projections, 'rebuild', '--all', '--wait'], system.environment);
      expect(rebuilt).toMatchObject({ code: 0 });
      expect([await alice(200, 'GET /mycart/1'), await store(200, 'GET /stores/2002/menus/1')]).toEqual(before);
      expect(await run([...projections, 'verify', '--all'], system.environment)).toMatchObject({ code: 0 });
    },
    WITHIN,
  );

  test(
    'is out of olives, which no one is sold in silence',
    async () => {
      await store(200, 'POST /stores/2002/menus/1/sold-out', olives);
      expect(await alice(409, 'POST /mycart/1/menu/1/add', { options: [large, olives] })).toMatchObject({
        ...{ code: 'OPTION_SOLD_OUT', ...olives, until: null },
      });
      expect(await alice(409, 'POST /mycart/1/order')).toMatchObject({
        ...{ code: 'CART_OUTDATED', differences: [{ lineId: 2, menuId: 1, reason: 'OPTION_SOLD_OUT', ...olives }] },
      });
      await store(200, 'POST /stores/2002/menus/1/restock', olives);
    },
    WITHIN,
  );

  test(
    'is revised, and the store sees what is different before it says yes',
    async () => {
      const without = { ...toppings, options: toppings.options.filter(({ optionId }) => optionId !== 'extra-cheese') };
      const huge = { ...size, options: [...size.options, option('huge', 4)] };
      await office(200, 'PUT /menus/1', { ...pizza, price: 13, optionGroups: [huge, without] });
      let waiting: Body | undefined;
      await until('the store to have heard of it', async () => {
        [waiting] = (await store(200, 'GET /stores/2002/menus?waiting=true')).items as readonly Body[];
        return waiting !== undefined;
      });
      const { live, pending, changes } = waiting ?? {};
      expect([live, pending]).toMatchObject([
        { revision: 1, price: 12 },
        { revision: 2, price: 13 },
      ]);
      expect(changes).toEqual([
        { field: 'price', from: 12, to: 13 },
        { field: 'optionGroups.size.options.huge', from: null, to: option('huge', 4) },
        { field: 'optionGroups.toppings.options.extra-cheese', from: option('extra-cheese', 2), to: null },
      ]);
      await store(200, 'POST /stores/2002/menus/1/approve', { revision: 2 });
    },
    WITHIN,
  );

  test(
    'is ordered as it is now, and cooked with what was chosen',
    async () => {
      const { differences } = await alice(409, 'POST /mycart/1/order');
      expect(differences).toEqual([
        { lineId: 1, menuId: 1, reason: 'PRICE_CHANGED', unitPrice: 12, now: 13 },
        { lineId: 2, menuId: 1, reason: 'OPTION_GONE', ...cheese },
      ]);
      for (const lineId of [1, 2]) await alice(200, `DELETE /mycart/1/lines/${lineId}`);
      await alice(200, 'POST /mycart/1/menu/1/add', { options: [olives, { ...small, optionId: 'huge' }] });
      expect(await alice(201, 'POST /mycart/1/order', { total: 18.5 })).toMatchObject({ total: 18.5 });
      const lines = [
        {
          unitPrice: 18.5,
          options: [
            { optionId: 'huge', priceDelta: 4 },
            { ...olives, priceDelta: 1.5 },
          ],
        },
      ];
      expect(await store(200, 'GET /orders')).toMatchObject({ items: [{ orderId: 1, lines, total: 18.5 }] });
      expect(await alice(200, 'GET /myorder/1')).toMatchObject({ lines });
      expect(await store(200, 'POST /myorder/1/cooking/start')).toMatchObject({ status: 'COOKING', lines });
    },
    WITHIN,
  );
});
