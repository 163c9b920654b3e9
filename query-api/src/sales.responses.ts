import { type MenuSales, type SalesDay, toDecimal } from '@doremi/domain';
import { array, count, day, id, measure, money, named, nullable, object, type Static, text } from '@doremi/http';
import type { MenuSalesSum } from './menu-sales.js';

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

const OptionSales = object({ groupId: text, optionId: text, name: text, sold: count, returned: count });

const MenuSalesResponse = named('MenuSales', {
  menuId: id,
  menuName: text,
  sold: count,
  revenue: money,
  returned: count,
  returnedAmount: money,
  options: array(OptionSales),
});

export const SalesByMenuResponse = named('SalesByMenu', {
  storeId: nullable(id),
  from: day,
  to: day,
  items: array(MenuSalesResponse),
  refundedInPart: money,
});

/** What was sold of each menu, and how often with which option; of one store, or of all together. */
export const salesByMenuResponse = (
  of: { readonly storeId: number | null; readonly from: string; readonly to: string },
  { menus, refundedInPart }: MenuSalesSum,
): Static<typeof SalesByMenuResponse> => ({
  ...of,
  items: menus.map(menuSalesResponse),
  refundedInPart: toDecimal(refundedInPart),
});

const menuSalesResponse = (sales: MenuSales): Static<typeof MenuSalesResponse> => ({
  menuId: sales.menuId,
  menuName: sales.menuName,
  sold: sales.sold,
  revenue: toDecimal(sales.revenue),
  returned: sales.returned,
  returnedAmount: toDecimal(sales.returnedAmount),
  options: sales.options.map(({ groupId, optionId, name, sold, returned }) => ({
    ...{ groupId, optionId, name, sold, returned },
  })),
});
