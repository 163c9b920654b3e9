import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const { call, done, refused } = withCommandApi();

const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 150 };
beforeAll(async () => {
  for (const storeId of [2001, 2002]) await done(201, 'POST', '/stores', { storeId, storeName: 'Doremi' });
});
const offered = async (more: object = {}): Promise<{ menu: string; here: string }> => {
  const { menuId } = await done(201, 'POST', '/menus', { ...card, ...more });
  return { menu: `/menus/${Number(menuId)}`, here: `/stores/2002/menus/${Number(menuId)}` };
};
const approved = async () => {
  const paths = await offered();
  await done(200, 'POST', `${paths.here}/approve`);
  return paths;
};

const TIMERS = [
  ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'] as const),
  ...(['nextTick', 'queueMicrotask', 'performance', 'hrtime'] as const),
];

/** Runs `test` with the clock two hours ahead; timers go on as they are. */
const inTwoHours = async (test: () => Promise<void>): Promise<void> => {
  jest.useFakeTimers({ now: Date.now() + 7_200_000, doNotFake: TIMERS });
  try {
    await test();
  } finally {
    jest.useRealTimers();
  }
};

describe('one option', () => {
  const option = (optionId: string, more: object = {}) => ({ optionId, name: optionId, ...more });
  const size = { groupId: 'size', name: 'Size', options: [option('small'), option('large', { default: true })] };
  const small = { groupId: 'size', optionId: 'small' };

  test('is sold out and restocked, and the menu with it is sold no longer and again', async () => {
    const { menu, here } = await offered({ optionGroups: [size] });
    await done(200, 'POST', `${here}/approve`);
    const { cartId } = await done(201, 'POST', '/mycart/2002/create');
    const add = `/mycart/${Number(cartId)}${menu.replace('/menus', '/menu')}/add`;
    const outOf = (optionId: string, available: boolean, soldOutUntil: string | null = null) => ({
      optionId,
      available,
      soldOutUntil,
    });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    for (let n = 0; n < 2; n++)
      expect(await done(200, 'POST', `${here}/sold-out`, { ...small, until })).toMatchObject({
        ...{ available: true, version: 3 },
        optionGroups: [{ options: [outOf('small', false, until), outOf('large', true)] }],
      });
    const { body } = await refused(409, 'OPTION_SOLD_OUT', 'POST', add, { options: [small] });
    expect(body).toMatchObject({ ...small, until });
    await done(200, 'POST', add);
    await inTwoHours(async () => {
      expect(await done(200, 'POST', `${here}/approve`, { revision: 1 })).toMatchObject({
        optionGroups: [{ options: [outOf('small', true), outOf('large', true)] }],
      });
    });
    for (let n = 0; n < 2; n++) await done(200, 'POST', `${here}/restock`, small);
    await done(200, 'POST', add, { options: [small] });
  });

  test.each([{ groupId: 'size' }, { optionId: 'small' }, { ...small, groupId: 'Size' }, { ...small, optionId: null }])(
    'of which %j is said is 400',
    async (body) => {
      const { here } = await approved();
      for (const what of ['sold-out', 'restock']) await refused(400, 'FIELDS_INVALID', 'POST', `${here}/${what}`, body);
    },
  );

  test('that the menu does not have is 404', async () => {
    const { here } = await approved();
    for (const what of ['sold-out', 'restock'])
      await refused(404, 'OPTION_NOT_FOUND', 'POST', `${here}/${what}`, small);
  });
});

describe('approving', () => {
  test('works straight after head office offered it, before any policy ran, and again', async () => {
    const { here } = await offered();
    for (const body of [undefined, { revision: 1 }])
      expect(await done(200, 'POST', `${here}/approve`, body)).toMatchObject({
        ...{ menuStatus: 'APPROVED', available: true, liveRevision: 1, pendingRevision: null, price: 150 },
      });
  });

  test("may set the store's own price", async () => {
    const { here } = await offered();
    expect(await done(200, 'POST', `${here}/approve`, { price: '149.5' })).toMatchObject({ price: 149.5 });
  });

  test('says which revision is meant, while one is live and another waits', async () => {
    const { menu, here } = await approved();
    await done(200, 'PUT', menu, { ...card, price: 180 });
    // Asking receives the offer, which is an event of head office's and not of this refusal.
    await done(200, 'POST', `${here}/sold-out`);
    await done(200, 'POST', `${here}/restock`);
    await done(200, 'POST', `${here}/approve`, { revision: 1 });
    const unclear = await refused(400, 'REVISION_REQUIRED', 'POST', `${here}/approve`);
    expect(unclear.body).toMatchObject({ currentStatus: 'APPROVED', liveRevision: 1, pendingRevision: 2, status: 400 });
    expect(await done(200, 'POST', `${here}/sold-out`)).toMatchObject({
      liveRevision: 1,
      pendingRevision: 2,
      price: 150,
    });
    await refused(409, 'REVISION_NOT_WAITING', 'POST', `${here}/approve`, { revision: 3 });
    expect(await done(200, 'POST', `${here}/approve`, { revision: '2' })).toMatchObject({
      ...{ liveRevision: 2, pendingRevision: null, price: 180 },
    });
  });

  test('what was never offered there is 404, as is an unknown store', async () => {
    await refused(404, 'STORE_MENU_NOT_FOUND', 'POST', '/stores/2002/menus/99999/approve');
    await refused(404, 'STORE_NOT_FOUND', 'POST', '/stores/77/menus/1/approve');
    const { here } = await offered({ storeIds: [2001] });
    await refused(404, 'STORE_MENU_NOT_FOUND', 'POST', `${here}/approve`);
  });

  test.each([{ revision: 'x' }, { revision: null }, { price: -1 }, { price: null }, { reason: 'x' }])(
    '%j is 400',
    async (body) => {
      const { here } = await approved();
      await refused(400, 'FIELDS_INVALID', 'POST', `${here}/approve`, body);
    },
  );
});

describe('rejecting', () => {
  test('refuses what waits, with a reason', async () => {
    const { here } = await offered();
    expect(await done(200, 'POST', `${here}/reject`, { reason: 'too dear' })).toMatchObject({
      ...{ menuStatus: 'REJECTED', available: false, liveRevision: null },
    });
    await refused(409, 'NOTHING_TO_CONFIRM', 'POST', `${here}/approve`);
    await refused(400, 'FIELDS_INVALID', 'POST', `${here}/reject`);
  });

  test('a new revision leaves the live one on sale', async () => {
    const { menu, here } = await approved();
    await done(200, 'PUT', menu, { ...card, price: 180 });
    expect(await done(200, 'POST', `${here}/reject`, { reason: 'too dear', revision: 2 })).toMatchObject({
      ...{ menuStatus: 'APPROVED', available: true, liveRevision: 1, pendingRevision: null, price: 150 },
    });
  });
});

describe('a refusal that is taken back', () => {
  test('leaves the revision waiting for an answer, as it was', async () => {
    const { here } = await offered();
    // Whoever answers hears of the offer first.
    await call('POST', `${here}/reject/withdraw`);
    await refused(409, 'NO_REJECTION', 'POST', `${here}/reject/withdraw`);
    await done(200, 'POST', `${here}/reject`, { reason: 'a mistake' });
    for (let asked = 0; asked < 2; asked++)
      expect(await done(200, 'POST', `${here}/reject/withdraw`)).toMatchObject({
        ...{ menuStatus: 'REGISTERED', pendingRevision: 1, pending: { revision: 1, menuName: card.menuName } },
      });
    expect(await done(200, 'POST', `${here}/approve`)).toMatchObject({ menuStatus: 'APPROVED', liveRevision: 1 });
  });

  test('leaves what is live on sale', async () => {
    const { menu, here } = await approved();
    await done(200, 'PUT', menu, { ...card, price: 180 });
    await done(200, 'POST', `${here}/reject`, { reason: 'too dear', revision: 2 });
    expect(await done(200, 'POST', `${here}/reject/withdraw`)).toMatchObject({
      ...{ menuStatus: 'APPROVED', liveRevision: 1, pendingRevision: 2, pending: { price: 180 } },
    });
  });

  test('is too late after a newer offer, and after a delisting', async () => {
    const { menu, here } = await offered();
    await done(200, 'POST', `${here}/reject`, { reason: 'a mistake' });
    await done(200, 'PUT', menu, { ...card, price: 180 });
    const late = await call('POST', `${here}/reject/withdraw`);
    expect(late).toMatchObject({ status: 409, body: { code: 'NO_REJECTION' } });
    expect(late.body).toMatchObject({ currentStatus: 'REGISTERED', pendingRevision: 2 });
    await done(200, 'POST', `${here}/reject`, { reason: 'no' });
    await done(204, 'DELETE', here, { reason: 'no oven' });
    await refused(409, 'NO_REJECTION', 'POST', `${here}/reject/withdraw`);
  });
});

describe('a menu that a store takes off', () => {
  test('is sold no more, and nothing of it waits, until it is offered anew', async () => {
    const { menu, here } = await approved();
    await done(204, 'DELETE', here, { reason: 'no oven' });
    await done(204, 'DELETE', here, { reason: 'no oven' });
    await refused(409, 'MENU_NOT_LIVE', 'POST', `${here}/sold-out`);
    await refused(409, 'NOTHING_TO_CONFIRM', 'POST', `${here}/approve`);
    await done(200, 'PUT', menu, { ...card, price: 180 });
    expect(await done(200, 'POST', `${here}/approve`)).toMatchObject({ liveRevision: 2, price: 180 });
  });

  test('has a reason, and is one of its own', async () => {
    const { here } = await approved();
    await refused(400, 'FIELDS_INVALID', 'DELETE', here, {});
    await refused(403, 'FORBIDDEN', 'DELETE', here, { reason: 'no' }, { 'X-Actor': 'store:2001' });
    await refused(404, 'STORE_MENU_NOT_FOUND', 'DELETE', '/stores/2002/menus/99', { reason: 'no' });
  });
});

describe('what is on sale', () => {
  test('is sold out, until a time or until it is restocked', async () => {
    const { here } = await approved();
    const until = '2099-01-01T00:00:00.000Z';
    expect(await done(200, 'POST', `${here}/sold-out`, { until })).toMatchObject({
      available: false,
      soldOutUntil: until,
    });
    expect(await done(200, 'POST', `${here}/sold-out`, { until: null })).toMatchObject({
      available: false,
      soldOutUntil: null,
    });
    const passed = { until: '2020-01-01T00:00Z' };
    expect((await refused(400, 'UNTIL_PASSED', 'POST', `${here}/sold-out`, passed)).body).toMatchObject({
      until: '2020-01-01T00:00:00.000Z',
    });
    expect(await done(200, 'POST', `${here}/restock`)).toMatchObject({ available: true });
  });

  test('stays as it is when a request that had nothing to do comes again with its key', async () => {
    const { here } = await approved();
    const key = { 'Idempotency-Key': 'restock-key-1' };
    const answered = await done(200, 'POST', `${here}/restock`, {}, key);
    expect(answered).toMatchObject({ available: true });
    await done(200, 'POST', `${here}/sold-out`);
    expect(await done(200, 'POST', `${here}/restock`, {}, key)).toEqual(answered);
    expect(await done(200, 'PUT', `${here}/price`, { price: 2 })).toMatchObject({ available: false });
    const price = { 'Idempotency-Key': 'price-key-1' };
    await done(200, 'PUT', `${here}/price`, { price: 2 }, price);
    await refused(422, 'IDEMPOTENCY_KEY_REUSED', 'PUT', `${here}/price`, { price: 3 }, price);
  });

  test('is said to be as it was when a request comes again with its key, though its time has passed', async () => {
    const { here } = await approved();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const key = { 'Idempotency-Key': 'sold-out-key-1' };
    const answered = await done(200, 'POST', `${here}/sold-out`, { until }, key);
    expect(answered).toMatchObject({ available: false, soldOutUntil: until });
    await inTwoHours(async () => {
      expect(await done(200, 'POST', `${here}/sold-out`, { until }, key)).toEqual(answered);
      expect(await done(200, 'POST', `${here}/restock`)).toMatchObject({ available: true });
    });
  });

  test('has a price of the store', async () => {
    const { here } = await approved();
    expect(await done(200, 'PUT', `${here}/price`, { price: 99.99 })).toMatchObject({ price: 99.99, liveRevision: 1 });
    await refused(400, 'FIELDS_INVALID', 'PUT', `${here}/price`, {});
  });

  test('is not what was never approved', async () => {
    const { here } = await offered();
    await done(200, 'POST', `${here}/reject`, { reason: 'no' });
    const answer = await refused(409, 'MENU_NOT_LIVE', 'PUT', `${here}/price`, { price: 1 });
    expect(answer.body).toMatchObject({ currentStatus: 'REJECTED', status: 409 });
    await refused(409, 'MENU_NOT_LIVE', 'POST', `${here}/sold-out`);
  });
});

describe('If-Match', () => {
  test.each([
    ['POST', 'approve', { revision: 2 }],
    ['POST', 'reject', { revision: 2, reason: 'no' }],
    ['POST', 'sold-out', {}],
    ['PUT', 'price', { price: 1 }],
  ] as const)('%s …/%s changes nothing that is not as it was seen', async (method, step, body) => {
    const { menu, here } = await approved();
    const seen = await call('POST', `${here}/restock`);
    await done(200, 'PUT', menu, { ...card, price: 180 });
    // Whoever answers hears of the offer first.
    await call('POST', `${here}/approve`, { revision: 7 });
    const late = { 'If-Match': seen.headers.get('ETag') ?? '' };
    const { body: changed } = await refused(412, 'VERSION_CHANGED', method, `${here}/${step}`, body, late);
    expect(changed).toMatchObject({ version: 3 });
    await done(200, method, `${here}/${step}`, body, { 'If-Match': '"3"' });
  });
});

test('a store answers for itself alone', async () => {
  const { here } = await offered();
  for (const actor of ['store:2001', 'admin', 'customer:alice'])
    for (const step of ['approve', 'restock'])
      await refused(403, 'FORBIDDEN', 'POST', `${here}/${step}`, undefined, { 'X-Actor': actor });
  await done(200, 'POST', `${here}/approve`, undefined, { 'X-Actor': 'store:2002' });
});
