import type { DomainEvent } from '@doremi/event-sourcing';
import type { Minor } from '../money.js';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

interface Attempt {
  readonly paymentId: number;
  readonly cartId: number;
  readonly storeId: number;
  readonly customerId: string;
  readonly businessDay: string;
  readonly attempt: number;
  readonly amount: Minor;
}

interface Refund extends Attempt {
  readonly refundId: string;
}

/** The reason of a refund of money that came for an attempt that had been given up: it never paid for an order. */
export const ATTEMPT_ABANDONED = 'ATTEMPT_ABANDONED';

/** The reason of a refund of what a cancelled order paid. */
export const ORDER_CANCELLED = 'ORDER_CANCELLED';

/** The first refund of a cancelled order: the same one whoever asks for it, however often. */
export const cancelledRefundId = (orderId: number): string => `${orderId}-cancelled`;

/** Whether it is a refund of a cancelled order: the first one, or one of what was left after it. */
export const isCancelledRefund = (refundId: string, orderId: number): boolean =>
  refundId === cancelledRefundId(orderId) || refundId.startsWith(`${cancelledRefundId(orderId)}-`);

export type PaymentEvent =
  /** schemaVersion 2; version 1 had no currency (ISO 4217) and no tax rate (percent), which are null then. */
  | DomainEvent<
      'PaymentRequested',
      Attempt & {
        readonly idempotencyKey: string;
        readonly currency: string | null;
        readonly taxRate: number | null;
      }
    >
  | DomainEvent<'PaymentApproved', Attempt & { readonly providerReference: string }>
  | DomainEvent<'PaymentDeclined', Attempt & { readonly code: string }>
  | DomainEvent<'PaymentOutcomeUnknown', Attempt>
  /** On refunds `amount` is what is refunded. */
  /** schemaVersion 2; version 1 did not say `by` whom, which is null then. */
  | DomainEvent<'RefundRequested', Refund & { readonly reason: string; readonly by: string | null }>
  /** schemaVersion 2; version 1 had neither net nor tax, and did not say by whom it was asked for: they are null then. */
  | DomainEvent<
      'PaymentRefunded',
      Refund & {
        readonly reason: string;
        readonly by: string | null;
        readonly providerReference: string;
        /** With `tax` it is the amount; null of what was paid before taxes were written down. */
        readonly net: Minor | null;
        readonly tax: Minor | null;
      }
    >
  | DomainEvent<'RefundFailed', Refund & { readonly code: string }>;
