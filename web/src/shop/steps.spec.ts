import { describe, expect, test } from '@jest/globals';
import { isClosed, mayCancel, type Order, stepsOf } from './steps.js';

type Status = Order['status'];

const order = (type: 'DELIVERY' | 'PICKUP', ...taken: Status[]) => ({
  status: taken.at(-1) ?? 'RECEIVED',
  timeline: taken.map((status) => ({ status, at: '2026-03-01T12:00:00Z', note: null })),
  fulfilment: { type, wantedAt: null, personal: null },
});

const shown = (of: ReturnType<typeof order>) => stepsOf(of).map(({ status, state }) => `${status} ${state}`);

describe('the steps of an order', () => {
  test('are those taken, where it is, and those ahead', () => {
    expect(shown(order('DELIVERY', 'RECEIVED', 'ACCEPTED', 'COOKING'))).toEqual([
      ...['RECEIVED done', 'ACCEPTED done', 'COOKING now', 'READY ahead', 'DELIVERING ahead', 'COMPLETED ahead'],
    ]);
  });

  test('of one that is picked up have no way to go', () => {
    expect(shown(order('PICKUP', 'RECEIVED', 'ACCEPTED', 'COOKING', 'READY')).slice(-2)).toEqual([
      ...['READY now', 'COMPLETED ahead'],
    ]);
  });

  test('that were taken twice are there twice', () => {
    expect(shown(order('PICKUP', 'RECEIVED', 'COOKING', 'READY', 'COOKING'))).toEqual([
      ...['RECEIVED done', 'COOKING done', 'READY done', 'COOKING now', 'READY ahead', 'COMPLETED ahead'],
    ]);
  });

  test('of one that could not be delivered go on from its way', () => {
    expect(shown(order('DELIVERY', 'RECEIVED', 'DELIVERING', 'DELIVERY_FAILED')).slice(-2)).toEqual([
      ...['DELIVERING ahead', 'COMPLETED ahead'],
    ]);
  });

  test('end with the order', () => {
    expect(shown(order('DELIVERY', 'RECEIVED', 'CANCELLED'))).toEqual(['RECEIVED done', 'CANCELLED done']);
  });
});

test('it may be cancelled until somebody cooks', () => {
  expect(
    ['RECEIVED', 'ACCEPTED', 'COOKING', 'COMPLETED'].map((status) => mayCancel({ status: status as Status })),
  ).toEqual([...[true, true, false, false]]);
  expect(['DELIVERING', 'COMPLETED', 'CANCELLED'].map((status) => isClosed({ status: status as Status }))).toEqual([
    ...[false, true, true],
  ]);
});
