import { toDecimal } from '@doremi/shared/kernel/money';
import type { SalesDay } from '@doremi/shared/read-models/sales-by-day';

/** What a store sold on one day. Minutes from paid to delivered are to two decimals; null before the first delivery. */
export const salesAnswer = (day: SalesDay) => ({
  storeId: day.storeId,
  businessDay: day.businessDay,
  orders: day.orders,
  revenue: toDecimal(day.revenue),
  refunds: toDecimal(day.refunds),
  cancelled: day.cancelled,
  delivered: day.delivered,
  averageMinutes: day.delivered === 0 ? null : Math.round((day.secondsToDeliver / day.delivered / 60) * 100) / 100,
});
