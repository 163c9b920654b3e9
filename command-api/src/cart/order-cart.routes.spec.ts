import { cartStream, orderStream } from '@doremi/domain';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { call, done, refused, filledCart, standIn } = api;

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi', timezone: 'Pacific/Kiritimati' });
});
const chargesOf = async (cartId: number) => {
  const { charges } = await standIn.counters();
  return Object.keys(charges).filter((key) => key.startsWith(`${cartId}-`)).length;
};
const lineOf = async (cartId: number): Promise<{ menuId: number }> => {
  const [, added] = await api.store.read(cartStream(cartId));
  return added?.data as { menuId: number };
};

describe('ordering', () => {
  test('pays and hands the order to the store before it answers', async () => {
    const cartId = await filledCart(2002, 150);
    const answer = await call('POST', `/mycart/${cartId}/order`);
    expect(answer).toMatchObject({
      status: 201,
      body: { cartId, orderId: cartId, paymentId: cartId, cartStatus: 'PAID', total: 150 },
    });
    expect(answer.headers.get('Location')).toBe(`/myorder/${cartId}`);
    const [received] = await api.store.read(orderStream(cartId));
    expect(received?.type).toBe('OrderReceived');
    expect(answer.headers.get('X-Event-Position')).toBe((await api.store.read(orderStream(cartId))).at(-1)?.position);
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' }).format(new Date());
    expect(received?.data).toMatchObject({ businessDay: day });
  });

  test('carries the correlation from the request to the order', async () => {
    const cartId = await filledCart(2002);
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, { 'X-Correlation-Id': 'trace-me' });
    const [received] = await api.store.read(orderStream(cartId));
    expect(received?.metadata.$correlationId).toBe('trace-me');
  });

  test('an empty cart is refused', async () => {
    const { cartId } = await done(201, 'POST', '/mycart/2002/create');
    await refused(409, 'CART_EMPTY', 'POST', `/mycart/${Number(cartId)}/order`);
  });

  test('a cart whose price changed is refused, with the differences', async () => {
    const cartId = await filledCart(2002, 150);
    const { menuId } = await lineOf(cartId);
    await done(200, 'PUT', `/stores/2002/menus/${menuId}/price`, { price: 199.99 });
    const { body } = await refused(409, 'CART_OUTDATED', 'POST', `/mycart/${cartId}/order`);
    expect(body.differences).toEqual([{ lineId: 1, menuId, reason: 'PRICE_CHANGED', unitPrice: 150, now: 199.99 }]);
    await done(200, 'POST', `/stores/2002/menus/${menuId}/sold-out`);
    const soldOut = await refused(409, 'CART_OUTDATED', 'POST', `/mycart/${cartId}/order`);
    expect(soldOut.body.differences).toEqual([{ lineId: 1, menuId, reason: 'MENU_SOLD_OUT' }]);
  });

  test('is for the total or the cart that was shown: another one by now is refused, and tells of it', async () => {
    const cartId = await filledCart(2002, 150);
    const { menuId } = await lineOf(cartId);
    const order = `/mycart/${cartId}/order`;
    const shown = await call('PUT', `/mycart/${cartId}/lines/1`, { quantity: 1 });
    const inAnotherTab = await call('POST', `/mycart/${cartId}/menu/${menuId}/add`);
    const etagOf = ({ headers }: typeof shown) => ({ 'If-Match': headers.get('ETag') ?? '' });
    for (const [body, headers] of [
      [{ total: 150 }, {}],
      [{ total: '150.00' }, etagOf(inAnotherTab)],
      [{}, etagOf(shown)],
      [{ total: 300 }, etagOf(shown)],
    ] as const)
      expect((await refused(409, 'CART_OUTDATED', 'POST', order, body, headers)).body).toMatchObject({
        differences: [],
        total: 300,
        version: 3,
      });
    await refused(400, 'FIELDS_INVALID', 'POST', order, { total: 300.001 });
    await refused(400, 'IF_MATCH_INVALID', 'POST', order, {}, { 'If-Match': '"abc"' });
    await done(201, 'POST', order, { total: 300 }, etagOf(inAnotherTab));
  });

  test('at the same price another revision is a difference as well', async () => {
    const cartId = await filledCart(2002, 150);
    const { menuId } = await lineOf(cartId);
    await done(200, 'PUT', `/menus/${menuId}`, { menuName: 'a', menuType: 'b', description: '', price: 150 });
    await done(200, 'POST', `/stores/2002/menus/${menuId}/approve`, { revision: 2 });
    const { body } = await refused(409, 'CART_OUTDATED', 'POST', `/mycart/${cartId}/order`);
    expect(body.differences).toEqual([{ lineId: 1, menuId, reason: 'REVISION_CHANGED', revision: 1, liveRevision: 2 }]);
  });

  test('at a store that paused is refused', async () => {
    const cartId = await filledCart(2002);
    await done(200, 'PUT', '/stores/2002/status', { status: 'PAUSED' });
    await refused(409, 'STORE_NOT_OPEN', 'POST', `/mycart/${cartId}/order`);
    await done(200, 'PUT', '/stores/2002/status', { status: 'OPEN' });
    await done(201, 'POST', `/mycart/${cartId}/order`);
  });

  test('a paid cart again is refused, and it can be changed no more', async () => {
    const cartId = await filledCart(2002);
    const { menuId } = await lineOf(cartId);
    await done(201, 'POST', `/mycart/${cartId}/order`);
    const { body } = await refused(409, 'CART_CLOSED', 'POST', `/mycart/${cartId}/order`);
    expect(body).toMatchObject({ currentStatus: 'PAID', status: 409 });
    await refused(409, 'CART_CLOSED', 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
    await refused(409, 'CART_CLOSED', 'DELETE', `/mycart/${cartId}/lines/1`);
  });

  test('twice at once charges once', async () => {
    const cartId = await filledCart(2002);
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', `/mycart/${cartId}/order`)));
    expect(answers.map(({ status }) => status)).toContain(201);
    for (const { status } of answers) expect([201, 409]).toContain(status);
    expect(await chargesOf(cartId)).toBe(1);
    const order = await api.store.read(orderStream(cartId));
    expect(order.map(({ type }) => type)).toEqual(['OrderReceived', 'OrderAccepted']);
  });

  test('with a key repeats its answer and charges once', async () => {
    const cartId = await filledCart(2002);
    const key = { 'Idempotency-Key': 'order-key-1' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => done(201, 'POST', `/mycart/${cartId}/order`, undefined, key)),
    );
    expect(await done(201, 'POST', `/mycart/${cartId}/order`, {}, key)).toEqual(answers[0]);
    expect(await chargesOf(cartId)).toBe(1);
  });
});

test('the second key of an order is answered again as well, once it is paid', async () => {
  const cartId = await filledCart(2002, 150.02);
  const order = `/mycart/${cartId}/order`;
  await done(202, 'POST', order, undefined, { 'Idempotency-Key': 'the-first-key' });
  const second = { 'Idempotency-Key': 'the-second-key' };
  const answered = await done(201, 'POST', order, undefined, second);
  expect(await done(201, 'POST', order, undefined, second)).toEqual(answered);
  await refused(409, 'CART_CLOSED', 'POST', order, undefined, { 'Idempotency-Key': 'the-third-key' });
  expect(await chargesOf(cartId)).toBe(1);
});

describe('a payment that does not go through', () => {
  const problem = /application\/problem\+json/;

  test('when it is declined is 402, and the cart can be ordered again, also with the same key', async () => {
    const cartId = await filledCart(2002, 150.01);
    const key = { 'Idempotency-Key': 'order-key-2' };
    for (let attempt = 1; attempt <= 2; attempt++) {
      const answer = await call('POST', `/mycart/${cartId}/order`, undefined, key);
      expect(answer).toMatchObject({
        status: 402,
        body: { code: 'PAYMENT_DECLINED', reason: 'CARD_DECLINED', cart: { cartStatus: 'MENUADDED', total: 150.01 } },
      });
      expect(answer.headers.get('Content-Type')).toMatch(problem);
      expect(answer.headers.get('X-Event-Position')).toMatch(/./);
      const ordered = (await api.store.read(cartStream(cartId))).filter(({ type }) => type === 'CartOrdered');
      expect(ordered).toHaveLength(attempt);
    }
    const { menuId } = await lineOf(cartId);
    await done(200, 'DELETE', `/mycart/${cartId}/lines/1`);
    await done(200, 'PUT', `/stores/2002/menus/${menuId}/price`, { price: 150 });
    await done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, key);
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, key);
    expect(await chargesOf(cartId)).toBe(1);
  });

  test('when its outcome is not known is 202, and ordering again asks again', async () => {
    const cartId = await filledCart(2002, 150.02);
    const answer = await call('POST', `/mycart/${cartId}/order`);
    expect(answer).toMatchObject({
      status: 202,
      body: { cartStatus: 'ORDERED', paymentStatus: 'UNKNOWN', total: 150.02 },
    });
    expect(answer.headers.get('Retry-After')).toBe('5');
    await done(201, 'POST', `/mycart/${cartId}/order`);
    expect(await chargesOf(cartId)).toBe(1);
  });
});
