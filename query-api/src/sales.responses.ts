import { type SalesDay, toDecimal } from '@doremi/domain';
import { count, day, id, measure, money, named, nullable, type Static, text } from '@doremi/http';

export const SalesDayResponse = named('SalesDay', {
  storeId: id,
  businessDay: day,
  currency: nullable(text),
  orders: count,
  revenue: money,
  tax: money,
  refunds: money,
  refundedTax: money,
  cancelled: count,
  delivered: count,
  averageMinutes: nullable(measure),
  /** Deliveries after what was promised, and the seconds of all of them together. */
  late: count,
  secondsLate: count,
});

/** What a store sold on one day. Minutes from paid to delivered are to two decimals; null before the first delivery. */
export const salesDayResponse = (sales: SalesDay): Static<typeof SalesDayResponse> => ({
  storeId: sales.storeId,
  businessDay: sales.businessDay,
  currency: sales.currency,
  orders: sales.orders,
  revenue: toDecimal(sales.revenue),
  tax: toDecimal(sales.tax),
  refunds: toDecimal(sales.refunds),
  refundedTax: toDecimal(sales.refundedTax),
  cancelled: sales.cancelled,
  delivered: sales.delivered,
  averageMinutes:
    sales.delivered === 0 ? null : Math.round((sales.secondsToDeliver / sales.delivered / 60) * 100) / 100,
  late: sales.late,
  secondsLate: sales.secondsLate,
});
