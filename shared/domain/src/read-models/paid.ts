import type { Minor } from '../money.js';
import { ATTEMPT_ABANDONED } from '../events/payment.events.js';
import type { PaymentStatus, RefundView } from './payments.document.js';

/** Where the money of a cart or an order stands, as its customer sees it. */
export interface Paid {
  readonly status: PaymentStatus;
  readonly amount: Minor;
  /** What went back of it. */
  readonly refunded: Minor;
  readonly refunds: readonly PaidBack[];
}

/** A refund that was asked for; `settledAt` is when the money went back, or could not. */
export type PaidBack = Pick<RefundView, 'refundId' | 'amount' | 'status' | 'at' | 'settledAt'>;

/** An amount whose outcome is this, and of which nothing went back yet. */
export const paidWith = (status: PaymentStatus, amount: Minor): Paid => ({ status, amount, refunded: 0, refunds: [] });

interface Asked {
  readonly refundId: string;
  readonly amount: Minor;
  readonly reason: string;
}

/** After a refund was asked for at a time, ISO 8601. The money of an attempt that was given up never paid for anything. */
export const withRefundAsked = (paid: Paid, { refundId, amount, reason }: Asked, at: string): Paid =>
  reason === ATTEMPT_ABANDONED
    ? paid
    : withRefunds(paid, [...paid.refunds, { refundId, amount, status: 'REQUESTED', at, settledAt: null }]);

/** After the money went back, or could not, at a time, ISO 8601. */
export const withRefundSettled = (
  paid: Paid,
  refundId: string,
  status: Exclude<RefundView['status'], 'REQUESTED'>,
  at: string,
): Paid =>
  paid.refunds.some((refund) => refund.refundId === refundId)
    ? withRefunds(
        paid,
        paid.refunds.map((one) => (one.refundId === refundId ? { ...one, status, settledAt: at } : one)),
      )
    : paid;

const withRefunds = (paid: Paid, refunds: readonly PaidBack[]): Paid => {
  const back = refunds.filter(({ status }) => status === 'REFUNDED');
  const refunded = back.reduce((sum, { amount }) => sum + amount, 0);
  const settled = refunded > 0 && refunded === paid.amount ? 'REFUNDED' : 'APPROVED';
  const status = refunds.some((refund) => refund.status === 'REQUESTED') ? 'REFUNDING' : settled;
  return { ...paid, refunds, refunded, status };
};
