import { cartStream } from '@doremi/domain';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { call, done, refused, onSale } = api;
const alice = { 'X-Actor': 'customer:alice' };
const bob = { 'X-Actor': 'customer:bob' };

beforeAll(async () => {
  for (const storeId of [2001, 2002]) await done(201, 'POST', '/stores', { storeId, storeName: 'Doremi' });
});
const created = async (headers?: Record<string, string>): Promise<number> =>
  Number((await done(201, 'POST', '/mycart/2002/create', undefined, headers)).cartId);
const eventsOf = async (cartId: number) => (await api.store.read(cartStream(cartId))).map(({ type }) => type);

describe('creating', () => {
  test('makes an empty cart at an open store', async () => {
    const answer = await call('POST', '/mycart/2002/create', undefined, alice);
    const { cartId } = answer.body;
    expect(answer).toMatchObject({
      status: 201,
      body: { storeId: 2002, cartStatus: 'BLANK', customerId: 'customer:alice' },
    });
    expect(answer.headers.get('Location')).toBe(`/mycart/${Number(cartId)}`);
    expect(await created()).toBe(Number(cartId) + 1);
  });

  test('is refused where the store is unknown, paused or closed', async () => {
    await refused(404, 'STORE_NOT_FOUND', 'POST', '/mycart/77/create');
    for (const until of [null, new Date(Date.now() + 3_600_000).toISOString()])
      for (const status of ['PAUSED', 'CLOSED']) {
        await done(200, 'PUT', '/stores/2001/status', { status, ...(until !== null && { until }) });
        const answer = await refused(409, 'STORE_NOT_OPEN', 'POST', '/mycart/2001/create');
        expect(answer.body).toMatchObject({ storeId: 2001, storeStatus: status, opensAt: until });
      }
  });

  test('takes no body and needs a customer', async () => {
    await refused(400, 'FIELDS_INVALID', 'POST', '/mycart/2002/create', { a: 1 });
    await refused(403, 'FORBIDDEN', 'POST', '/mycart/2002/create', undefined, { 'X-Actor': 'store:2002' });
  });

  test('with a key makes one cart, also for many at once and when the store was closed meanwhile', async () => {
    const key = { 'Idempotency-Key': 'create-key-1' };
    await done(200, 'PUT', '/stores/2001/status', { status: 'OPEN' });
    const answers = await Promise.all([1, 2, 3].map(() => done(201, 'POST', '/mycart/2001/create', undefined, key)));
    expect(new Set(answers.map(({ cartId }) => cartId)).size).toBe(1);
    await done(200, 'PUT', '/stores/2001/status', { status: 'CLOSED' });
    expect(await done(201, 'POST', '/mycart/2001/create', undefined, key)).toEqual(answers[0]);
  });
});

describe('the fulfilment', () => {
  const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

  test('is chosen while the cart is open, and replaces what was chosen before', async () => {
    const path = `/mycart/${await created(alice)}/fulfilment`;
    const wantedAt = ahead(60);
    const cart = await done(200, 'PUT', path, { type: 'DELIVERY', wantedAt }, alice);
    expect(cart).toMatchObject({ cartStatus: 'BLANK', fulfilment: { type: 'DELIVERY', wantedAt } });
    for (const body of [{ type: 'PICKUP' }, { type: 'PICKUP', wantedAt: null }])
      expect(await done(200, 'PUT', path, body, alice)).toMatchObject({
        fulfilment: { type: 'PICKUP', wantedAt: null },
      });
    await refused(404, 'CART_NOT_FOUND', 'PUT', path, { type: 'PICKUP' }, bob);
  });

  test('is 400 where it can not be', async () => {
    const path = `/mycart/${await created()}/fulfilment`;
    for (const body of [{}, { type: 'DRONE' }, { type: 'PICKUP', wantedAt: 'soon' }, { type: 'PICKUP', table: 3 }])
      await refused(400, 'FIELDS_INVALID', 'PUT', path, body);
    for (const [minutes, code] of [
      [9, 'TOO_SOON'],
      [7 * 24 * 60 + 1, 'TOO_LATE'],
    ] as const) {
      const { body } = await refused(400, 'FIELDS_INVALID', 'PUT', path, { type: 'PICKUP', wantedAt: ahead(minutes) });
      expect(body).toMatchObject({ errors: [{ field: 'wantedAt', code }] });
    }
  });

  test('with a key is chosen once, also when its time has come meanwhile', async () => {
    const [path, key] = [`/mycart/${await created()}/fulfilment`, { 'Idempotency-Key': 'fulfilment-1' }];
    const body = { type: 'PICKUP', wantedAt: ahead(30) };
    const first = await done(200, 'PUT', path, body, key);
    await done(200, 'PUT', path, { type: 'DELIVERY' });
    expect(await done(200, 'PUT', path, body, key)).toEqual(first);
  });
});

describe('adding', () => {
  test('puts lines into the cart, at the price of now', async () => {
    const [cartId, menuId] = [await created(), await onSale(2002, 19.99)];
    await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, { quantity: '3' });
    await done(200, 'PUT', `/stores/2002/menus/${menuId}/price`, { price: 5 });
    expect(await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`)).toMatchObject({
      cartStatus: 'MENUADDED',
      lines: [
        { lineId: 1, quantity: 3, unitPrice: 19.99 },
        { lineId: 2, quantity: 1, unitPrice: 5 },
      ],
      total: 64.97,
    });
  });

  test('what is not on sale is refused', async () => {
    const [cartId, menuId] = [await created(), await onSale(2002)];
    const add = `/mycart/${cartId}/menu/${menuId}/add`;
    await done(200, 'POST', `/stores/2002/menus/${menuId}/sold-out`);
    expect((await refused(409, 'MENU_SOLD_OUT', 'POST', add)).body).toMatchObject({ menuId, until: null });
    await refused(404, 'MENU_NOT_FOUND', 'POST', `/mycart/${cartId}/menu/99999/add`);
    const { menuId: waiting } = await done(201, 'POST', '/menus', {
      ...{ menuName: 'a', menuType: 'b', description: '', price: 1 },
    });
    await done(200, 'POST', `/stores/2002/menus/${Number(waiting)}/reject`, { reason: 'no' });
    const rejected = await refused(409, 'MENU_NOT_ON_SALE', 'POST', `/mycart/${cartId}/menu/${Number(waiting)}/add`);
    expect(rejected.body).toMatchObject({ currentStatus: 'REJECTED' });
  });

  test.each([{ quantity: 0 }, { quantity: 100 }, { quantity: '1.5' }, { quantity: null }, { amount: 1 }])(
    '%j is 400',
    async (body) => {
      const [cartId, menuId] = [await created(), await onSale(2002)];
      await refused(400, 'FIELDS_INVALID', 'POST', `/mycart/${cartId}/menu/${menuId}/add`, body);
    },
  );

  test('with a key adds once, also when it is sold out by then; without one, each time', async () => {
    const [cartId, menuId] = [await created(), await onSale(2002)];
    const key = { 'Idempotency-Key': 'add-key-1' };
    const add = `/mycart/${cartId}/menu/${menuId}/add`;
    const first = await done(200, 'POST', add, { quantity: 2 }, key);
    expect(await done(200, 'POST', add, { quantity: 2 }, key)).toEqual(first);
    await done(200, 'POST', add);
    await done(200, 'POST', `/stores/2002/menus/${menuId}/sold-out`);
    expect(await done(200, 'POST', add, { quantity: 2 }, key)).toEqual(first);
    await refused(422, 'IDEMPOTENCY_KEY_REUSED', 'POST', add, { quantity: 3 }, key);
    expect(await eventsOf(cartId)).toEqual(['CartCreated', 'MenuAddedToCart', 'MenuAddedToCart']);
  });
});

describe('adding with options', () => {
  const option = (optionId: string, more: object = {}) => ({ optionId, name: optionId, ...more });
  const optionGroups = [
    {
      ...{ groupId: 'size', name: 'Size', min: 1 },
      options: [option('small', { priceDelta: -2 }), option('large', { default: true })],
    },
    { groupId: 'toppings', name: 'Toppings', max: 2, options: [option('olives', { priceDelta: 0.5 }), option('ham')] },
  ];
  const sized = async (): Promise<string> => {
    const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 10, optionGroups };
    const menuId = Number((await done(201, 'POST', '/menus', card)).menuId);
    await done(200, 'POST', `/stores/2002/menus/${menuId}/approve`);
    return `/mycart/${await created()}/menu/${menuId}/add`;
  };
  const small = { groupId: 'size', optionId: 'small' };
  const olives = { groupId: 'toppings', optionId: 'olives' };

  test('costs what they do, and the same choice in any order is one line', async () => {
    const add = await sized();
    await done(200, 'POST', add, { options: [olives, small] });
    await done(200, 'POST', add);
    expect(await done(200, 'POST', add, { options: [small, olives], quantity: 2 })).toMatchObject({
      lines: [
        {
          ...{ lineId: 1, quantity: 3, unitPrice: 8.5 },
          options: [
            { ...small, name: 'small', priceDelta: -2 },
            { ...olives, name: 'olives', priceDelta: 0.5 },
          ],
        },
        { lineId: 2, quantity: 1, unitPrice: 10, options: [{ groupId: 'size', optionId: 'large', priceDelta: 0 }] },
      ],
      total: 35.5,
    });
  });

  test('that make no legal choice is 400, and says which group and which rule', async () => {
    const add = await sized();
    const options = [olives, { ...olives, optionId: 'gold' }, olives];
    const { body } = await refused(400, 'OPTIONS_INVALID', 'POST', add, { options });
    expect(body.errors).toMatchObject([
      { field: 'options[1]', code: 'UNKNOWN', groupId: 'toppings', optionId: 'gold', rule: 'unknown' },
      { field: 'options[2]', code: 'TWICE', groupId: 'toppings', optionId: 'olives', rule: 'twice' },
      { field: 'options', code: 'TOO_FEW', groupId: 'size', rule: 'tooFew' },
    ]);
    await refused(400, 'OPTIONS_INVALID', 'POST', add, { options: [small, { ...small, optionId: 'large' }] });
    await refused(400, 'OPTIONS_INVALID', 'POST', add, { options: [] });
    const plain = `/mycart/${await created()}/menu/${await onSale(2002)}/add`;
    await refused(400, 'OPTIONS_INVALID', 'POST', plain, { options: [small] });
    await done(200, 'POST', plain, { options: [] });
  });

  test.each([
    { options: null },
    { options: 'small' },
    { options: [{ groupId: 'size' }] },
    { options: [['size', 'small']] },
  ])('%j is 400', async (body) => {
    await refused(400, 'FIELDS_INVALID', 'POST', await sized(), body);
  });
});

describe('removing a line', () => {
  test('takes it out, and a line that is not there is out already', async () => {
    const [cartId, menuId] = [await created(), await onSale(2002)];
    await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
    for (let n = 0; n < 2; n++)
      expect(await done(200, 'DELETE', `/mycart/${cartId}/lines/1`)).toMatchObject({
        cartStatus: 'BLANK',
        lines: [],
        total: 0,
      });
    expect(await eventsOf(cartId)).toHaveLength(3);
    await refused(404, 'LINE_NOT_FOUND', 'DELETE', `/mycart/${cartId}/lines/2`);
    await refused(404, 'HOLD_NOT_FOUND', 'DELETE', `/mycart/${cartId}/holds/1`);
    expect(await eventsOf(cartId)).toHaveLength(3);
  });
});

describe('changing the quantity of a line', () => {
  test('is 200 with the cart, and nothing when it is that already', async () => {
    const [cartId, menuId] = [await created(), await onSale(2002, 2.5)];
    await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
    for (let n = 0; n < 2; n++)
      expect(await done(200, 'PUT', `/mycart/${cartId}/lines/1`, { quantity: '4' })).toMatchObject({
        lines: [{ lineId: 1, quantity: 4 }],
        total: 10,
      });
    expect(await eventsOf(cartId)).toEqual(['CartCreated', 'MenuAddedToCart', 'LineQuantityChanged']);
    await refused(404, 'LINE_NOT_FOUND', 'PUT', `/mycart/${cartId}/lines/2`, { quantity: 1 });
    const { body } = await refused(409, 'QUANTITY_TOO_HIGH', 'POST', `/mycart/${cartId}/menu/${menuId}/add`, {
      quantity: 96,
    });
    expect(body).toMatchObject({ lineId: 1, quantity: 4, max: 99 });
  });

  test.each([{}, { quantity: 0 }, { quantity: 100 }, { quantity: null }, { quantity: 1, more: 1 }])(
    '%j is 400',
    async (body) => {
      await refused(400, 'FIELDS_INVALID', 'PUT', `/mycart/${await created()}/lines/1`, body);
    },
  );
});

test('If-Match is the version or the ETag of the cart that was seen; another one by now is 412', async () => {
  const [cartId, menuId] = [await created(), await onSale(2002)];
  const add = `/mycart/${cartId}/menu/${menuId}/add`;
  const seen = await call('POST', add);
  expect(seen.body).toMatchObject({ version: 2 });
  await done(200, 'POST', add, {}, { 'If-Match': '2' });
  const late = { 'If-Match': seen.headers.get('ETag') ?? '' };
  for (const [method, path] of [
    ['POST', add],
    ['DELETE', `/mycart/${cartId}/lines/1`],
  ] as const)
    expect((await refused(412, 'VERSION_CHANGED', method, path, undefined, late)).body).toMatchObject({ version: 3 });
  await done(200, 'DELETE', `/mycart/${cartId}/lines/1`, undefined, { 'If-Match': '"3"' });
  await done(200, 'DELETE', `/mycart/${cartId}/lines/1`, undefined, { 'If-Match': '"3"' });
});

test("another customer's cart is not there", async () => {
  const [cartId, menuId] = [await created(alice), await onSale(2002)];
  for (const [method, path] of [
    ['POST', `/mycart/${cartId}/menu/${menuId}/add`],
    ['DELETE', `/mycart/${cartId}/lines/1`],
    ['DELETE', `/mycart/${cartId}/holds/1`],
    ['POST', `/mycart/${cartId}/order`],
  ] as const) {
    await refused(404, 'CART_NOT_FOUND', method, path, undefined, bob);
    await refused(404, 'CART_NOT_FOUND', method, path.replace(`/${cartId}/`, '/99999/'), undefined, alice);
  }
  await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`, undefined, alice);
});
