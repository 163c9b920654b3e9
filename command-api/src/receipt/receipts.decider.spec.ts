import { eventsOf, expectEvolveIsTotal, expectRepeatEmitsNothing, stateAfter } from '@doremi/domain/testing';
import { anyReceiptEvent } from '@doremi/domain/testing';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ReceiptCommand, receipts } from './receipts.decider.js';

const day = { storeId: 2002, businessDay: '2026-01-31' };
const number = (orderId: number): ReceiptCommand => ({ type: 'NumberReceipt', ...day, orderId });
const voided = (upTo: number): ReceiptCommand => ({ type: 'VoidReceipts', ...day, upTo, reason: 'LOG_LOST' });
const anyCommand = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }).map(number) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }).map(voided) },
);

test('orders are counted from 1, each once', () => {
  const { numbers } = stateAfter(receipts, [number(7), number(9), number(7), number(8)]);
  expect(numbers).toEqual({ 7: 1, 9: 2, 8: 3 });
});

test('numbers that were given out in a log that is lost are nobody else’s', () => {
  const events = eventsOf(receipts, [number(7), voided(3), voided(3), number(8)]);
  expect(events.map(({ type, data }) => [type, data.number])).toEqual([
    ['ReceiptNumbered', 1],
    ['ReceiptVoided', 2],
    ['ReceiptVoided', 3],
    ['ReceiptNumbered', 4],
  ]);
});

test('whatever is asked for, in whatever order: no number is missing, and none is there twice', () => {
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
      const events = eventsOf(receipts, commands);
      expect(events.map(({ data }) => data.number)).toEqual(events.map((_, index) => index + 1));
      const orders = commands.flatMap((command) => (command.type === 'NumberReceipt' ? [command.orderId] : []));
      expect(Object.keys(stateAfter(receipts, commands).numbers).map(Number).sort()).toEqual(
        [...new Set(orders)].sort(),
      );
    }),
  );
});

test('folding is total', () => expectEvolveIsTotal(receipts, anyReceiptEvent));
test('a repeat emits nothing', () => expectRepeatEmitsNothing(receipts, anyCommand, () => true));
