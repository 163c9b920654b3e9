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
  /** Who asked for it; null where that was not written down. */
  readonly by: string | null;
  /** Once it went back; null before, and where nobody wrote down what tax was in the payment. */
  readonly net: Minor | null;
  readonly tax: Minor | null;
  readonly status: 'REQUESTED' | 'REFUNDED' | 'FAILED';
}

/** The money side of one cart; `paymentId` = `cartId`. */
export interface PaymentView {
  readonly paymentId: number;
  readonly cartId: number;
  readonly storeId: number;
  readonly customerId: string;
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

export const paymentsModel: ReadModel<PaymentView> = { name: 'payments', version: 2, database: 'main' };
