import { cartStream, orderStream, paymentStream, receiptsStream } from '@doremi/domain';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { refundProcess } from '../checkout/refund-process.js';
import { once } from '../command-handler/testing/counter.js';
import { answering, withCommandApi } from '../testing/command-api.js';
import { inMemory } from '../testing/in-memory.js';

const api = withCommandApi(answering, inMemory(), { currency: 'KRW', taxRate: 10 });
const { done, refused, filledCart } = api;

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: '강남', timezone: 'Asia/Seoul' });
});

const ordered = async (price: number): Promise<number> => {
  const cartId = await filledCart(2002, price);
  await done(201, 'POST', `/mycart/${cartId}/order`, { total: price });
  return cartId;
};
const eventsOf = async (stream: string) => Object.fromEntries((await api.store.read(stream)).map((e) => [e.type, e]));

describe('in a currency without decimals', () => {
  const card = { menuName: 'bulgogi', menuType: 'pizza', description: 'with beef' };
  const group = (priceDelta: unknown) => [
    { groupId: 'size', name: 'Size', options: [{ optionId: 'large', name: 'Large', priceDelta }] },
  ];

  test.each([150.5, '150.5', 0.01, '0.10'])('an amount of %p is refused', async (price) => {
    const { body } = await refused(400, 'FIELDS_INVALID', 'POST', '/menus', { ...card, price });
    expect(body.errors).toEqual([expect.objectContaining({ field: 'price', code: 'MONEY' })]);
  });

  test.each([150, 150.0, '150', '150.0', '150.00'])('%p is one: zeros are no decimals', async (price) => {
    expect(await done(201, 'POST', '/menus', { ...card, price })).toMatchObject({ price: 150 });
  });

  test('so is what an option adds, a part of a payment, and a total', async () => {
    const priced = (priceDelta: unknown) => ({ ...card, price: 15_000, optionGroups: group(priceDelta) });
    await done(201, 'POST', '/menus', priced('-500.0'));
    await refused(400, 'FIELDS_INVALID', 'POST', '/menus', priced(-0.5));
    const cartId = await ordered(15_000);
    const refund = `/payments/${cartId}/refund`;
    await refused(400, 'FIELDS_INVALID', 'POST', refund, { amount: 0.5, reason: 'cold' });
    await refused(400, 'FIELDS_INVALID', 'POST', `/mycart/${cartId}/order`, { total: 15_000.5 });
  });
});

test('currency and tax are fixed when it is ordered, and every later step copies them', async () => {
  const cartId = await ordered(15_000);
  const terms = { currency: 'KRW', tax: { rate: 10, net: 1_363_600, tax: 136_400 }, total: 1_500_000 };
  const { CartOrdered, CartPaid } = await eventsOf(cartStream(cartId));
  const { OrderReceived } = await eventsOf(orderStream(cartId));
  for (const event of [CartOrdered, CartPaid, OrderReceived]) expect(event?.data).toMatchObject(terms);
  const { PaymentRequested } = await eventsOf(paymentStream(cartId));
  expect(PaymentRequested?.data).toMatchObject({ amount: 1_500_000, currency: 'KRW', taxRate: 10 });
});

test('refunds say by whom, and what of them is tax: together that of the total', async () => {
  const cartId = await ordered(9_999);
  const stream = paymentStream(cartId);
  for (const amount of [3_333, 1, undefined]) {
    await done(200, 'POST', `/payments/${cartId}/refund`, { ...(amount && { amount }), reason: 'cold' });
    const [asked] = (await api.store.read(stream)).slice(-1);
    const { refundId } = asked?.data as { refundId: string };
    await refundProcess(aggregatesOn(api.store), api.standIn.provider())({ paymentId: cartId, refundId }, once());
  }
  const back = (await api.store.read(stream)).filter(({ type }) => type === 'PaymentRefunded').map(({ data }) => data);
  expect(back).toMatchObject([
    { amount: 333_300, net: 303_000, tax: 30_300, by: 'anonymous', reason: 'cold' },
    { amount: 100, net: 100, tax: 0, by: 'anonymous' },
    { amount: 666_500, net: 605_900, tax: 60_600, by: 'anonymous' },
  ]);
  // 9,999 at 10%: 9,090 and 909.
  expect(303_000 + 100 + 605_900).toBe(909_000);
});

test('orders are numbered per store and business day, from 1, in the order in which they were paid', async () => {
  await done(201, 'POST', '/stores', { storeId: 2003, storeName: 'Busan', timezone: 'Asia/Seoul' });
  const numbers: unknown[] = [];
  for (let n = 0; n < 3; n++) {
    const cartId = await filledCart(2003, 15_000);
    await done(201, 'POST', `/mycart/${cartId}/order`);
    const { OrderReceived } = await eventsOf(orderStream(cartId));
    numbers.push((OrderReceived?.data as { orderNumber: number }).orderNumber);
    const { businessDay } = OrderReceived?.data as { businessDay: string };
    const given = await api.store.read(receiptsStream(2003, businessDay));
    expect(given.at(-1)?.data).toEqual({ storeId: 2003, businessDay, number: n + 1, orderId: cartId });
  }
  expect(numbers).toEqual([1, 2, 3]);
});

test('a card is declined by the last two digits of won, where there are no cents', async () => {
  const cartId = await filledCart(2002, 15_001);
  await refused402(`/mycart/${cartId}/order`);
});

const refused402 = async (path: string): Promise<void> => {
  const { status, body } = await api.call('POST', path);
  expect({ status, code: body.code, reason: body.reason }).toEqual({
    ...{ status: 402, code: 'PAYMENT_DECLINED', reason: 'CARD_DECLINED' },
  });
};
