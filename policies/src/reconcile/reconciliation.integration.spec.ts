import { EngineUnavailable, EventStoreMismatch } from '@doremi/event-sourcing';
import { upcast, cartStream, paymentStream } from '@doremi/domain';
import { withEventStore } from '@doremi/event-store/testing';
import { describe, expect, test } from '@jest/globals';
import type { PaymentProvider } from '@doremi/command-api';
import { around, order, withPaymentProvider } from '@doremi/command-api/testing';
import { lostLog } from './testing/lost-log.js';

const engine = withEventStore(upcast);
const standIn = withPaymentProvider();
const log = lostLog(() => engine.store, standIn);
const { ordered, charged, onPayment, onCart, paid, checkOut, open, forgotten, gone } = log;
const { reconciled, differences, resultOf, eventsOf, refundedOf, expectNothingLeft } = log;

const LOOK = { apply: false };
const APPLY = { apply: true };

const lastOf = async (cartId: number) => (await engine.store.read(paymentStream(cartId))).at(-1);
const by = (actor: unknown) => ({ metadata: { actor } });
const ledger = () => standIn.counters();
const euros = (amount: number) => ({ amount, currency: 'EUR' });

describe('ledger that the log knows', () => {
  test('are nothing to be done, refunds and declined charges included', async () => {
    await expectNothingLeft();
    const cartId = await paid();
    const asked = { refundId: `known-${cartId}`, amount: 5000, reason: 'cold', by: 'head' };
    await onPayment(cartId, { type: 'RequestRefund', ...asked });
    const reference = await charged(`${cartId}-1`, 15000);
    const answer = await standIn.provider().refund(`known-${cartId}`, reference, euros(5000));
    if (answer.outcome !== 'refunded') throw new Error(answer.outcome);
    const { providerReference } = answer;
    await onPayment(cartId, { type: 'RecordRefund', refundId: `known-${cartId}`, providerReference });
    await checkOut(await ordered(15001));
    await charged('not-one-of-ours', 700);
    const result = await resultOf(LOOK);
    expect(result).toEqual({ charges: 3, refunds: 1, underWay: 0, foreign: 1, differences: 0, done: 0 });
    await expectNothingLeft();
  });

  test('with what is being asked at this moment are nothing to be done either', async () => {
    const cartId = await open();
    const { metadata } = (await lastOf(cartId)) ?? {};
    const now = new Date(Date.parse(metadata?.occurredAt ?? '') + 14_000);
    expect(await resultOf(APPLY, { now })).toMatchObject({ underWay: 1, differences: 0 });
    expect(await eventsOf(cartId)).toEqual(['PaymentRequested']);
    expect(await differences(APPLY)).toEqual([{ key: `${cartId}-1`, found: 'ATTEMPT_OPEN', left: null }]);
  });
});

describe('a charge', () => {
  test('whose outcome is lost is recorded as approved, and the order follows', async () => {
    const cartId = await open();
    expect(await differences(LOOK)).toEqual([{ key: `${cartId}-1`, found: 'ATTEMPT_OPEN', left: undefined }]);
    expect(await eventsOf(cartId)).toEqual(['PaymentRequested']);
    expect(await differences(APPLY)).toEqual([{ key: `${cartId}-1`, found: 'ATTEMPT_OPEN', left: null }]);
    expect(await eventsOf(cartId)).toEqual(['PaymentRequested', 'PaymentApproved']);
    expect(await lastOf(cartId)).toMatchObject(by({ sub: 'oscar', roles: ['operator'] }));
    const { cart, order: made } = await checkOut(cartId);
    expect([cart.status, made.status]).toEqual(['PAID', 'ACCEPTED']);
    expect((await ledger()).charges[`${cartId}-1`]).toBe(1);
    await expectNothingLeft();
  });

  test('whose request is lost, of a cart that is ordered, is recorded with its request', async () => {
    const cartId = await ordered(15000);
    await charged(`${cartId}-1`, 15000);
    expect(await differences(APPLY)).toEqual([{ key: `${cartId}-1`, found: 'ATTEMPT_OPEN', left: null }]);
    expect(await eventsOf(cartId)).toEqual(['PaymentRequested', 'PaymentApproved']);
    const [ordering] = (await engine.store.read(cartStream(cartId))).slice(-1);
    expect((await lastOf(cartId))?.metadata.$correlationId).toBe(ordering?.metadata.$correlationId);
    expect((await checkOut(cartId)).order.status).toBe('ACCEPTED');
    await expectNothingLeft();
  });

  test('that the log has as declined is recorded, and its money goes back', async () => {
    const cartId = await open();
    await onPayment(cartId, { type: 'RecordDecline', attempt: 1, code: 'PROVIDER_UNAVAILABLE' });
    expect(await differences(APPLY)).toEqual([{ key: `${cartId}-1`, found: 'ATTEMPT_DECLINED', left: null }]);
    const refund = ['PaymentApproved', 'RefundRequested', 'PaymentRefunded'];
    expect(await eventsOf(cartId)).toEqual(['PaymentRequested', 'PaymentDeclined', ...refund]);
    expect((await ledger()).refunds[`${cartId}-1-abandoned`]).toBe(1);
    await expectNothingLeft();
  });

  test('of an attempt that is lost is closed and paid back: its number never pays for another order', async () => {
    const cartId = await forgotten(15000);
    expect(await differences(LOOK)).toEqual([{ key: `${cartId}-1`, found: 'ATTEMPT_UNKNOWN', left: undefined }]);
    expect(await differences(APPLY)).toEqual([{ key: `${cartId}-1`, found: 'ATTEMPT_UNKNOWN', left: null }]);
    expect(await refundedOf(`${cartId}-1`)).toBe(15000);
    const [request] = await engine.store.read(paymentStream(cartId));
    expect(request?.data).toMatchObject({
      storeId: 2002,
      customerId: 'alice',
      businessDay: expect.stringMatching(/^20/),
    });

    // The customer orders again: the first attempt says why it is none, the second one is charged.
    const menus = { 1: { revision: 1, price: 15000, optionGroups: [], soldOut: [] } };
    const again = { ...order, by: { sub: 'alice', roles: ['customer'] }, menus };
    await onCart(cartId, again);
    const first = await checkOut(cartId);
    expect([first.cart.status, first.payment.attempts[0]?.code]).toEqual(['MENUADDED', 'ATTEMPT_LOST']);
    await onCart(cartId, { ...again, attempt: 2 });
    expect((await checkOut(cartId)).order.status).toBe('ACCEPTED');
    const { charges } = await ledger();
    expect([charges[`${cartId}-1`], charges[`${cartId}-2`], await refundedOf(`${cartId}-2`)]).toEqual([1, 1, 0]);
    await expectNothingLeft();
  });

  test('of an attempt that is lost is closed with what went back of it, and only the rest is paid back', async () => {
    const cartId = await forgotten(15000);
    const reference = await charged(`${cartId}-1`, 15000);
    await standIn.provider().refund(`${cartId}-part`, reference, euros(4000));
    expect(await differences(APPLY)).toEqual([{ key: `${cartId}-1`, found: 'ATTEMPT_UNKNOWN', left: null }]);
    expect((await lastOf(cartId))?.data).toMatchObject({ refundId: `${cartId}-1-lost`, amount: 11000 });
    expect(await refundedOf(`${cartId}-1`)).toBe(15000);
    await expectNothingLeft();
  });

  test('of a cart that is lost is paid back, and the log is left alone', async () => {
    const [all, part] = [await gone(15000), await gone(8000)];
    await standIn.provider().refund(`${part}-part`, await charged(`${part}-1`, 8000), euros(3000));
    const end = await engine.store.end();
    expect(await differences(APPLY)).toEqual([
      { key: `${all}-1`, found: 'CART_UNKNOWN', left: null },
      { key: `${part}-1`, found: 'CART_UNKNOWN', left: null },
    ]);
    expect([await refundedOf(`${all}-1`), await refundedOf(`${part}-1`)]).toEqual([15000, 8000]);
    expect(await engine.store.end()).toBe(end);
    await expectNothingLeft();
  });

  test('whose number was given again to another amount is paid back, and that attempt is closed: it can never be charged', async () => {
    const cartId = await forgotten(15000);
    await onCart(cartId, {
      type: 'AddMenu',
      by: { sub: 'alice', roles: ['customer'] },
      menuId: 1,
      revision: 1,
      menuName: 'p',
      unitPrice: 15000,
      options: [],
      quantity: 1,
    });
    await onCart(cartId, {
      ...order,
      by: { sub: 'alice', roles: ['customer'] },
      menus: { 1: { revision: 1, price: 15000, optionGroups: [], soldOut: [] } },
    });
    expect((await checkOut(cartId)).cart.status).toBe('ORDERED');
    expect(await differences(APPLY)).toEqual([{ key: `${cartId}-1`, found: 'AMOUNT_DIFFERS', left: null }]);
    expect(await refundedOf(`${cartId}-1`)).toBe(15000);
    const { cart, payment } = await checkOut(cartId);
    expect([cart.status, payment.attempts[0]?.code]).toEqual(['MENUADDED', 'ATTEMPT_LOST']);
    await expectNothingLeft();
  });
});

describe('a refund', () => {
  /** Of a paid cart the payment provider gave something back, and the log does not know. */
  const back = async (cartId: number, refundId: string, amount: number): Promise<void> => {
    const answer = await standIn.provider().refund(refundId, await charged(`${cartId}-1`, 15000), euros(amount));
    if (answer.outcome !== 'refunded') throw new Error(answer.outcome);
  };

  test('that the log does not have is recorded, and said of an order that somebody works at', async () => {
    const cartId = await paid();
    await back(cartId, `${cartId}-cancelled`, 15000);
    const lines = await reconciled(APPLY);
    expect(lines[0]).toMatchObject({
      difference: { of: 'refund', key: `${cartId}-cancelled`, found: 'REFUND_UNKNOWN', order: 'ACCEPTED' },
      left: null,
    });
    expect((await eventsOf(cartId)).slice(2)).toEqual(['RefundRequested', 'PaymentRefunded']);
    const last = await lastOf(cartId);
    expect(last).toMatchObject(by({ sub: 'oscar', roles: ['operator'] }));
    expect(last?.data).toMatchObject({ reason: 'ORDER_CANCELLED', amount: 15000, refundId: `${cartId}-cancelled` });
    await expectNothingLeft();
  });

  test.each([
    ['nobody wrote down what came of', 'REFUND_OPEN'],
    ['the log has as failed', 'REFUND_FAILED'],
  ])('that %s it is recorded for the reason it was asked for', async (_, found) => {
    const cartId = await paid();
    const refundId = `${found}-${cartId}`;
    await onPayment(cartId, { type: 'RequestRefund', refundId, amount: 5000, reason: 'cold', by: 'head' });
    await back(cartId, refundId, 5000);
    if (found === 'REFUND_FAILED') await onPayment(cartId, { type: 'FailRefund', refundId, code: 'HTTP_429' });
    expect(await differences(APPLY)).toEqual([{ key: refundId, found, left: null }]);
    expect(await lastOf(cartId)).toMatchObject({ type: 'PaymentRefunded', data: { refundId, reason: 'cold' } });
    await expectNothingLeft();
  });

  test('of a charge that the log is about to know is told, and recorded after it', async () => {
    const cartId = await open();
    await back(cartId, `early-${cartId}`, 4000);
    const found = (left?: null) => [
      { key: `${cartId}-1`, found: 'ATTEMPT_OPEN', left },
      { key: `early-${cartId}`, found: 'REFUND_UNKNOWN', left },
    ];
    expect(await differences(LOOK)).toEqual(found());
    expect(await differences(APPLY)).toEqual(found(null));
    expect(await lastOf(cartId)).toMatchObject({
      type: 'PaymentRefunded',
      data: { amount: 4000, reason: 'REFUND_LOST' },
    });
    await expectNothingLeft();
  });
});

describe('what cannot be done', () => {
  const answering = (refund: Partial<PaymentProvider>): PaymentProvider => ({ ...standIn.provider(), ...refund });

  test.each<[string, Partial<PaymentProvider>, string]>([
    ['without an answer', { refund: () => Promise.resolve({ outcome: 'unknown' }) }, 'NO_ANSWER'],
    ['refused', { refund: () => Promise.resolve({ outcome: 'failed', code: 'CLOSED' }) }, 'CLOSED'],
  ])('is left with the reason, and done another time: a refund %s', async (_, refund, left) => {
    const cartId = await gone();
    const found = { key: `${cartId}-1`, found: 'CART_UNKNOWN' };
    expect(await differences(APPLY, { provider: answering(refund) })).toEqual([{ ...found, left }]);
    expect(await resultOf(APPLY, { provider: answering(refund) })).toMatchObject({ differences: 1, done: 0 });
    expect(await differences(APPLY)).toEqual([{ ...found, left: null }]);
    await expectNothingLeft();
  });

  test('is asked for by the log from then on, where the log knows the cart', async () => {
    const cartId = await forgotten();
    const provider = answering({ refund: () => Promise.resolve({ outcome: 'unknown' }) });
    expect(await differences(APPLY, { provider })).toEqual([
      { key: `${cartId}-1`, found: 'ATTEMPT_UNKNOWN', left: 'NO_ANSWER' },
    ]);
    expect((await eventsOf(cartId)).at(-1)).toBe('RefundRequested');
  });

  test('stops it: the event store or the ledger are away', async () => {
    const cartId = await gone();
    const away = around(engine.store, () => Promise.reject(new EngineUnavailable('away')));
    await expect(reconciled(APPLY, { eventStore: away })).rejects.toThrow(EngineUnavailable);
    expect(await refundedOf(`${cartId}-1`)).toBe(0);
    expect(await differences(APPLY)).toEqual([{ key: `${cartId}-1`, found: 'CART_UNKNOWN', left: null }]);
  });
});

test('nothing is done while the log is not the one that was read; it may be looked at', async () => {
  const cartId = await gone();
  const mayApply = () => Promise.reject(new EventStoreMismatch('another one'));
  expect(await differences(LOOK, { mayApply })).toHaveLength(1);
  await expect(reconciled(APPLY, { mayApply })).rejects.toThrow(EventStoreMismatch);
  expect(await refundedOf(`${cartId}-1`)).toBe(0);
  expect(await differences(APPLY)).toHaveLength(1);
});

test('what moved before the time that was asked for is left alone', async () => {
  const cartId = await gone();
  const since = new Date(Date.now() + 60_000).toISOString();
  expect(await resultOf({ apply: true, since })).toMatchObject({ charges: 0, refunds: 0, differences: 0 });
  expect(await refundedOf(`${cartId}-1`)).toBe(0);
  expect(await differences({ apply: true, since: '2020-01-01T00:00:00.000Z' })).toHaveLength(1);
});

test('a charge that is recorded with another amount is for somebody to look at', async () => {
  const cartId = await ordered(100);
  const reference = await charged(`${cartId}-1`, 20000);
  const ids = { paymentId: cartId, cartId, storeId: 2002, customerId: 'alice', businessDay: '2026-01-31' };
  await onPayment(cartId, { type: 'RequestPayment', ...ids, attempt: 1, ...euros(100), taxRate: 0 });
  await onPayment(cartId, { type: 'RecordApproval', attempt: 1, providerReference: reference });
  expect(await differences(APPLY)).toEqual([{ key: `${cartId}-1`, found: 'AMOUNT_DIFFERS', left: 'AMOUNT_DIFFERS' }]);
  expect(await resultOf(APPLY)).toMatchObject({ differences: 1, done: 0 });
  expect(await refundedOf(`${cartId}-1`)).toBe(0);
});
