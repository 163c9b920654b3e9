import type { Schema } from '../../api/client.js';

export type SalesDay = Schema<'SalesDay'>;
export type MenuSales = Schema<'MenuSales'>;

/** What several stores sold on several days, together. */
export interface Sum {
  readonly orders: number;
  readonly revenue: number;
  readonly tax: number;
  readonly refunds: number;
  readonly cancelled: number;
  readonly delivered: number;
  readonly late: number;
  /** From paid to delivered; null before the first delivery. */
  readonly averageMinutes: number | null;
}

type Counted = 'orders' | 'cancelled' | 'delivered' | 'late';
type Money = 'revenue' | 'tax' | 'refunds';

export const sumOf = (days: readonly SalesDay[]): Sum => {
  const count = (of: Counted): number => days.reduce((sum, one) => sum + one[of], 0);
  // Whole hundredths add up without a rest.
  const amount = (of: Money): number => days.reduce((sum, one) => sum + Math.round(one[of] * 100), 0) / 100;
  const delivered = count('delivered');
  const minutes = days.reduce((sum, one) => sum + (one.averageMinutes ?? 0) * one.delivered, 0);
  return {
    orders: count('orders'),
    revenue: amount('revenue'),
    tax: amount('tax'),
    refunds: amount('refunds'),
    cancelled: count('cancelled'),
    delivered,
    late: count('late'),
    averageMinutes: delivered === 0 ? null : minutes / delivered,
  };
};

/** What was sold on each of the days, by all stores. */
export const byDay = (sales: readonly SalesDay[], days: readonly string[]): readonly (readonly [string, Sum])[] =>
  days.map((day) => [day, sumOf(sales.filter(({ businessDay }) => businessDay === day))]);

/** What each store sold on all of the days, by its number. */
export const byStore = (sales: readonly SalesDay[]): readonly (readonly [number, Sum])[] =>
  [...new Set(sales.map(({ storeId }) => storeId))]
    .sort((a, b) => a - b)
    .map((storeId) => [storeId, sumOf(sales.filter((one) => one.storeId === storeId))]);

/** Those that brought in the most first. */
export const bestFirst = (menus: readonly MenuSales[]): readonly MenuSales[] =>
  [...menus].sort((a, b) => b.revenue - a.revenue || a.menuId - b.menuId);
