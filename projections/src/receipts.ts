import {
  ATTEMPT_ABANDONED,
  type OrderEvent,
  type PaymentEvent,
  type Receipt,
  receiptsModel,
  termsOf,
} from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

type ReceiptEvent = Extract<
  OrderEvent | PaymentEvent,
  { type: 'OrderReceived' | 'DeliveryCompleted' | 'OrderCancelled' | 'PaymentRefunded' }
>;

const closed = (receipt: Receipt | undefined, _: unknown, at: string): Receipt | undefined =>
  receipt && { ...receipt, closedAt: at };

/** What there is in writing of every order that is paid; its payment has the order's number. */
export const receipts = projection<Receipt, ReceiptEvent>({
  ...receiptsModel,
  key: ({ data }) => ('orderId' in data ? data.orderId : data.paymentId),
  on: {
    OrderReceived: (_, data) => {
      const { orderId, storeId, customerId, orderNumber, businessDay, paidAt, lines, total } = data;
      const terms = termsOf(data);
      const of = { orderId, storeId, customerId, orderNumber, businessDay };
      return { ...of, paidAt, lines, total, terms, closedAt: null, refunds: [] };
    },
    DeliveryCompleted: closed,
    OrderCancelled: closed,
    // The money of an attempt that was given up never paid for the order.
    PaymentRefunded: (receipt, { refundId, amount, net, tax, reason }, at) =>
      receipt && reason !== ATTEMPT_ABANDONED
        ? { ...receipt, refunds: [...receipt.refunds, { refundId, amount, net, tax, at }] }
        : receipt,
  },
  indexes: [],
});
