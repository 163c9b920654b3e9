import { cartStream, DEFAULT_SETTINGS, orderStream, paymentStream, receiptsStream } from '@doremi/domain';
import { type EventStore, WrongExpectedRevision } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { businessDay } from '../cart/testing/cart.samples.js';
import { around } from '../command-handler/testing/around.js';
import { once } from '../command-handler/testing/counter.js';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';
import { withMemoryEventStore } from '../testing/in-memory.js';
import { givenPaymentProviderInMemory } from '../testing/payment-provider-in-memory.js';
import { checkoutProcess, type CheckoutResult } from './checkout-process.js';
import { orderedCarts } from './testing/ordered-carts.js';

const engine = withMemoryEventStore();
const standIn = givenPaymentProviderInMemory();
const EUR = { currency: 'EUR', taxRate: 19 };
const { ordered, reorder } = orderedCarts(() => engine.store);

/** Checks out as a process that just started. */
const checkOut = (cartId: number, provider = standIn.provider()): Promise<CheckoutResult> =>
  checkoutProcess(aggregatesOn(engine.store), provider)(cartId, once());

const typesIn = async (stream: string): Promise<string[]> => (await engine.store.read(stream)).map(({ type }) => type);
const chargesOf = async (cartId: number, attempt = 1) =>
  (await standIn.counters()).charges[`${cartId}-${attempt}`] ?? 0;

describe('checking out an ordered cart', () => {
  test('charges it, confirms it, and hands the order to the store', async () => {
    const cartId = await ordered(15000);
    const { cart, payment, order, position } = await checkOut(cartId);
    expect(cart).toMatchObject({ status: 'PAID', total: 15000 });
    expect(payment.attempts).toMatchObject([{ attempt: 1, status: 'APPROVED', amount: 15000 }]);
    expect(order).toMatchObject({
      status: 'ACCEPTED',
      orderId: cartId,
      paymentId: cartId,
      customerId: 'alice',
      total: 15000,
    });
    expect(await chargesOf(cartId)).toBe(1);
    const [received] = await engine.store.read(orderStream(cartId));
    expect(position).toBe(received?.position);
    const [paid] = (await engine.store.read(cartStream(cartId))).slice(-1);
    expect(paid?.type).toBe('CartPaid');
    expect(received?.data).toMatchObject({ paidAt: paid?.metadata.occurredAt, businessDay: '2026-01-31' });
  });

  test('again changes nothing', async () => {
    const cartId = await ordered(15000);
    const first = await checkOut(cartId);
    const end = await engine.store.end();
    expect(await checkOut(cartId)).toEqual(first);
    expect(await engine.store.end()).toBe(end);
  });

  test('that is declined opens it again, and the next attempt may pay', async () => {
    const cartId = await ordered(15001);
    const { cart, payment, order } = await checkOut(cartId);
    expect(cart.status).toBe('MENUADDED');
    expect(payment.attempts).toMatchObject([{ status: 'DECLINED', code: 'CARD_DECLINED' }]);
    expect(order.status).toBe('NONE');
    await reorder(cartId, 15001);
    expect((await checkOut(cartId)).payment.attempts).toHaveLength(2);
    expect(await chargesOf(cartId)).toBe(0);
  });

  test.each([
    ['is cut', 15002],
    ['is too slow', 15003],
  ])('whose answer %s waits, and is known by asking again', async (_, amount) => {
    const cartId = await ordered(amount);
    const waiting = await checkOut(cartId);
    expect(waiting).toMatchObject({ cart: { status: 'ORDERED' }, order: { status: 'NONE' } });
    expect(waiting.payment.attempts).toMatchObject([{ status: 'UNKNOWN' }]);
    expect(await checkOut(cartId)).toMatchObject({ cart: { status: 'PAID' }, order: { status: 'ACCEPTED' } });
    expect(await chargesOf(cartId)).toBe(1);
  });

  test('while the payment provider is away opens it again: surely nothing was charged', async () => {
    const cartId = await ordered(15004);
    const { cart, payment } = await checkOut(cartId);
    expect(cart.status).toBe('MENUADDED');
    expect(payment.attempts).toMatchObject([{ status: 'DECLINED', code: 'PROVIDER_UNAVAILABLE' }]);
    expect(await chargesOf(cartId)).toBe(0);
  });

  test('that somebody may have charged before is never taken for "not charged"', async () => {
    const cartId = await ordered(15004);
    const { payments } = aggregatesOn(engine.store);
    const ids = { paymentId: cartId, cartId, storeId: 2002, customerId: 'alice', businessDay: '2026-01-31' };
    const request = { type: 'RequestPayment', ...ids, attempt: 1, amount: 15004, ...EUR } as const;
    await payments.handle(paymentStream(cartId), request, once());
    for (let n = 0; n < 2; n++)
      expect(await checkOut(cartId)).toMatchObject({
        cart: { status: 'ORDERED' },
        payment: { attempts: [{ status: 'UNKNOWN' }] },
      });
    expect(await typesIn(paymentStream(cartId))).toEqual(['PaymentRequested', 'PaymentOutcomeUnknown']);
  });

  test('asks nobody to pay for an attempt that was closed while it looked', async () => {
    const cartId = await ordered(15000);
    const { payments } = aggregatesOn(engine.store);
    const stream = paymentStream(cartId);
    const ids = { paymentId: cartId, cartId, storeId: 2002, customerId: 'alice', businessDay: '2026-01-31' };
    await payments.handle(stream, { type: 'RequestPayment', ...ids, attempt: 1, amount: 15000, ...EUR }, once());
    const aggregates = aggregatesOn(engine.store);
    const handle = aggregates.payments.handle.bind(aggregates.payments);
    aggregates.payments.handle = async (...args) => {
      if (args[1].type === 'RecordUnknown')
        await payments.handle(stream, { type: 'RecordNotCharged', attempt: 1 }, once());
      return handle(...args);
    };
    const { cart } = await checkoutProcess(aggregates, standIn.provider())(cartId, once());
    expect(cart.status).toBe('MENUADDED');
    expect(await chargesOf(cartId)).toBe(0);
  });

  test('twice at once is one charge and one order', async () => {
    for (const amount of [15000, 15002]) {
      const cartId = await ordered(amount);
      await Promise.all([checkOut(cartId), checkOut(cartId), checkOut(cartId)]);
      expect(await checkOut(cartId)).toMatchObject({ cart: { status: 'PAID' }, order: { status: 'ACCEPTED' } });
      expect(await chargesOf(cartId)).toBe(1);
      for (const [stream, type] of [
        [cartStream(cartId), 'CartPaid'],
        [paymentStream(cartId), 'PaymentRequested'],
        [paymentStream(cartId), 'PaymentApproved'],
        [orderStream(cartId), 'OrderReceived'],
      ] as const)
        expect((await typesIn(stream)).filter((one) => one === type)).toHaveLength(1);
    }
  });

  test('is answered by the store once, though its settings change while two hand it over', async () => {
    const ways = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const cartId = await ordered(15000);
      const asked = aggregatesOn(engine.store);
      const load = asked.stores.load.bind(asked.stores);
      asked.stores.load = async (stream) => {
        const snapshot = await load(stream);
        for (let turn = 0; turn < round; turn++) await Promise.resolve();
        return { ...snapshot, state: { ...snapshot.state, settings: { ...DEFAULT_SETTINGS, autoAccept: false } } };
      };
      const other = () => checkoutProcess(asked, standIn.provider())(cartId, once());
      const [{ order }, { order: same }] = await Promise.all(
        round % 2 ? [checkOut(cartId), other()] : [other(), checkOut(cartId)],
      );
      expect(same).toEqual(order);
      const types = await typesIn(orderStream(cartId));
      expect(types).toEqual(order.acceptBy === null ? ['OrderReceived', 'OrderAccepted'] : ['OrderReceived']);
      ways.add(types.join(' '));
    }
    expect(ways.size).toBe(2);
  });

  test('asks for the money back where the approval came when the cart had gone on', async () => {
    const cartId = await ordered(15004);
    await checkOut(cartId);
    const { payments } = aggregatesOn(engine.store);
    const late = { type: 'RecordApproval', attempt: 1, providerReference: 'ch_late' } as const;
    await payments.handle(paymentStream(cartId), late, once());
    for (let n = 0; n < 2; n++) {
      const { cart, payment } = await checkOut(cartId);
      expect(cart.status).toBe('MENUADDED');
      expect(payment.refunds).toMatchObject([
        { refundId: `${cartId}-1-abandoned`, amount: 15004, status: 'REQUESTED' },
      ]);
    }
  });

  test('a cart that is not ordered is left alone', async () => {
    const end = await engine.store.end();
    expect(await checkOut(999_999)).toMatchObject({ cart: { status: 'NONE' }, payment: { attempts: [] } });
    expect(await engine.store.end()).toBe(end);
  });

  test('of many at once, in several processes, gives each a number of its own, without a gap', async () => {
    const carts: number[] = [];
    for (let n = 0; n < 24; n++) carts.push(await ordered(15000));
    const handlers = Array.from({ length: 4 }, () => checkoutProcess(aggregatesOn(engine.store), standIn.provider()));
    const results = await Promise.all(
      // Each cart by two of them: whoever comes second finds the number.
      carts.flatMap((cartId, index) => [0, 1].map((more) => handlers[(index + more) % 4]!(cartId, once()))),
    );
    const given = await engine.store.read(receiptsStream(2002, businessDay));
    expect(given.map(({ data }) => (data as { number: number }).number)).toEqual(given.map((_, index) => index + 1));
    const numbers = new Map(results.map(({ cart, order }) => [cart.cartId, order.orderNumber]));
    expect([...new Set(numbers.values())]).toHaveLength(carts.length);
  });

  test('never fails over its number: outrun by others, it is tried again until it is through', async () => {
    const cartId = await ordered(15000);
    let left = 25;
    const outrun: EventStore = {
      ...around(engine.store, (_, go) => go()),
      append: (stream, ...rest) =>
        stream.startsWith('receipts-') && left-- > 0
          ? Promise.reject(new WrongExpectedRevision('somebody else'))
          : engine.store.append(stream, ...rest),
    };
    const { order } = await checkoutProcess(aggregatesOn(outrun), standIn.provider())(cartId, once());
    expect(order).toMatchObject({ status: 'ACCEPTED', orderNumber: expect.any(Number) });
    expect(left).toBeLessThan(0);
  });

  test('gives nobody a number that somebody has whose order is lost', async () => {
    const cartId = await ordered(15000);
    const stream = receiptsStream(2002, businessDay);
    const before = (await engine.store.read(stream)).length;
    const givenOut = (of: string): number => (of === stream ? before + 2 : 0);
    const { order } = await checkoutProcess(aggregatesOn(engine.store), standIn.provider(), givenOut)(cartId, once());
    expect(order.orderNumber).toBe(before + 3);
    const given = (await engine.store.read(stream)).slice(before);
    expect(given.map(({ type }) => type)).toEqual(['ReceiptVoided', 'ReceiptVoided', 'ReceiptNumbered']);
  });

  test('that an older release ordered has no number, and is charged as that release asked for it', async () => {
    const cartId = await ordered(15000);
    const stream = cartStream(cartId);
    const [ordering] = (await engine.store.read(stream)).slice(-1);
    const old = { ...ordering?.data, currency: null, tax: null };
    const store = around(engine.store, (_, go) => go());
    const asked: unknown[] = [];
    const provider: PaymentProvider = {
      ...standIn.provider(),
      charge: (key, money) => {
        asked.push(money);
        return standIn.provider().charge(key, money);
      },
    };
    const before: EventStore = {
      ...store,
      read: async (of, ...rest) =>
        (await store.read(of, ...rest)).map((event) => (event.id === ordering?.id ? { ...event, data: old } : event)),
    };
    const { order } = await checkoutProcess(aggregatesOn(before), provider)(cartId, once());
    expect(order).toMatchObject({ status: 'ACCEPTED', orderNumber: null, currency: null, tax: null });
    expect(asked).toEqual([{ amount: 15000, currency: null }]);
    const [requested] = await engine.store.read(paymentStream(cartId));
    expect(requested?.metadata.schemaVersion).toBe(1);
  });
});
