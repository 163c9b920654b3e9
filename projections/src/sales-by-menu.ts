import {
  addedSales,
  ATTEMPT_ABANDONED,
  isCancelledRefund,
  type MenuSalesDay,
  type OrderEvent,
  type PaymentEvent,
  returnedIn,
  salesByMenuModel,
  soldIn,
} from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

type SalesEvent = Extract<OrderEvent | PaymentEvent, { type: 'OrderReceived' | 'OrderCancelled' | 'PaymentRefunded' }>;

const dayOf = (day: MenuSalesDay | undefined, { storeId, businessDay }: SalesEvent['data']): MenuSalesDay =>
  day ?? { storeId, businessDay, menus: [], refundedInPart: 0 };

/** What each store sold of each menu and option; everything counts for the business day on which it was ordered. */
export const salesByMenu = projection<MenuSalesDay, SalesEvent>({
  ...salesByMenuModel,
  key: ({ data }) => `${data.storeId}.${data.businessDay}`,
  on: {
    OrderReceived: (known, data) => {
      const day = dayOf(known, data);
      return { ...day, menus: addedSales(day.menus, soldIn(data.lines)) };
    },
    OrderCancelled: (known, data) => {
      const day = dayOf(known, data);
      return { ...day, menus: addedSales(day.menus, returnedIn(data.lines)) };
    },
    // What a cancelled order paid is there as what was returned, and the money of an attempt that was given up was never sold for.
    PaymentRefunded: (known, data) => {
      if (data.reason === ATTEMPT_ABANDONED || isCancelledRefund(data.refundId, data.paymentId)) return known;
      const day = dayOf(known, data);
      return { ...day, refundedInPart: day.refundedInPart + data.amount };
    },
  },
  indexes: [
    { businessDay: 1, storeId: 1 },
    { storeId: 1, businessDay: 1 },
  ],
});
