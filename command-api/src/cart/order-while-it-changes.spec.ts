import { personalDataInMemory } from '@doremi/personal-data/testing';
import { cartStream } from '@doremi/domain';
import { withRoutes } from '@doremi/http/testing';
import { beforeAll, expect, test } from '@jest/globals';
import { idsOn } from '../ids/id-sequence.js';
import { aggregatesOn } from '../aggregates.js';
import { routesOn } from '../routes.js';
import { withCommandApi } from '../testing/command-api.js';
import { ScriptedMenuServiceProbe } from '../testing/menu-service-probes.js';
import { noRedis } from '../testing/no-redis.js';

const api = withCommandApi();
const { call, done, onSale } = api;

/** Happens once, when the other process has looked at the cart and has not decided yet. */
let meanwhile: (() => Promise<unknown>) | null = null;
const { call: other } = withRoutes(() => {
  const aggregates = aggregatesOn(api.store);
  const load = aggregates.stores.load.bind(aggregates.stores);
  aggregates.stores.load = async (stream) => {
    const happens = meanwhile;
    meanwhile = null;
    await happens?.();
    return load(stream);
  };
  const ids = idsOn(noRedis, api.store);
  return routesOn(
    aggregates,
    api.store,
    ids,
    api.standIn.provider(),
    new ScriptedMenuServiceProbe(),
    personalDataInMemory(),
  );
});

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' });
});

/** A cart with a menu at each of these prices. */
const cartWith = async (...prices: readonly number[]): Promise<number> => {
  const { cartId } = await done(201, 'POST', '/mycart/2002/create');
  for (const price of prices)
    await done(200, 'POST', `/mycart/${Number(cartId)}/menu/${await onSale(2002, price)}/add`);
  return Number(cartId);
};
const attemptsOf = async (cartId: number) =>
  (await api.store.read(cartStream(cartId))).flatMap(({ type, data }) => (type === 'CartOrdered' ? [data] : []));

test('an order with a key, while another attempt is declined, is the attempt that it becomes, and is answered again', async () => {
  const cartId = await cartWith(10, 0.01);
  const order = `/mycart/${cartId}/order`;
  meanwhile = async () => {
    await done(402, 'POST', order);
    await done(200, 'DELETE', `/mycart/${cartId}/lines/2`);
  };
  const key = { 'Idempotency-Key': 'the-other-tab' };
  const ordered = await other('POST', order, {}, key);
  expect(ordered).toMatchObject({ status: 201, body: { total: 10 } });
  expect(await attemptsOf(cartId)).toMatchObject([{ attempt: 1 }, { attempt: 2, total: 1_000 }]);
  expect(await call('POST', order, {}, key)).toMatchObject({ status: 201, body: ordered.body });
  expect(await call('POST', order, { total: 10 }, key)).toMatchObject({ status: 422 });
});

test('what another tab adds in between is ordered with the rest, for it is on sale', async () => {
  const [cartId, menuId] = [await cartWith(10), await onSale(2002, 5)];
  meanwhile = () => done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
  expect(await other('POST', `/mycart/${cartId}/order`)).toMatchObject({ status: 201, body: { total: 15 } });
});

test('and is not, where the total of before is what was shown', async () => {
  const [cartId, menuId] = [await cartWith(10), await onSale(2002, 5)];
  meanwhile = () => done(200, 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
  const outdated = await other('POST', `/mycart/${cartId}/order`, { total: 10 });
  expect(outdated).toMatchObject({ status: 409, body: { code: 'CART_OUTDATED', differences: [], total: 15 } });
});
