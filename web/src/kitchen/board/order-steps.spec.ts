import { describe, expect, test } from '@jest/globals';
import { byAge, columnOf, isTaken, isWaiting, nextStep, otherSteps, printOf } from './order-steps.js';
import { anOrder } from './testing.js';

const PICKUP = { type: 'PICKUP', wantedAt: null, personal: null } as const;
const ACCEPT_BY = '2026-03-02T10:05:00.000Z';

describe('the way of a delivery', () => {
  test.each([
    [{ status: 'RECEIVED', acceptBy: ACCEPT_BY, acceptedAt: null }, 'todo', 'accept', ['refuse']],
    [{ status: 'RECEIVED' }, 'todo', 'start', ['cancel']],
    [{ status: 'ACCEPTED', acceptBy: ACCEPT_BY }, 'todo', 'start', ['cancel']],
    [{ status: 'COOKING' }, 'cooking', 'complete', ['cancel']],
    [{ status: 'READY' }, 'ready', 'dispatch', ['recall', 'cancel']],
    [{ status: 'DELIVERING' }, 'out', 'deliver', ['fail']],
    [{ status: 'DELIVERY_FAILED' }, 'out', 'dispatch', ['cancel']],
    [{ status: 'COMPLETED' }, null, null, []],
    [{ status: 'CANCELLED' }, null, null, []],
  ] as const)('%j', (differently, column, next, others) => {
    const order = anOrder(1, differently);
    expect([columnOf(order), nextStep(order), otherSteps(order)]).toEqual([column, next, others]);
  });
});

test('what is picked up waits beside what is on its way, and is handed over', () => {
  const order = anOrder(1, { status: 'READY', fulfilment: PICKUP });
  expect([columnOf(order), nextStep(order)]).toEqual(['out', 'deliver']);
});

test('an order of before there were acceptances does not wait for one', () => {
  expect(isWaiting(anOrder(1, { status: 'RECEIVED' }))).toBe(false);
});

test('the oldest is first', () => {
  const orders = [
    anOrder(3, { receivedAt: '2026-03-02T10:00:01.000Z' }),
    anOrder(2),
    anOrder(1, { receivedAt: '2026-03-02T10:00:02.000Z' }),
    anOrder(4),
  ];
  expect(orders.sort(byAge).map(({ orderId }) => orderId)).toEqual([2, 4, 3, 1]);
});

test('a step changes nothing of what is cooked; a refund, other options and another time do', () => {
  const print = printOf(anOrder(1));
  expect(printOf(anOrder(1, { status: 'COOKING', cookingAt: ACCEPT_BY }))).toBe(print);
  expect(printOf(anOrder(1, { refunded: 2 }))).not.toBe(print);
  expect(printOf(anOrder(1, { fulfilment: { ...PICKUP, wantedAt: ACCEPT_BY } }))).not.toBe(print);
  const [line] = anOrder(1).lines;
  const options = [{ groupId: 'size', optionId: 'large', name: 'Large', priceDelta: 3 }];
  expect(printOf(anOrder(1, { lines: line ? [{ ...line, options }] : [] }))).not.toBe(print);
});

describe('a step that somebody else took is taken', () => {
  test.each([
    ['accept', ['ACCEPTED', 'COOKING', 'READY', 'DELIVERING', 'DELIVERY_FAILED', 'COMPLETED']],
    ['start', ['COOKING', 'READY', 'DELIVERING', 'DELIVERY_FAILED', 'COMPLETED']],
    ['complete', ['READY', 'DELIVERING', 'DELIVERY_FAILED', 'COMPLETED']],
    ['dispatch', ['DELIVERING', 'DELIVERY_FAILED', 'COMPLETED']],
    ['deliver', ['COMPLETED']],
    ['recall', ['COOKING']],
    ['fail', ['DELIVERY_FAILED']],
    ['refuse', ['CANCELLED']],
    ['cancel', ['CANCELLED']],
  ] as const)('%s: of an order that is by now one of %j, and of no other', (step, statuses) => {
    const all = ['RECEIVED', 'ACCEPTED', 'COOKING', 'READY', 'DELIVERING', 'DELIVERY_FAILED', 'COMPLETED', 'CANCELLED'];
    expect(all.filter((now) => isTaken(step, now as 'READY'))).toEqual(statuses);
  });
});
