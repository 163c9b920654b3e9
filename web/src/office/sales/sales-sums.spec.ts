import { describe, expect, test } from '@jest/globals';
import { daysOf, rangeFault, usualRange } from './sales-range.js';
import { bestFirst, byDay, byStore, type MenuSales, type SalesDay, sumOf } from './sales-sums.js';

const day = (storeId: number, businessDay: string, over: Partial<SalesDay> = {}): SalesDay => ({
  ...{ storeId, businessDay, currency: 'EUR', orders: 1, revenue: 0.1, tax: 0, refunds: 0, refundedTax: 0 },
  ...{ cancelled: 0, delivered: 0, averageMinutes: null, late: 0, secondsLate: 0 },
  ...over,
});
const NOW = Date.parse('2026-01-31T18:00:00Z');

describe('what was sold', () => {
  const sales = [day(2001, '2026-01-30'), day(2002, '2026-01-31', { revenue: 0.2 }), day(2001, '2026-01-31')];

  test('adds up to the cent', () => expect(sumOf(sales)).toMatchObject({ orders: 3, revenue: 0.4 }));

  test('is told of every day, also of one without anything', () => {
    expect(byDay(sales, ['2026-01-29', '2026-01-31']).map(([of, { revenue }]) => [of, revenue])).toEqual([
      ['2026-01-29', 0],
      ['2026-01-31', 0.3],
    ]);
  });

  test('is told of every store', () => {
    expect(byStore(sales).map(([of, { orders }]) => [of, orders])).toEqual([
      [2001, 2],
      [2002, 1],
    ]);
  });

  test('took as long as the deliveries did, not as the days', () => {
    const deliveries = [
      day(2001, '2026-01-30', { delivered: 1, averageMinutes: 40 }),
      day(2001, '2026-01-31', { delivered: 3, averageMinutes: 20 }),
      day(2002, '2026-01-31'),
    ];
    expect(sumOf(deliveries).averageMinutes).toBe(25);
    expect(sumOf([day(2002, '2026-01-31')]).averageMinutes).toBeNull();
  });

  test('brought in most first', () => {
    const menu = (menuId: number, revenue: number): MenuSales => ({
      ...{ menuId, menuName: '', sold: 1, revenue, returned: 0, returnedAmount: 0, options: [] },
    });
    expect(bestFirst([menu(1, 5), menu(3, 7), menu(2, 7)]).map(({ menuId }) => menuId)).toEqual([2, 3, 1]);
  });
});

describe('a range of days', () => {
  test('is the last 31, up to tomorrow, unless somebody says so', () => {
    expect(usualRange(NOW)).toEqual({ from: '2026-01-02', to: '2026-02-01' });
  });

  test.each([
    ['2026-01-31', '2026-01-31', null],
    ['2026-01-31', '2026-01-30', 'backwards'],
    ['2026-01-01', '2026-04-02', null],
    ['2026-01-01', '2026-04-03', 'tooLong'],
    ['', '2026-01-30', 'missing'],
  ])('from %j to %j: %j', (from, to, fault) => expect(rangeFault({ from, to })).toBe(fault));

  test('ends today, or where it is tomorrow already and something was sold', () => {
    const range = { from: '2026-01-30', to: '2026-02-05' };
    expect(daysOf(range, [], NOW)).toEqual(['2026-01-30', '2026-01-31']);
    expect(daysOf(range, ['2026-02-01'], NOW).at(-1)).toBe('2026-02-01');
  });
});
