import {
  ATTEMPT_ABANDONED,
  type OrderEvent,
  type PaymentEvent,
  type Receipt,
  receiptsModel,
  termsOf,
} from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

type ReceiptEvent = Extract<OrderEvent | PaymentEvent, { type: 'OrderReceived' | 'PaymentRefunded' }>;

/** What there is in writing of every order that is paid; its payment has the order's number. */
export const receipts = projection<Receipt, ReceiptEvent>({
  ...receiptsModel,
  key: ({ data }) => ('orderId' in data ? data.orderId : data.paymentId),
  on: {
    OrderReceived: (_, data) => {
      const { orderId, storeId, customerId, orderNumber, businessDay, paidAt, lines, total } = data;
      const terms = termsOf(data);
      return { orderId, storeId, customerId, orderNumber, businessDay, paidAt, lines, total, terms, refunds: [] };
    },
    // The money of an attempt that was given up never paid for the order.
    PaymentRefunded: (receipt, { refundId, amount, net, tax, reason }, at) =>
      receipt && reason !== ATTEMPT_ABANDONED
        ? { ...receipt, refunds: [...receipt.refunds, { refundId, amount, net, tax, at }] }
        : receipt,
  },
  indexes: [],
});
