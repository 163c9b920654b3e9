import { expect, test } from '@jest/globals';
import { daysAsTold, isAsked } from './days-as-told.js';
import type { SalesDay } from './sales-sums.js';

const day = (storeId: number, businessDay: string, orders = 1): SalesDay => ({
  ...{ storeId, businessDay, currency: 'EUR', orders, revenue: 10, tax: 0, refunds: 0, refundedTax: 0 },
  ...{ cancelled: 0, delivered: 0, averageMinutes: null, late: 0, secondsLate: 0 },
});
const JANUARY = { from: '2026-01-01', to: '2026-01-31' };
const inShort = (days: readonly SalesDay[]) => days.map((one) => [one.businessDay, one.storeId, one.orders]);
const read = [day(2001, '2026-01-31'), day(2002, '2026-01-31'), day(2001, '2026-01-01')];

test('what was told counts, of the same store and day or of another', () => {
  const told = [day(2002, '2026-01-31', 2), day(2001, '2026-01-15')];
  expect(inShort(daysAsTold(read, told, isAsked(JANUARY, undefined)))).toEqual([
    ['2026-01-31', 2001, 1],
    ['2026-01-31', 2002, 2],
    ['2026-01-15', 2001, 1],
    ['2026-01-01', 2001, 1],
  ]);
});

test('what is not asked for is not shown, however often it is told', () => {
  const told = [day(2002, '2026-02-01', 7), day(2001, '2025-12-31', 7), day(2002, '2026-01-31', 7)];
  const ofOne = read.filter(({ storeId }) => storeId === 2001);
  expect(daysAsTold(ofOne, told, isAsked(JANUARY, 2001))).toEqual(ofOne);
});
