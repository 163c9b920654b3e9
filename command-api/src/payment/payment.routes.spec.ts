import { paymentStream } from '@doremi/shared/events/streams';
import { beforeAll, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { done, refused, filledCart } = api;

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' });
});
const paid = async (): Promise<string> => {
  const cartId = await filledCart(2002, 150);
  await done(201, 'POST', `/mycart/${cartId}/order`);
  return `/payments/${cartId}/refund`;
};

test('a payment is refunded in parts, and never beyond what was paid', async () => {
  const refund = await paid();
  expect(await done(200, 'POST', refund, { amount: '50.5', reason: 'cold' })).toMatchObject({
    status: 'REFUNDING',
    refundable: 99.5,
    refunds: [{ amount: 50.5, status: 'REQUESTED' }],
  });
  const { body } = await refused(409, 'REFUND_TOO_HIGH', 'POST', refund, { amount: 99.51, reason: 'cold' });
  expect(body).toMatchObject({ left: 99.5 });
  expect(await done(200, 'POST', refund, { reason: 'cold' })).toMatchObject({ refundable: 0 });
  await refused(409, 'REFUND_TOO_HIGH', 'POST', refund, { reason: 'cold' });
});

test('with a key it is refunded once', async () => {
  const refund = await paid();
  const key = { 'Idempotency-Key': 'refund-key-1' };
  const first = await done(200, 'POST', refund, { amount: 10, reason: 'cold' }, key);
  expect(await done(200, 'POST', refund, { amount: 10, reason: 'cold' }, key)).toEqual(first);
  const events = await api.store.read(paymentStream(Number(first.paymentId)));
  expect(events.filter(({ type }) => type === 'RefundRequested')).toHaveLength(1);
});

test('what was never paid is not refunded', async () => {
  await refused(404, 'PAYMENT_NOT_FOUND', 'POST', '/payments/99999/refund', { reason: 'cold' });
  const cartId = await filledCart(2002, 150.01);
  await api.call('POST', `/mycart/${cartId}/order`);
  const { body } = await refused(409, 'PAYMENT_NOT_APPROVED', 'POST', `/payments/${cartId}/refund`, { reason: 'cold' });
  expect(body).toMatchObject({ status: 409, currentStatus: 'DECLINED' });
});

test.each([
  {},
  { reason: '' },
  { reason: 'a', amount: -1 },
  { reason: 'a', amount: null },
  { reason: 'a', amount: 0.001 },
])('%j is 400', async (body) => {
  await refused(400, 'FIELDS_INVALID', 'POST', '/payments/1/refund', body);
});

test('refunds are for head office', async () => {
  for (const actor of ['store:2002', 'customer:alice'])
    await refused(403, 'FORBIDDEN', 'POST', '/payments/1/refund', { reason: 'x' }, { 'X-Actor': actor });
});
