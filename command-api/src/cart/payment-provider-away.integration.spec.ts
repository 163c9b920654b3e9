import { beforeAll, expect, test } from '@jest/globals';
import { answering, withCommandApi } from '../testing/command-api.js';
import { onStandIns } from '../testing/on-stand-ins.js';

const { call, done, refused, filledCart, standIn } = withCommandApi(answering, onStandIns());

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' });
});

test('an order while the payment provider is away is 503; once that repeats, nothing is begun', async () => {
  const carts = [];
  for (let n = 0; n < 5; n++) carts.push(await filledCart(2002, 150.04));
  for (const cartId of carts) {
    const answer = await call('POST', `/mycart/${cartId}/order`);
    expect(answer).toMatchObject({
      status: 503,
      body: { code: 'PROVIDER_UNAVAILABLE', cart: { cartStatus: 'MENUADDED' } },
    });
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(answer.headers.get('Content-Type')).toMatch('application/problem+json');
  }
  const answer = await refused(503, 'PROVIDER_UNAVAILABLE', 'POST', `/mycart/${Number(carts[0])}/order`);
  expect(answer.headers.get('Retry-After')).toBe('1');
  expect((await standIn.counters()).charges).toEqual({});
});
