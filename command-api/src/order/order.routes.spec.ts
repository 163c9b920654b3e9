import { orderStream } from '@doremi/domain';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { done, refused, filledCart } = api;
const alice = { 'X-Actor': 'customer:alice' };
const here = { 'X-Actor': 'store:2002' };

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' });
});
const received = async (): Promise<number> => {
  const cartId = await filledCart(2002, 150, alice);
  await done(201, 'POST', `/mycart/${cartId}/order`, undefined, alice);
  return cartId;
};
const statusAfter = async (path: string, body?: unknown, headers?: Record<string, string>) =>
  (await done(200, 'POST', path, body, headers)).status;

describe('an order', () => {
  test('is cooked, recalled, cooked again, sent out, sent out again, and delivered', async () => {
    const id = await received();
    expect(await statusAfter(`/myorder/${id}/cooking/start`, undefined, here)).toBe('COOKING');
    expect(await statusAfter(`/myorder/${id}/cooking/complete`)).toBe('READY');
    expect(await statusAfter(`/myorder/${id}/recall`, { reason: 'burnt' })).toBe('COOKING');
    expect(await statusAfter(`/myorder/delivery/${id}`, { courier: 'Kim' })).toBe('DELIVERING');
    expect(await statusAfter(`/myorder/delivery/${id}/fail`, { reason: 'nobody there' })).toBe('DELIVERY_FAILED');
    expect(await statusAfter(`/myorder/delivery/${id}`)).toBe('DELIVERING');
    expect(await statusAfter(`/myorder/delivery/${id}/complete`)).toBe('COMPLETED');
    expect((await api.store.read(orderStream(id))).map(({ type }) => type)).toEqual([
      ...['OrderReceived', 'OrderAccepted', 'CookingStarted', 'CookingCompleted', 'CookingRecalled'],
      ...['CookingCompleted', 'DeliveryStarted', 'DeliveryFailed', 'DeliveryStarted', 'DeliveryCompleted'],
    ]);
  });

  test('refuses a step that is not its next, with its state and what is allowed', async () => {
    const id = await received();
    const early = await refused(409, 'ORDER_STEP_NOT_ALLOWED', 'POST', `/myorder/delivery/${id}/complete`);
    expect(early.body).toMatchObject({
      status: 409,
      currentStatus: 'ACCEPTED',
      allowed: ['StartCooking', 'CancelOrder'],
    });
    await done(200, 'POST', `/myorder/${id}/cooking/start`);
    const again = await refused(409, 'ORDER_STEP_NOT_ALLOWED', 'POST', `/myorder/${id}/cooking/start`);
    expect(again.body).toMatchObject({ currentStatus: 'COOKING' });
  });

  test('takes a step once that comes again with its key', async () => {
    const id = await received();
    const key = { 'Idempotency-Key': `start-${id}-key` };
    const first = await done(200, 'POST', `/myorder/${id}/cooking/start`, undefined, key);
    await done(200, 'POST', `/myorder/${id}/cooking/complete`);
    expect(await done(200, 'POST', `/myorder/${id}/cooking/start`, undefined, key)).toEqual(first);
  });

  test('is cancelled by its customer until it is cooked, and by its store until it is on its way', async () => {
    const [early, late] = [await received(), await received()];
    expect(await statusAfter(`/myorder/${early}/cancel`, { reason: 'hungry no more' }, alice)).toBe('CANCELLED');
    await done(200, 'POST', `/myorder/${late}/cooking/start`);
    const { body } = await refused(
      409,
      'ORDER_STEP_NOT_ALLOWED',
      'POST',
      `/myorder/${late}/cancel`,
      { reason: 'x' },
      alice,
    );
    expect(body).toMatchObject({ currentStatus: 'COOKING', allowed: [] });
    expect(await statusAfter(`/myorder/${late}/cancel`, { reason: 'oven broke' }, here)).toBe('CANCELLED');
  });

  test('is cancelled late by whoever says nothing of who they are: with AUTH=off they are its store as well', async () => {
    const id = await received();
    await done(200, 'POST', `/myorder/${id}/cooking/start`);
    await refused(409, 'ORDER_STEP_NOT_ALLOWED', 'POST', `/myorder/${id}/cancel`, { reason: 'too late' }, alice);
    expect(await statusAfter(`/myorder/${id}/cancel`, { reason: 'nobody signs in here' })).toBe('CANCELLED');
    const cancelled = (await api.store.read(orderStream(id))).at(-1);
    expect(cancelled).toMatchObject({ type: 'OrderCancelled', data: { by: 'anonymous' } });
  });

  test('is nothing to another store or customer, and none of the cooking is a customer’s', async () => {
    const id = await received();
    const start = `/myorder/${id}/cooking/start`;
    await refused(404, 'ORDER_NOT_FOUND', 'POST', start, undefined, { 'X-Actor': 'store:2001' });
    await refused(
      404,
      'ORDER_NOT_FOUND',
      'POST',
      `/myorder/${id}/cancel`,
      { reason: 'x' },
      { 'X-Actor': 'customer:bob' },
    );
    await refused(403, 'FORBIDDEN', 'POST', start, undefined, alice);
    await refused(403, 'FORBIDDEN', 'POST', start, undefined, { 'X-Actor': 'admin' });
  });

  test('that does not exist is 404, whatever the words of its path', async () => {
    await refused(404, 'ORDER_NOT_FOUND', 'POST', '/myorder/99999/cooking/start');
    await refused(404, 'ORDER_NOT_FOUND', 'POST', '/myorder/delivery/99999');
    await refused(404, 'NOT_FOUND', 'POST', '/myorder/delivery/cancel', { reason: 'x' });
    await refused(404, 'NOT_FOUND', 'POST', '/myorder/abc/cooking/start');
  });

  test.each([
    ['recall', {}],
    ['recall', { reason: '' }],
    ['cancel', { reason: 'a'.repeat(201) }],
    ['cancel', { reason: null }],
    ['cooking/start', { now: true }],
  ])('%s with %j is 400', async (step, body) => {
    await refused(400, 'FIELDS_INVALID', 'POST', `/myorder/1/${step}`, body);
  });
});
