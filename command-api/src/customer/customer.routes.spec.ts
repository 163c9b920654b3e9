import { customerHashOf, customerStream } from '@doremi/domain';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { done, refused, keys } = api;
const operator = { 'X-Actor': 'operator' };
let customers = 0;
/** Somebody nobody heard of yet. */
const somebody = (): { readonly customerId: string; readonly as: Record<string, string>; readonly hash: string } => {
  const customerId = `customer:c${++customers}`;
  return { customerId, as: { 'X-Actor': customerId }, hash: customerHashOf(customerId) };
};
const typesOf = async (hash: string) => (await api.store.read(customerStream(hash))).map(({ type }) => type);
const wrapped = { by: 'b', iv: 'i', tag: 't', data: 'd' };

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' });
});

describe('an erasure', () => {
  test('is asked for by the customer, again and again, and written down once', async () => {
    const { as, hash, customerId } = somebody();
    expect(await done(202, 'DELETE', '/customers/me/personal-data', undefined, as)).toEqual({ waitsFor: [] });
    expect(await done(202, 'DELETE', '/customers/me/personal-data', undefined, as)).toEqual({ waitsFor: [] });
    const [event] = await api.store.read(customerStream(hash));
    expect(event?.data).toEqual({ keyId: `${hash}.0`, by: customerId });
    expect(await typesOf(hash)).toEqual(['PersonalDataErasureRequested']);
  });

  test('says which orders need what is to be erased', async () => {
    const { as, hash } = somebody();
    const cartId = await api.filledCart(2002, 150, as);
    const other = await api.filledCart(2002, 150, as);
    await keys.add(`${hash}.0`, wrapped, cartId);
    await keys.add(`${hash}.0`, wrapped, other);
    const asked = () => done(202, 'DELETE', '/customers/me/personal-data', undefined, as);
    expect(await asked()).toEqual({ waitsFor: [] });
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, as);
    expect(await asked()).toEqual({ waitsFor: [cartId] });
    for (const step of [`${cartId}/cooking/start`, `delivery/${cartId}`, `delivery/${cartId}/complete`])
      await done(200, 'POST', `/myorder/${step}`);
    expect(await asked()).toEqual({ waitsFor: [] });
    expect(await typesOf(hash)).toEqual(['PersonalDataErasureRequested']);
  });

  test('is asked for once more where something was typed since', async () => {
    const { as, hash } = somebody();
    await done(202, 'DELETE', '/customers/me/personal-data', undefined, as);
    await keys.add(`${hash}.1`, wrapped, 1);
    await done(202, 'DELETE', '/customers/me/personal-data', undefined, as);
    const events = await api.store.read(customerStream(hash));
    expect(events.map(({ data }) => (data as { keyId: string }).keyId)).toEqual([`${hash}.0`, `${hash}.1`]);
  });

  test('is done at once where an operator says so', async () => {
    const { as, hash, customerId } = somebody();
    const cartId = await api.filledCart(2002, 150, as);
    await keys.add(`${hash}.0`, wrapped, cartId);
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, as);
    expect(await done(202, 'POST', '/customers/erasures', { customerId }, operator)).toEqual({ waitsFor: [cartId] });
    expect(keys.entries.get(`${hash}.0`)).toHaveProperty('wrapped');
    const now = { customerId, now: true };
    expect(await done(202, 'POST', '/customers/erasures', now, operator)).toEqual({ waitsFor: [] });
    expect(await done(202, 'POST', '/customers/erasures', now, operator)).toEqual({ waitsFor: [] });
    expect(keys.entries.get(`${hash}.0`)).toEqual({ keyId: `${hash}.0`, erasedAt: expect.any(String) });
    expect(await typesOf(hash)).toEqual(['PersonalDataErasureRequested', 'PersonalDataErased']);
  });

  test('is written down while the key store is away, which can’t say then what it waits for', async () => {
    const { as, hash, customerId } = somebody();
    const cartId = await api.filledCart(2002, 150, as);
    await keys.add(`${hash}.0`, wrapped, cartId);
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, as);
    keys.isAway = true;
    const now = { customerId, now: true };
    const key = { 'Idempotency-Key': 'erase-while-away' };
    await refused(503, 'ENGINE_UNAVAILABLE', 'POST', '/customers/erasures', now, operator);
    const asked = () => done(202, 'DELETE', '/customers/me/personal-data', undefined, { ...as, ...key });
    expect(await asked()).toEqual({ waitsFor: null });
    expect(await asked()).toEqual({ waitsFor: null });
    keys.isAway = false;
    expect(await asked()).toEqual({ waitsFor: [cartId] });
    expect(await typesOf(hash)).toEqual(['PersonalDataErasureRequested']);
    expect(keys.entries.get(`${hash}.0`)).toHaveProperty('wrapped');
  });

  test('is nobody else’s to ask for', async () => {
    const erasures = ['POST', '/customers/erasures', { customerId: 'customer:alice' }] as const;
    for (const by of ['admin', 'store:2002', 'customer:bob'])
      await refused(403, 'FORBIDDEN', ...erasures, { 'X-Actor': by });
    await refused(403, 'FORBIDDEN', 'DELETE', '/customers/me/personal-data', undefined, operator);
  });

  test('of nobody is 400', async () => {
    await refused(400, 'FIELDS_INVALID', 'POST', '/customers/erasures', {}, operator);
    await refused(400, 'FIELDS_INVALID', 'POST', '/customers/erasures', { customerId: 'a', now: 'yes' }, operator);
  });
});
