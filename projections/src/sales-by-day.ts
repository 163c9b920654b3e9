import { ATTEMPT_ABANDONED, type OrderEvent, type PaymentEvent, salesByDayModel, type SalesDay } from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

type SalesEvent = Extract<
  OrderEvent | PaymentEvent,
  { type: 'OrderReceived' | 'OrderCancelled' | 'DeliveryCompleted' | 'PaymentRefunded' }
>;

/** The day with more added to it; a day of its own where nothing was sold yet. */
const plus = (
  day: SalesDay | undefined,
  { storeId, businessDay }: SalesEvent['data'],
  more: Partial<Omit<SalesDay, 'storeId' | 'businessDay'>>,
): SalesDay => ({
  storeId,
  businessDay,
  currency: more.currency ?? day?.currency ?? null,
  orders: (day?.orders ?? 0) + (more.orders ?? 0),
  revenue: (day?.revenue ?? 0) + (more.revenue ?? 0),
  tax: (day?.tax ?? 0) + (more.tax ?? 0),
  refunds: (day?.refunds ?? 0) + (more.refunds ?? 0),
  refundedTax: (day?.refundedTax ?? 0) + (more.refundedTax ?? 0),
  cancelled: (day?.cancelled ?? 0) + (more.cancelled ?? 0),
  delivered: (day?.delivered ?? 0) + (more.delivered ?? 0),
  secondsToDeliver: (day?.secondsToDeliver ?? 0) + (more.secondsToDeliver ?? 0),
  late: (day?.late ?? 0) + (more.late ?? 0),
  secondsLate: (day?.secondsLate ?? 0) + (more.secondsLate ?? 0),
});

/** What each store sold on each business day; everything counts for the day on which it was ordered. */
export const salesByDay = projection<SalesDay, SalesEvent>({
  ...salesByDayModel,
  key: ({ data }) => `${data.storeId}.${data.businessDay}`,
  on: {
    OrderReceived: (day, data) => {
      const { total: revenue, currency, tax } = data;
      return plus(day, data, { orders: 1, revenue, currency, tax: tax?.tax ?? 0 });
    },
    OrderCancelled: (day, data) => plus(day, data, { cancelled: 1 }),
    DeliveryCompleted: (day, data) => {
      const secondsLate = data.secondsLate ?? 0;
      const late = secondsLate > 0 ? 1 : 0;
      return plus(day, data, { delivered: 1, secondsToDeliver: data.secondsFromPaid, late, secondsLate });
    },
    // The money of an attempt that was given up never was revenue, so its way back is no refund of any order.
    PaymentRefunded: (day, data) =>
      data.reason === ATTEMPT_ABANDONED ? day : plus(day, data, { refunds: data.amount, refundedTax: data.tax ?? 0 }),
  },
  indexes: [
    { businessDay: -1, storeId: 1 },
    { storeId: 1, businessDay: -1 },
  ],
});
