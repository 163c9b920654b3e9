import { beforeEach, describe, expect, test } from '@jest/globals';
import { type CartEvent, type OrderEvent, type PaymentEvent, plainOrder, plainTerms } from '@doremi/domain';
import { positionOf, type Recorded } from '@doremi/event-sourcing';
import { allProjections } from '@doremi/projections/testing';
import type { CardLedger, History } from '../history/history.js';
import { freshFold } from '../history/fresh-fold.js';
import { openWork } from '../history/read-open-work.js';
import { nothingAcknowledged, type Acknowledged } from '../workload/acknowledged.js';
import { countsOf, findingsOf } from './verdict.js';

type Event = CartEvent | PaymentEvent | OrderEvent;
type Of<Type extends Event['type']> = Extract<Event, { type: Type }>['data'];

const DAY = '2026-01-31';
const AT = '2026-01-31T12:01:00.000Z';
const CHAIN = { currency: 'EUR', taxRate: 0 };
const line = { lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 15_000, options: [] };
const idsOf = (cartId: number) => ({ cartId, storeId: 2002, customerId: 'customer:ann' });
const attemptOf = (cartId: number, attempt: number) => ({
  ...idsOf(cartId),
  paymentId: cartId,
  businessDay: DAY,
  attempt,
  amount: 15_000,
});

/** A log, a ledger and what was told, in which everything is as it should be. */
class Scenario {
  readonly events: Recorded[] = [];
  readonly acknowledged: Acknowledged = nothingAcknowledged();
  readonly charges: { -readonly [Key in keyof CardLedger['charges'][number]]: CardLedger['charges'][number][Key] }[] =
    [];
  readonly refunds: { idempotencyKey: string; amount: number }[] = [];

  add<Type extends Event['type']>(type: Type, data: Of<Type>): void {
    const place = BigInt(this.events.length + 1);
    const position = positionOf(place, place);
    const id = String(place);
    const metadata = {
      $correlationId: id,
      $causationId: id,
      commandId: id,
      actor: { sub: 'system', roles: [] },
      occurredAt: '2026-01-31T12:00:00.000Z',
      schemaVersion: 1,
    };
    this.events.push({ type, data, id, stream: `of-${type}`, revision: 0, position, metadata });
    this.acknowledged.commands.push({ command: `POST ${type}`, position });
  }

  /** A cart with a held line, ordered, declined once, then paid. */
  paid(cartId: number): void {
    const ids = idsOf(cartId);
    const ordered = { ...ids, lines: [line], total: 15_000, ...plainTerms(15_000), businessDay: DAY };
    this.add('CartCreated', ids);
    this.add('MenuAddHeld', {
      ...ids,
      holdId: 1,
      menuId: 1,
      quantity: 1,
      reason: 'TOO_SLOW',
      expiresAt: '',
      seen: { revision: 1, unitPrice: 15_000 },
      options: [],
    });
    this.add('HeldMenuAdded', { ...ids, ...line, holdId: 1 });
    this.add('CartOrdered', { ...ordered, attempt: 1, quarter: null });
    this.add('PaymentRequested', { ...attemptOf(cartId, 1), idempotencyKey: `${cartId}-1`, ...CHAIN });
    this.add('PaymentDeclined', { ...attemptOf(cartId, 1), code: 'CARD_DECLINED' });
    this.add('CartReopened', { ...ids, attempt: 1, reason: 'CARD_DECLINED' });
    this.add('CartOrdered', { ...ordered, attempt: 2, quarter: null });
    this.add('PaymentRequested', { ...attemptOf(cartId, 2), idempotencyKey: `${cartId}-2`, ...CHAIN });
    this.add('PaymentOutcomeUnknown', attemptOf(cartId, 2));
    this.add('PaymentApproved', { ...attemptOf(cartId, 2), providerReference: 'ch_1' });
    this.add('CartPaid', { ...ordered, attempt: 2, paymentId: cartId });
    const order = { orderId: cartId, paymentId: cartId, paidAt: '2026-01-31T12:00:00.000Z' };
    this.add('OrderReceived', { ...ordered, ...plainOrder(15_000), ...order });
    this.charge(`${cartId}-2`);
    const holds = 1;
    const outcome = 'paid';
    this.acknowledged.carts.push({ ...ids, adds: 0, holds, outcome, total: 15_000, cancelled: false });
  }

  cancelled(cartId: number): void {
    const ids = { ...idsOf(cartId), orderId: cartId, paymentId: cartId };
    const refund = { ...attemptOf(cartId, 2), refundId: `r-${cartId}`, reason: 'late', by: 'customer:ann' };
    const why = { by: 'customer:ann', reason: 'late', code: 'CUSTOMER' as const, lines: [] };
    this.add('OrderCancelled', { ...ids, total: 15_000, businessDay: DAY, ...why });
    this.add('RefundRequested', refund);
    this.add('PaymentRefunded', { ...refund, net: 15_000, tax: 0, providerReference: 're_1' });
    const charge = this.charges.find(({ idempotencyKey }) => idempotencyKey === `${cartId}-2`);
    if (charge) charge.refunded = 15_000;
    this.refunds.push({ idempotencyKey: `r-${cartId}`, amount: 15_000 });
    const cart = this.acknowledged.carts.find((one) => one.cartId === cartId);
    if (cart) cart.cancelled = true;
  }

  charge(idempotencyKey: string): void {
    this.charges.push({ idempotencyKey, status: 'approved', amount: 15_000, times: 1, refunded: 0 });
  }

  /** The stream's events of one type, gone. */
  without(type: Event['type'], cartId: number): void {
    const index = this.events.findIndex(
      (event) => event.type === type && 'cartId' in event.data && event.data.cartId === cartId,
    );
    this.events.splice(index, 1);
  }

  /** Stored as they should be, for a test to spoil. */
  history(): History & { stored: (name: string) => Map<string, object> } {
    const readModels = allProjections.map((projection) => {
      const fresh = freshFold(projection, this.events);
      return { name: projection.name, stored: new Map(fresh), fresh, parked: [] as string[] };
    });
    const stored = (name: string) => readModels.find((one) => one.name === name)?.stored ?? new Map<string, object>();
    const ledger = { charges: this.charges, refunds: this.refunds, oddAnswers: { pending: 3 } };
    return { acknowledged: this.acknowledged, ledger, events: this.events, readModels, stored };
  }
}

/** The promises that are broken, by how often. */
const brokenOf = (history: History): Record<string, number> =>
  Object.fromEntries(findingsOf(history).flatMap(({ name, count }) => (count > 0 ? [[name, count]] : [])));

describe('what customers were told, held against what is there', () => {
  let scenario: Scenario;

  beforeEach(() => {
    scenario = new Scenario();
    scenario.paid(1);
    scenario.paid(2);
    scenario.cancelled(2);
  });

  test('finds nothing where all is well, and counts what happened', () => {
    const history = scenario.history();
    expect(brokenOf(history)).toEqual({});
    expect(countsOf(history)).toEqual({ orders: 2, unknowns: 2, holds: 2, refunds: 1, oddAnswers: { pending: 3 } });
    expect(openWork(history.events)).toEqual([]);
  });

  test('an order that never reached its store: lost, and paid for nothing', () => {
    scenario.without('OrderReceived', 1);
    expect(brokenOf(scenario.history())).toMatchObject({
      'acknowledged orders lost': 1,
      'paid but neither at the store nor refunded': 1,
      'other acknowledged commands lost': 1,
    });
    expect(openWork(scenario.events)).toEqual(['order 1']);
  });

  test('an order of another amount than was told', () => {
    const [cart] = scenario.acknowledged.carts;
    if (cart) cart.total = 14_900;
    expect(brokenOf(scenario.history())).toEqual({ 'acknowledged orders lost': 1 });
  });

  test('a cancellation that was acknowledged and is not there', () => {
    const [cart] = scenario.acknowledged.carts;
    if (cart) cart.cancelled = true;
    expect(brokenOf(scenario.history())).toEqual({ 'acknowledged orders lost': 1 });
  });

  test('an order that is on no board', () => {
    const history = scenario.history();
    history.stored('orderBoard').delete('1');
    expect(brokenOf(history)).toEqual({ 'acknowledged orders lost': 1, 'read models unequal to a fresh fold': 1 });
  });

  test('an order that was received twice', () => {
    const received = scenario.events.find(({ type }) => type === 'OrderReceived');
    if (received) scenario.events.push(received);
    expect(brokenOf(scenario.history())).toMatchObject({ 'orders doubled': 1 });
  });

  test('an order that was cancelled as if nobody had answered', () => {
    const ids = { ...idsOf(1), orderId: 1 };
    const said = { total: 15_000, businessDay: DAY, paymentId: 1, by: 'system', reason: 'late', lines: [] };
    scenario.add('OrderAccepted', { ...ids, promisedAt: AT, acceptedAt: AT, by: 'store' });
    scenario.add('OrderCancelled', { ...ids, ...said, code: 'NOT_ANSWERED' });
    const broken = brokenOf(scenario.history());
    // It was not to be answered by any time either.
    expect(broken['answers of stores that did not count']).toBe(2);
  });

  test('an order that nobody answered in time is work that is left open', () => {
    const received = scenario.events.find(({ type }) => type === 'OrderReceived');
    Object.assign(received?.data ?? {}, { acceptBy: '2026-01-31T12:05:00.000Z' });
    expect(openWork(scenario.events, '2026-01-31T12:05:00.000Z')).toEqual([]);
    expect(openWork(scenario.events, '2026-01-31T12:05:00.001Z')).toEqual(['answer to order 1']);
  });

  test('a cart that nobody asked for', () => {
    scenario.add('CartCreated', idsOf(3));
    expect(brokenOf(scenario.history())).toEqual({ 'orders doubled': 1 });
  });

  test('an add that is there twice, and one that is lost', () => {
    scenario.add('MenuAddedToCart', { ...idsOf(1), ...line });
    const [, cart] = scenario.acknowledged.carts;
    if (cart) cart.adds++;
    expect(brokenOf(scenario.history())).toEqual({ 'carts with adds lost or doubled': 2 });
  });

  test('a key that was charged twice', () => {
    const [charge] = scenario.charges;
    if (charge) charge.times = 2;
    expect(brokenOf(scenario.history())).toEqual({ 'charged twice': 1, 'sales off by': 15_000 });
  });

  test('a cart that two attempts paid for', () => {
    scenario.charge('1-1');
    expect(brokenOf(scenario.history())).toEqual({
      'charged twice': 1,
      'paid but neither at the store nor refunded': 1,
      'sales off by': 15_000,
    });
  });

  test('a cancelled order whose money was kept in part', () => {
    const [, charge] = scenario.charges;
    if (charge) charge.refunded = 14_999;
    expect(brokenOf(scenario.history())).toEqual({
      'paid but neither at the store nor refunded': 1,
      'sales off by': 1,
    });
  });

  test('a charge that has neither an order nor a refund', () => {
    scenario.charge('3-1');
    expect(brokenOf(scenario.history())).toEqual({
      'paid but neither at the store nor refunded': 1,
      'sales off by': 15_000,
    });
  });

  test('a refund that was asked for, or is said to be made, and that the payment provider knows nothing of', () => {
    scenario.refunds.pop();
    expect(brokenOf(scenario.history())).toEqual({ 'refunds forgotten': 1 });
    scenario.without('PaymentRefunded', 2);
    expect(brokenOf(scenario.history())).toMatchObject({ 'refunds forgotten': 1 });
    expect(openWork(scenario.events)).toEqual(['refund r-2']);
  });

  test('a refund of another amount than was asked for', () => {
    const [refund] = scenario.refunds;
    if (refund) refund.amount = 14_999;
    expect(brokenOf(scenario.history())).toEqual({ 'refunds forgotten': 1 });
  });

  test('a refund that failed is not forgotten, and one that was made all the same is one too many', () => {
    scenario.without('PaymentRefunded', 2);
    const refund = { ...attemptOf(2, 2), refundId: 'r-2', reason: 'late' };
    scenario.add('RefundFailed', { ...refund, code: 'REFUND_FAILED' });
    expect(brokenOf(scenario.history())).toMatchObject({ 'refunds that nobody asked for': 1 });
    scenario.refunds.pop();
    expect(brokenOf(scenario.history())).not.toHaveProperty('refunds forgotten');
    expect(brokenOf(scenario.history())).not.toHaveProperty('refunds that nobody asked for');
  });

  test('a refund that nobody asked for', () => {
    scenario.refunds.push({ idempotencyKey: 'r-9', amount: 1 });
    expect(brokenOf(scenario.history())).toEqual({ 'refunds that nobody asked for': 1 });
  });

  test('an order that nobody was charged for', () => {
    scenario.charges.shift();
    expect(brokenOf(scenario.history())).toEqual({ 'at the store but not paid': 1, 'sales off by': 15_000 });
  });

  test('a hold that was not closed, and one that was closed twice', () => {
    scenario.without('HeldMenuAdded', 1);
    scenario.add('HeldMenuDropped', { ...idsOf(2), holdId: 1, reason: 'EXPIRED' });
    expect(brokenOf(scenario.history())).toMatchObject({ 'holds unsettled': 2 });
    expect(openWork(scenario.events)).toEqual(['hold 1 of cart 1']);
  });

  test('documents that are not what the events say are named', () => {
    const history = scenario.history();
    const board = history.stored('orderBoard');
    board.set('1', { ...board.get('1'), status: 'COOKING' });
    history.stored('carts').delete('2');
    history.stored('payments').set('9', {});
    const found = findingsOf(history).find(({ name }) => name === 'read models unequal to a fresh fold')?.found;
    expect(found).toEqual(['carts/2 is missing', 'payments/9 is in no event', 'orderBoard/1 differs in status']);
  });

  test('sales that count an order twice', () => {
    const history = scenario.history();
    const days = history.stored('salesByDay');
    days.set(`2002.${DAY}`, { ...days.get(`2002.${DAY}`), orders: 3, revenue: 45_000 });
    expect(brokenOf(history)).toMatchObject({ 'sales off by': 30_000 });
  });

  test('a request that never got an answer', () => {
    scenario.acknowledged.unanswered.push('POST /mycart/1/order');
    expect(brokenOf(scenario.history())).toEqual({ 'requests without a definite answer': 1 });
  });

  test('what is still open: a payment, an attempt, a refund, money of a cancelled order', () => {
    scenario.without('PaymentApproved', 1);
    scenario.without('CartPaid', 1);
    scenario.without('PaymentRefunded', 2);
    expect(openWork(scenario.events)).toEqual(['attempt 2 of cart 1', 'payment 1-2', 'refund r-2']);
    scenario.without('RefundRequested', 2);
    expect(openWork(scenario.events)).toContain('refund of cancelled order 2');
  });
});
