import type { Line } from '../events/cart.events.js';
import type { OrderTerms } from '../events/order-terms.js';
import type { Minor } from '../money.js';
import type { ReadModel } from '@doremi/event-sourcing';

/** What of an order went back. */
export interface ReceiptRefund {
  readonly refundId: string;
  readonly amount: Minor;
  /** With `tax` it is the amount; null where nobody wrote down what tax was in the payment. */
  readonly net: Minor | null;
  readonly tax: Minor | null;
  /** ISO 8601. */
  readonly at: string;
}

/** What a customer gets in writing of an order that is paid, and what the kitchen gets. */
export interface Receipt {
  readonly orderId: number;
  readonly storeId: number;
  readonly customerId: string;
  /** Per store and business day; null where it was ordered before they were counted: then there is no receipt. */
  readonly orderNumber: number | null;
  readonly businessDay: string;
  /** ISO 8601. */
  readonly paidAt: string;
  readonly lines: readonly Line[];
  readonly total: Minor;
  readonly terms: OrderTerms;
  /** ISO 8601: when it was delivered or cancelled; null while it was neither. */
  readonly closedAt: string | null;
  /** In the order in which they went back. */
  readonly refunds: readonly ReceiptRefund[];
}

export const receiptsModel: ReadModel<Receipt> = { name: 'receipts', version: 2, database: 'main' };
