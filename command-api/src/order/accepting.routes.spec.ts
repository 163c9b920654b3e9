import { minutesAfter, orderStream, storeStream } from '@doremi/domain';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { once } from '../command-handler/testing/counter.js';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { done, refused, filledCart } = api;
const alice = { 'X-Actor': 'customer:alice' };
/** One that accepts as orders come, and one that is asked. */
const AUTO = 2001;
const BY_HAND = 2002;
const here = { 'X-Actor': `store:${BY_HAND}` };
const byHand = { autoAccept: false, acceptWithinMinutes: 7, preparationMinutes: 25 };

beforeAll(async () => {
  for (const storeId of [AUTO, BY_HAND]) await done(201, 'POST', '/stores', { storeId, storeName: 'Doremi' });
  await done(200, 'PUT', `/stores/${BY_HAND}/settings`, byHand);
});

const received = async (storeId: number): Promise<number> => {
  const cartId = await filledCart(storeId, 150, alice);
  await done(201, 'POST', `/mycart/${cartId}/order`, undefined, alice);
  return cartId;
};
const eventsOf = (orderId: number) => api.store.read(orderStream(orderId));
const typesOf = async (orderId: number) => (await eventsOf(orderId)).map(({ type }) => type);

describe('a store that accepts as orders come', () => {
  test('has promised its preparation time with the order itself', async () => {
    const orderId = await received(AUTO);
    const [{ data: order }, { data: accepted }] = (await eventsOf(orderId)) as unknown as [
      { data: { paidAt: string; acceptBy: null } },
      { data: object },
    ];
    expect(order.acceptBy).toBeNull();
    expect(accepted).toEqual({
      ...{ orderId, storeId: AUTO, customerId: 'customer:alice', by: 'auto' },
      acceptedAt: order.paidAt,
      promisedAt: minutesAfter(order.paidAt, 20),
    });
    await refused(409, 'ORDER_STEP_NOT_ALLOWED', 'POST', `/myorder/${orderId}/accept`, { minutes: 10 });
    await refused(409, 'ORDER_STEP_NOT_ALLOWED', 'POST', `/myorder/${orderId}/refuse`, { reason: 'no cheese left' });
  });
});

describe('a store that is asked', () => {
  test('has so long to answer, and says when it will be there', async () => {
    const orderId = await received(BY_HAND);
    const [order] = await eventsOf(orderId);
    const { paidAt, acceptBy } = order?.data as { paidAt: string; acceptBy: string };
    expect(acceptBy).toBe(minutesAfter(paidAt, byHand.acceptWithinMinutes));
    const accepted = await done(200, 'POST', `/myorder/${orderId}/accept`, { minutes: 40 }, here);
    const { acceptedAt, promisedAt } = accepted as { acceptedAt: string; promisedAt: string };
    expect(accepted).toMatchObject({ status: 'ACCEPTED', acceptBy, promisedAt: minutesAfter(acceptedAt, 40) });
    expect((await eventsOf(orderId)).at(-1)).toMatchObject({
      type: 'OrderAccepted',
      data: { promisedAt, by: 'store' },
    });
  });

  test.each(['accept', 'cooking/start'])('that says no minutes (%s) promises those of its settings', async (step) => {
    const orderId = await received(BY_HAND);
    const { acceptedAt, promisedAt } = await done(200, 'POST', `/myorder/${orderId}/${step}`, undefined, here);
    expect(promisedAt).toBe(minutesAfter(String(acceptedAt), byHand.preparationMinutes));
    const cooked = step === 'accept' ? [] : ['CookingStarted'];
    expect(await typesOf(orderId)).toEqual(['OrderReceived', 'OrderAccepted', ...cooked]);
  });

  test('accepts once that comes again with its key, and refuses no more', async () => {
    const orderId = await received(BY_HAND);
    const key = { ...here, 'Idempotency-Key': `accept-${orderId}-key` };
    const first = await done(200, 'POST', `/myorder/${orderId}/accept`, { minutes: '30' }, key);
    expect(await done(200, 'POST', `/myorder/${orderId}/accept`, { minutes: '30' }, key)).toEqual(first);
    const { body } = await refused(409, 'ORDER_STEP_NOT_ALLOWED', 'POST', `/myorder/${orderId}/refuse`, {
      reason: 'x',
    });
    expect(body).toMatchObject({ currentStatus: 'ACCEPTED', allowed: ['StartCooking', 'CancelOrder'] });
    await refused(409, 'ORDER_STEP_NOT_ALLOWED', 'POST', `/myorder/${orderId}/accept`, { minutes: 30 });
  });

  test('refuses with a reason, which says what was refused', async () => {
    const orderId = await received(BY_HAND);
    await done(200, 'POST', `/myorder/${orderId}/refuse`, { reason: 'no cheese left' }, here);
    expect((await eventsOf(orderId)).at(-1)).toMatchObject({
      type: 'OrderCancelled',
      data: { code: 'REFUSED', reason: 'no cheese left', by: `store:${BY_HAND}`, lines: [{ menuName: 'pizza3' }] },
    });
  });

  test.each(['waiting', 'accepted'])('an order that is %s is cancelled by its customer', async (status) => {
    const orderId = await received(BY_HAND);
    if (status === 'accepted') await done(200, 'POST', `/myorder/${orderId}/accept`, undefined, here);
    await done(200, 'POST', `/myorder/${orderId}/cancel`, { reason: 'hungry no more' }, alice);
    expect((await eventsOf(orderId)).at(-1)).toMatchObject({ data: { code: 'CUSTOMER' } });
  });

  test.each(['waiting', 'accepted'])(
    'all that an order paid which is %s goes back: it is cancelled',
    async (status) => {
      const orderId = await received(BY_HAND);
      if (status === 'accepted') await done(200, 'POST', `/myorder/${orderId}/accept`, undefined, here);
      const { refunds } = await done(200, 'POST', `/payments/${orderId}/refund`, { reason: 'by mistake' });
      expect(refunds).toMatchObject([{ refundId: `${orderId}-cancelled`, amount: 150 }]);
      expect((await eventsOf(orderId)).at(-1)).toMatchObject({ data: { code: 'REFUNDED', reason: 'by mistake' } });
    },
  );

  test('is asked about those orders that came while it was to be asked, whatever it set afterwards', async () => {
    const [before, after] = [2101, 2102];
    for (const storeId of [before, after]) await done(201, 'POST', '/stores', { storeId, storeName: 'Doremi' });
    await done(200, 'PUT', `/stores/${before}/settings`, { autoAccept: false });
    const waiting = await received(before);
    await done(200, 'PUT', `/stores/${before}/settings`, {});
    expect(await typesOf(waiting)).toEqual(['OrderReceived']);
    expect(await typesOf(await received(before))).toEqual(['OrderReceived', 'OrderAccepted']);

    const accepted = await received(after);
    await done(200, 'PUT', `/stores/${after}/settings`, { autoAccept: false });
    expect((await done(200, 'POST', `/myorder/${accepted}/cooking/start`)).acceptBy).toBeNull();
    expect(await typesOf(await received(after))).toEqual(['OrderReceived']);
    // And when its time is up, it goes by what it was received with.
    const { orders, stores } = aggregatesOn(api.store);
    expect((await stores.load(storeStream(before))).state.settings.autoAccept).toBe(true);
    const late = { type: 'CancelUnanswered', now: '2999-01-01T00:00:00.000Z' } as const;
    await orders.handle(orderStream(waiting), late, once());
    expect((await eventsOf(waiting)).at(-1)).toMatchObject({ data: { code: 'NOT_ANSWERED', by: 'system' } });
  });

  test('is the only one that answers', async () => {
    const orderId = await received(BY_HAND);
    for (const step of ['accept', 'refuse']) {
      const path = `/myorder/${orderId}/${step}`;
      const body = step === 'refuse' ? { reason: 'x' } : {};
      await refused(404, 'ORDER_NOT_FOUND', 'POST', path, body, { 'X-Actor': `store:${AUTO}` });
      for (const actor of ['customer:alice', 'admin'])
        await refused(403, 'FORBIDDEN', 'POST', path, body, { 'X-Actor': actor });
    }
  });

  test.each([
    ['accept', { minutes: 0 }],
    ['accept', { minutes: 241 }],
    ['accept', { minutes: null }],
    ['accept', { reason: 'x' }],
    ['refuse', {}],
    ['refuse', { reason: '' }],
  ])('%s with %j is 400', async (step, body) => {
    await refused(400, 'FIELDS_INVALID', 'POST', `/myorder/1/${step}`, body);
  });
});
