import { customerHashOf, orderStream, type Sealed } from '@doremi/domain';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { done, refused, keys } = api;
const here = { 'X-Actor': 'store:2002' };
const operator = { 'X-Actor': 'operator' };
const contact = { name: 'Alice Liddell', phone: '276150' };
let customers = 0;
let customerId: string;
let as: Record<string, string>;

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' });
});
beforeEach(() => {
  customerId = `customer:c${++customers}`;
  as = { 'X-Actor': customerId };
  keys.isAway = false;
});

const received = async (personal?: object): Promise<number> => {
  const cartId = await api.filledCart(2002, 150, as);
  if (personal) await done(200, 'PUT', `/mycart/${cartId}/fulfilment`, { type: 'DELIVERY', ...personal }, as);
  await done(201, 'POST', `/mycart/${cartId}/order`, undefined, as);
  return cartId;
};
const cancel = (id: number, reason: string, headers: Record<string, string> = {}) =>
  done(200, 'POST', `/myorder/${id}/cancel`, { reason }, { ...here, ...headers });
const lastOf = async (id: number) => {
  const last = (await api.store.read(orderStream(id))).at(-1);
  if (!last) throw new Error('nothing happened');
  return { ...last, reason: (last.data as { readonly reason: Sealed | null }).reason };
};
const textOf = async (reason: Sealed | null) => (reason ? (await api.personal.openAll([reason]))[0] : null);

describe('the reason for what is done with an order', () => {
  test.each<[string, string, readonly string[], (id: number) => string]>([
    ['OrderCancelled', 'cancel', [], (id) => `${id}/cancel`],
    ['CookingRecalled', 'recall', ['cooking/start', 'cooking/complete'], (id) => `${id}/recall`],
    ['DeliveryFailed', 'fail', ['cooking/start', 'delivery'], (id) => `delivery/${id}/fail`],
  ])('is sealed in %s', async (type, _, before, path) => {
    const id = await received();
    for (const step of before)
      await done(200, 'POST', step === 'delivery' ? `/myorder/delivery/${id}` : `/myorder/${id}/${step}`);
    const body = await done(200, 'POST', `/myorder/${path(id)}`, { reason: 'Liddell is not in' }, here);
    const last = await lastOf(id);
    expect(last).toMatchObject({ type, metadata: { schemaVersion: type === 'OrderCancelled' ? 3 : 2 } });
    expect(last.reason).toMatchObject({
      keyId: `${customerHashOf(customerId)}.0`,
      of: { stream: orderStream(id), eventId: last.id },
    });
    expect(await textOf(last.reason)).toEqual({ value: 'Liddell is not in' });
    expect(JSON.stringify([last, body])).not.toContain('Liddell');
  });

  test('is sealed where its store refuses it, and where head office pays all of it back', async () => {
    await done(200, 'PUT', '/stores/2002/settings', { autoAccept: false });
    const [refusedId, refundedId] = [await received(), await received()];
    await done(200, 'PUT', '/stores/2002/settings', {});
    await done(200, 'POST', `/myorder/${refusedId}/refuse`, { reason: 'Liddell again' }, here);
    const refund = { reason: 'Liddell asked' };
    await done(200, 'POST', `/payments/${refundedId}/refund`, refund, { 'X-Actor': 'admin' });
    expect(await textOf((await lastOf(refusedId)).reason)).toEqual({ value: 'Liddell again' });
    expect(await textOf((await lastOf(refundedId)).reason)).toEqual({ value: 'Liddell asked' });
  });

  test('goes with what else the order holds of its customer: under its key, and erased with it', async () => {
    const id = await received({ contact });
    await done(202, 'DELETE', '/customers/me/personal-data', undefined, as);
    await done(200, 'POST', `/myorder/${id}/cooking/start`, undefined, here);
    await done(200, 'POST', `/myorder/${id}/cooking/complete`, undefined, here);
    await done(200, 'POST', `/myorder/${id}/recall`, { reason: 'for Liddell' }, here);
    const { reason } = await lastOf(id);
    expect(reason?.keyId).toBe(`${customerHashOf(customerId)}.0`);
    await done(202, 'POST', '/customers/erasures', { customerId, now: true }, operator);
    expect(await textOf(reason)).toEqual({ erased: true });
    await cancel(id, 'Liddell never came');
    expect(await lastOf(id)).toMatchObject({ type: 'OrderCancelled', reason: null });
  });

  test('is not kept while the key store is away, and the order is cancelled all the same', async () => {
    const id = await received({ contact });
    keys.isAway = true;
    const key = { 'Idempotency-Key': `cancel-${id}` };
    expect(await cancel(id, 'Liddell', key)).toMatchObject({ status: 'CANCELLED' });
    const { reason, metadata } = await lastOf(id);
    expect({ reason, hash: metadata.requestHash }).toEqual({ reason: null, hash: undefined });
    expect(await cancel(id, 'Liddell', key)).toMatchObject({ status: 'CANCELLED' });
  });

  test('makes no key for whoever’s order it is not', async () => {
    const id = await received();
    const bob = { 'X-Actor': 'customer:bob' };
    const before = keys.entries.size;
    await refused(404, 'ORDER_NOT_FOUND', 'POST', `/myorder/${id}/cancel`, { reason: 'x' }, bob);
    await refused(404, 'ORDER_NOT_FOUND', 'POST', '/myorder/99999/cancel', { reason: 'x' });
    expect(keys.entries.size).toBe(before);
  });

  test('that is too long is 400, and not repeated', async () => {
    const reason = 'Liddell'.repeat(40);
    const { body } = await refused(400, 'FIELDS_INVALID', 'POST', '/myorder/1/cancel', { reason }, here);
    expect(JSON.stringify(body)).not.toContain('Liddell');
  });
});

describe('with an Idempotency-Key', () => {
  test('it is hashed with a key, and another reason is another request', async () => {
    const id = await received();
    const key = { 'Idempotency-Key': `cancel-${id}` };
    const first = await cancel(id, 'burnt', key);
    expect((await lastOf(id)).metadata.requestHash).toMatch(/^[0-9a-f]{64}\.0:[0-9a-f]{64}$/);
    expect(await cancel(id, 'burnt', key)).toEqual(first);
    await refused(
      422,
      'IDEMPOTENCY_KEY_REUSED',
      'POST',
      `/myorder/${id}/cancel`,
      { reason: 'cold' },
      { ...here, ...key },
    );
  });

  test('a repeat while the key store is away, or after the erasure, is known by its key alone', async () => {
    const id = await received();
    const key = { 'Idempotency-Key': `cancel-${id}` };
    const first = await cancel(id, 'burnt', key);
    keys.isAway = true;
    expect(await cancel(id, 'burnt', key)).toEqual(first);
    keys.isAway = false;
    await done(202, 'POST', '/customers/erasures', { customerId, now: true }, operator);
    expect(await cancel(id, 'burnt', key)).toEqual(first);
  });
});
