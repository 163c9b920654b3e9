import type { Tax } from '../events/order-terms.js';
import type { Minor } from '../money.js';
import type { ReadModel } from '@doremi/event-sourcing';

export type PaymentStatus = 'REQUESTED' | 'APPROVED' | 'DECLINED' | 'UNKNOWN' | 'REFUNDING' | 'REFUNDED';

export interface AttemptView {
  readonly attempt: number;
  readonly amount: Minor;
  /** ISO 4217, and percent; null where that was not written down. */
  readonly currency: string | null;
  readonly taxRate: number | null;
  readonly status: 'REQUESTED' | 'APPROVED' | 'DECLINED' | 'UNKNOWN';
  /** Approved after it was closed: the cart went on without it, so this money goes back. */
  readonly late: boolean;
  readonly code: string | null;
  readonly providerReference: string | null;
}

export interface RefundView {
  readonly refundId: string;
  readonly attempt: number;
  readonly amount: Minor;
  readonly reason: string;
  /** Once it went back; null before, and where nobody wrote down what tax was in the payment. */
  readonly net: Minor | null;
  readonly tax: Minor | null;
  readonly status: 'REQUESTED' | 'REFUNDED' | 'FAILED';
  /** Who asked for it, and when (ISO 8601). */
  readonly by: string;
  readonly at: string;
  /** When the money went back, or could not (ISO 8601); null while that is open. */
  readonly settledAt: string | null;
  /** Why it could not; null where it did or may still. */
  readonly code: string | null;
}

/** The money side of one cart; `paymentId` = `cartId`. */
export interface PaymentView {
  readonly paymentId: number;
  readonly cartId: number;
  readonly storeId: number;
  readonly customerId: string;
  /** The store's local date on which the cart was ordered, as of its newest attempt. */
  readonly businessDay: string;
  /** Of the approval that stands, else of the newest attempt. */
  readonly amount: Minor;
  /** Of the same attempt; null where that was not written down. */
  readonly currency: string | null;
  readonly tax: Tax | null;
  /** What went back of that approval. */
  readonly refunded: Minor;
  readonly status: PaymentStatus;
  readonly attempts: readonly AttemptView[];
  readonly refunds: readonly RefundView[];
  readonly requestedAt: string;
  readonly updatedAt: string;
}

export const paymentsModel: ReadModel<PaymentView> = { name: 'payments', version: 3, database: 'main' };
