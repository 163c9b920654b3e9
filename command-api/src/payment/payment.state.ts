import { cancelledRefundId, type Minor, ORDER_CANCELLED, taxOfRefund } from '@doremi/domain';

export interface Attempt {
  readonly attempt: number;
  readonly amount: Minor;
  /** ISO 4217; null where it was requested before that was written down. */
  readonly currency: string | null;
  /** Percent; null likewise. */
  readonly taxRate: number | null;
  readonly status: 'REQUESTED' | 'APPROVED' | 'DECLINED' | 'UNKNOWN';
  /** Approved after it was closed: the cart has gone on without it, so this money goes back. */
  readonly late: boolean;
  readonly providerReference: string | null;
  /** Why it was declined. */
  readonly code: string | null;
}

export interface Refund {
  readonly refundId: string;
  readonly attempt: number;
  readonly amount: Minor;
  readonly reason: string;
  /** Who asked for it; null where nobody wrote that down. */
  readonly by: string | null;
  readonly status: 'REQUESTED' | 'REFUNDED' | 'FAILED';
}

/** The money side of one cart. */
export interface Payment {
  readonly paymentId: number;
  readonly cartId: number;
  readonly storeId: number;
  readonly customerId: string;
  readonly businessDay: string;
  readonly attempts: readonly Attempt[];
  readonly refunds: readonly Refund[];
}

export type PaymentStatus = 'NONE' | Attempt['status'] | 'REFUNDING' | 'REFUNDED';

/** The key that the payment provider is asked with: the same attempt is charged once, however often it is asked for. */
export const chargeKey = (cartId: number, attempt: number): string => `${cartId}-${attempt}`;

/** The attempt that a key at the payment provider stands for; null where it is no key of ours. */
export const attemptOfKey = (key: string): { readonly cartId: number; readonly attempt: number } | null => {
  const [, cartId, attempt] = /^(\d{1,15})-(\d{1,15})$/.exec(key) ?? [];
  return cartId === undefined || attempt === undefined ? null : { cartId: Number(cartId), attempt: Number(attempt) };
};

/** The refund of a charge that came when its attempt had been given up. */
export const abandonedRefundId = (key: string): string => `${key}-abandoned`;

/**
 * The refund that a cancelled order still needs: what is left after others failed, such as a person's that was under way
 * when the order was cancelled. Null where nothing is left, and where one for the cancellation failed itself: that is a
 * person's to look at, and stands in the open work.
 */
export const refundOfCancelled = (payment: Payment): { readonly refundId: string; readonly attempt: number } | null => {
  const standing = standingApproval(payment);
  if (!standing || leftOf(payment, standing) === 0) return null;
  const asked = payment.refunds.filter(({ reason }) => reason === ORDER_CANCELLED);
  if (asked.some(({ status }) => status === 'FAILED')) return null;
  const first = cancelledRefundId(payment.cartId);
  return { refundId: asked.length === 0 ? first : `${first}-${asked.length + 1}`, attempt: standing.attempt };
};

/** The refund of a charge that the log lost: the same one whoever finds it, however often. */
export const lostRefundId = (key: string): string => `${key}-lost`;

/** The attempt whose outcome is not known yet; there is one at most. */
export const openAttempt = ({ attempts }: Payment): Attempt | null => attempts.find(isOpen) ?? null;

/** The attempt that pays for the cart: approved while it was open. There is one at most. */
export const standingApproval = ({ attempts }: Payment): Attempt | null =>
  attempts.find(({ status, late }) => status === 'APPROVED' && !late) ?? null;

/**
 * Approvals that came when the cart had gone on without them, and of which something was not asked back yet.
 * One whose refund failed for good is not among them: asking again is a person's decision.
 */
export const abandonedApprovals = (payment: Payment): readonly Attempt[] =>
  payment.attempts.filter(({ attempt, amount, status, late }) => {
    const asked = sum(payment.refunds.filter((refund) => refund.attempt === attempt));
    return status === 'APPROVED' && late && asked < amount;
  });

/** Refunds that the provider has to be asked for. */
export const openRefunds = ({ refunds }: Payment): readonly Refund[] =>
  refunds.filter(({ status }) => status === 'REQUESTED');

/** What can still be refunded of the approval that stands, in minor units; 0 where none does. */
export const refundable = (payment: Payment): Minor => {
  const standing = standingApproval(payment);
  return standing ? leftOf(payment, standing) : 0;
};

/** The payment's status as a whole: that of the open attempt, else of the approval that stands, else declined. */
export const statusOf = (payment: Payment): PaymentStatus => {
  if (payment.attempts.length === 0) return 'NONE';
  const standing = standingApproval(payment);
  if (!standing) return openAttempt(payment)?.status ?? 'DECLINED';
  const refunds = payment.refunds.filter(({ attempt }) => attempt === standing.attempt);
  if (refunds.some(({ status }) => status === 'REQUESTED')) return 'REFUNDING';
  const refunded = sum(refunds.filter(({ status }) => status === 'REFUNDED'));
  return refunded > 0 && refunded === standing.amount ? 'REFUNDED' : 'APPROVED';
};

/** Net and tax of money that goes back now; null where nobody wrote down what tax was in the payment. */
export const taxOfBack = (
  { attempts, refunds }: Payment,
  attempt: number,
  amount: Minor,
): { readonly net: Minor | null; readonly tax: Minor | null } => {
  const paid = attempts.find((made) => made.attempt === attempt);
  if (!paid || paid.taxRate === null) return { net: null, tax: null };
  const before = sum(refunds.filter((refund) => refund.attempt === attempt && refund.status === 'REFUNDED'));
  return taxOfRefund(amount, before, paid.taxRate, paid.currency);
};

/** What was paid, less what went back or is on its way. */
export const leftOf = ({ refunds }: Payment, { attempt, amount }: Attempt): Minor =>
  // One that is on its way may be more than is left by now: the provider will refuse it.
  Math.max(0, amount - sum(refunds.filter((refund) => refund.attempt === attempt && refund.status !== 'FAILED')));

/** Whether its outcome is not known yet. */
export const isOpen = ({ status }: Attempt): boolean => status === 'REQUESTED' || status === 'UNKNOWN';

const sum = (refunds: readonly Refund[]): Minor => refunds.reduce((total, { amount }) => total + amount, 0);
