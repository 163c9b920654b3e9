import { cancelledRefundId, cartStream, ORDER_CANCELLED, orderStream, paymentStream } from '@doremi/domain';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { once } from '../command-handler/testing/counter.js';
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

/** What whenOrderCancelled does. */
const policyAsksBack = async (paymentId: number) => {
  const { payments } = aggregatesOn(api.store);
  const [stream, refundId] = [paymentStream(paymentId), cancelledRefundId(paymentId)];
  const back = { type: 'RequestRefund', refundId, reason: ORDER_CANCELLED, by: 'anonymous' } as const;
  await payments.handle(stream, back, once());
  return { payments, stream, refundId };
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
  await done(200, 'POST', `/myorder/${refund.split('/')[2]}/cooking/start`);
  expect(await done(200, 'POST', refund, { reason: 'cold' })).toMatchObject({ refundable: 0 });
  await refused(409, 'REFUND_TOO_HIGH', 'POST', refund, { reason: 'cold' });
});

test('all that is left cancels an order that nobody cooks yet, and takes the refund of that cancellation', async () => {
  const refund = await paid();
  const [, , orderId] = refund.split('/');
  const all = await done(200, 'POST', refund, { reason: 'by mistake' });
  expect(all).toMatchObject({
    refunds: [{ refundId: `${orderId}-cancelled`, reason: 'ORDER_CANCELLED', amount: 150 }],
  });
  const events = await api.store.read(orderStream(Number(orderId)));
  expect(events.at(-1)).toMatchObject({ type: 'OrderCancelled', data: { reason: { keyId: expect.any(String) } } });
  const { body } = await refused(409, 'REFUND_TOO_HIGH', 'POST', refund, { reason: 'by mistake' });
  expect(body).toMatchObject({ left: 0 });
});

test('of several who ask for all that is left at the same moment one is answered that it goes back', async () => {
  const refund = await paid();
  const asked = { amount: 150, reason: 'by mistake' };
  const keys = Array.from({ length: 5 }, (_, index) => ({ 'Idempotency-Key': `at-once-${index}-${refund}` }));
  const answers = () => Promise.all(keys.map((key) => api.call('POST', refund, asked, key)));
  const first = await answers();
  expect(first.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  for (const { status, body } of first)
    expect(body).toMatchObject(status === 200 ? { refundable: 0 } : { code: 'REFUND_TOO_HIGH', left: 0 });
  const told = ({ status, body }: (typeof first)[number]) => [status, body.refunds ?? body.code];
  expect((await answers()).map(told)).toEqual(first.map(told));
});

test('whoever cancelled the order and was not answered is told so again, though the policy asked for its refund', async () => {
  const refund = await paid();
  const paymentId = Number(refund.split('/')[2]);
  const asked = [refund, { amount: 150, reason: 'by mistake' }, { 'Idempotency-Key': `unanswered-${refund}` }] as const;
  const append = api.store.append.bind(api.store);
  const away = jest
    .spyOn(api.store, 'append')
    .mockImplementation((stream, ...rest) =>
      stream === paymentStream(paymentId) ? Promise.reject(new EngineUnavailable()) : append(stream, ...rest),
    );
  await done(503, 'POST', ...asked);
  away.mockRestore();
  await policyAsksBack(paymentId);
  expect(await done(200, 'POST', ...asked)).toMatchObject({ refunds: [{ refundId: `${paymentId}-cancelled` }] });
  await refused(409, 'REFUND_TOO_HIGH', 'POST', refund, { reason: 'by mistake' });
});

test('what a cancelled order paid goes back by its cancellation; where that failed for good, head office asks again', async () => {
  const refund = await paid();
  const [, , orderId] = refund.split('/');
  await done(200, 'POST', `/myorder/${orderId}/cancel`, { reason: 'too late' });
  await refused(409, 'REFUND_TOO_HIGH', 'POST', refund, { amount: 150, reason: 'by mistake' });
  const { refundId, stream, payments } = await policyAsksBack(Number(orderId));
  await payments.handle(stream, { type: 'FailRefund', refundId, code: 'CARD_CLOSED' }, once());
  const { refunds } = await done(200, 'POST', refund, { reason: 'to another card' });
  expect(refunds).toMatchObject([
    { refundId, status: 'FAILED' },
    { refundId: expect.stringMatching(`^${refundId}-`), reason: 'to another card', amount: 150, status: 'REQUESTED' },
  ]);
});

test('whoever repeats what cancelled an order is answered again, and no hash tells the reason', async () => {
  const refund = await paid();
  const key = { 'Idempotency-Key': `all-${refund}` };
  const all = await done(200, 'POST', refund, { reason: 'by mistake' }, key);
  expect(await done(200, 'POST', refund, { reason: 'by mistake' }, key)).toEqual(all);
  await refused(422, 'IDEMPOTENCY_KEY_REUSED', 'POST', refund, { reason: 'cold' }, key);
  const events = await api.store.read(paymentStream(Number(refund.split('/')[2])));
  expect(events.at(-1)).toMatchObject({
    type: 'RefundRequested',
    metadata: { requestHash: expect.stringMatching(/^[0-9a-f]{64}\.0:[0-9a-f]{64}$/) },
  });
});

test('all that is left of an order that is being cooked is a refund only; so is a part of any', async () => {
  const cooking = await paid();
  const [, , orderId] = cooking.split('/');
  await done(200, 'POST', `/myorder/${orderId}/cooking/start`);
  expect(await done(200, 'POST', cooking, { reason: 'late' })).toMatchObject({
    refunds: [{ reason: 'late', amount: 150 }],
  });
  const some = await paid();
  expect(await done(200, 'POST', some, { reason: 'cold', amount: 149.99 })).toMatchObject({
    refunds: [{ reason: 'cold' }],
  });
  for (const path of [cooking, some]) {
    const events = await api.store.read(orderStream(Number(path.split('/')[2])));
    expect(events.map(({ type }) => type)).not.toContain('OrderCancelled');
  }
});

test('before the store has the order there is nothing to refund', async () => {
  const cartId = await filledCart(2002, 150);
  const { payments, carts } = aggregatesOn(api.store);
  const ids = { paymentId: cartId, cartId, storeId: 2002, customerId: 'anonymous', businessDay: '2026-01-31' };
  expect((await carts.load(cartStream(cartId))).state.status).toBe('MENUADDED');
  const stream = paymentStream(cartId);
  const request = { type: 'RequestPayment', ...ids, attempt: 1, amount: 15_000, currency: 'EUR', taxRate: 0 } as const;
  await payments.handle(stream, request, once());
  await payments.handle(stream, { type: 'RecordApproval', attempt: 1, providerReference: 'ch_x' }, once());
  const { body } = await refused(409, 'ORDER_NOT_RECEIVED', 'POST', `/payments/${cartId}/refund`, { reason: 'cold' });
  expect(body).toMatchObject({ paymentId: cartId });
});

test('a free order is paid without the payment provider', async () => {
  const cartId = await filledCart(2002, 0);
  const charges = (await api.standIn.counters()).charges;
  expect(await done(201, 'POST', `/mycart/${cartId}/order`)).toMatchObject({ cartStatus: 'PAID', total: 0 });
  expect((await api.standIn.counters()).charges).toEqual(charges);
  await refused(409, 'REFUND_TOO_HIGH', 'POST', `/payments/${cartId}/refund`, { amount: 0.01, reason: 'cold' });
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
  { reason: 'a', amount: 0 },
  { reason: 'a', amount: 49_500_000_001 },
  { reason: 'a', amount: 0.001 },
])('%j is 400', async (body) => {
  await refused(400, 'FIELDS_INVALID', 'POST', '/payments/1/refund', body);
});

test('refunds are for head office', async () => {
  for (const actor of ['store:2002', 'customer:alice'])
    await refused(403, 'FORBIDDEN', 'POST', '/payments/1/refund', { reason: 'x' }, { 'X-Actor': actor });
});
