import { eventsOf, expectEvolveIsTotal, expectRepeatEmitsNothing, stateAfter } from '@doremi/domain/testing';
import { anyReceiptEvent } from '@doremi/domain/testing';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { numberIn, type NumberReceipt, type Receipts, receipts } from './receipts.decider.js';

const number = (orderId: number, givenOut = 0): NumberReceipt => ({
  ...{ type: 'NumberReceipt', storeId: 2002, businessDay: '2026-01-31' },
  ...{ orderId, givenOut },
});
const anyCommand = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom(0, 0, 0, 3, 12))
  .map(([orderId, givenOut]) => number(orderId, givenOut));

const ordersIn = ({ pages }: Receipts) => new Set(pages.flatMap(Object.keys).map(Number));

test('orders are counted from 1, each once', () => {
  const day = stateAfter(receipts, [number(7), number(9), number(7), number(8)]);
  expect([7, 9, 8, 1].map((orderId) => numberIn(day, orderId))).toEqual([1, 2, 3, undefined]);
});

test('an order of a long day is found, whenever it was', () => {
  const orders = Array.from({ length: 1_001 }, (_, index) => index + 1);
  const day = stateAfter(
    receipts,
    orders.map((orderId) => number(orderId)),
  );
  expect(orders.map((orderId) => numberIn(day, orderId))).toEqual(orders);
  expect(numberIn(day, 1_002)).toBeUndefined();
});

test('numbers that were given out in a log that is lost are nobody else’s', () => {
  const events = eventsOf(receipts, [number(7), number(8, 3), number(9, 3)]);
  expect(events.map(({ type, data }) => [type, data.number])).toEqual([
    ['ReceiptNumbered', 1],
    ['ReceiptVoided', 2],
    ['ReceiptVoided', 3],
    ['ReceiptNumbered', 4],
    ['ReceiptNumbered', 5],
  ]);
});

test('whatever is asked for, in whatever order: no number is missing, and none is there twice', () => {
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
      const events = eventsOf(receipts, commands);
      expect(events.map(({ data }) => data.number)).toEqual(events.map((_, index) => index + 1));
      const orders = new Set(commands.map(({ orderId }) => orderId));
      expect(ordersIn(stateAfter(receipts, commands))).toEqual(orders);
    }),
  );
});

test('folding is total', () => expectEvolveIsTotal(receipts, anyReceiptEvent));
test('a repeat emits nothing', () => expectRepeatEmitsNothing(receipts, anyCommand, () => true));
