import type { Minor } from '@doremi/domain';
import {
  type Cart,
  isOpen,
  type LedgerCharge,
  type LedgerRefund,
  type OrderStatus,
  type Payment,
} from '@doremi/command-api';

/** What the log says of money that the payment provider's ledger has. */
export type Found =
  /** The attempt was asked for, and nobody wrote down what came of it. */
  | 'ATTEMPT_OPEN'
  | 'ATTEMPT_DECLINED'
  /** The cart is there, this attempt of it is not. */
  | 'ATTEMPT_UNKNOWN'
  | 'CART_UNKNOWN'
  | 'REFUND_OPEN'
  | 'REFUND_FAILED'
  | 'REFUND_UNKNOWN'
  /** It has the attempt, or the refund, with another amount. */
  | 'AMOUNT_DIFFERS';

/**
 * `record`: the log is told; where that is an approval which came too late, its money goes back by the usual rules. `adopt`:
 * the log is told of an attempt that it lost, and its money goes back. `refund`: it goes back, and the log has no place to
 * tell it; an attempt that stands in its way is closed. `none`: somebody has to look at it.
 */
export type Remedy = 'record' | 'adopt' | 'refund' | 'none';

export interface Judgement {
  readonly found: Found;
  readonly remedy: Remedy;
}

/** Money that moved at the payment provider and that the log does not know so. */
export interface Difference extends Judgement {
  readonly of: 'charge' | 'refund';
  /** `{cartId}-{attempt}`, or the refund's id. */
  readonly key: string;
  readonly amount: Minor;
  /** When it moved; ISO 8601, UTC. */
  readonly at: string;
  /** Of a refund that was unknown: how far the order is that nobody cancelled. */
  readonly order?: OrderStatus;
}

/** What an approved charge is to the log; null when the log knows it as it is, or nothing of it is left. */
export const judgeCharge = (charge: LedgerCharge, attempt: number, cart: Cart, payment: Payment): Judgement | null => {
  const made = payment.attempts.find((one) => one.attempt === attempt);
  const isLeft = charge.refunded < charge.amount;
  if (made && made.amount !== charge.amount) {
    // The attempt's own charge cannot be of another amount, so this one is from before its number was given again; and as
    // the key is used, the attempt will never have a charge of its own.
    const isItsOwn = made.status === 'APPROVED' && made.providerReference === charge.id;
    if (isItsOwn) return { found: 'AMOUNT_DIFFERS', remedy: 'none' };
    return isLeft || isOpen(made) ? { found: 'AMOUNT_DIFFERS', remedy: 'refund' } : null;
  }
  if (made?.status === 'APPROVED') return null;
  if (made) return { found: isOpen(made) ? 'ATTEMPT_OPEN' : 'ATTEMPT_DECLINED', remedy: 'record' };
  if (cart.status === 'NONE') return isLeft ? { found: 'CART_UNKNOWN', remedy: 'refund' } : null;
  const isAsked = cart.status === 'ORDERED' && cart.attempt === attempt && cart.total === charge.amount;
  if (isAsked) return { found: 'ATTEMPT_OPEN', remedy: 'record' };
  return { found: 'ATTEMPT_UNKNOWN', remedy: 'adopt' };
};

/** What a refund is to the log; null when the log knows it as it is. */
export const judgeRefund = (refund: LedgerRefund, payment: Payment): Judgement | null => {
  const known = payment.refunds.find(({ refundId }) => refundId === refund.key);
  if (!known) return { found: 'REFUND_UNKNOWN', remedy: 'record' };
  if (known.amount !== refund.amount) return { found: 'AMOUNT_DIFFERS', remedy: 'none' };
  if (known.status === 'REFUNDED') return null;
  return { found: known.status === 'REQUESTED' ? 'REFUND_OPEN' : 'REFUND_FAILED', remedy: 'record' };
};
