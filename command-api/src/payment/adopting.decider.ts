import { ATTEMPT_ABANDONED, type Minor, type PaymentEvent, SYSTEM } from '@doremi/domain';
import { type Refusal, refuse } from '@doremi/event-sourcing';
import { type Attempt, chargeKey, lostRefundId, type Payment, type Refund, taxOfBack } from './payment.state.js';

type Ids = Pick<Payment, 'paymentId' | 'cartId' | 'storeId' | 'customerId' | 'businessDay'>;

/** Money that went back, as the payment provider has it. */
interface LedgerRefund {
  readonly refundId: string;
  readonly amount: Minor;
  readonly providerReference: string;
}

/** An attempt that the log lost, as the payment provider's ledger has it, with what of it went back. */
export interface AdoptCharge extends Ids {
  readonly type: 'AdoptCharge';
  readonly attempt: number;
  readonly amount: Minor;
  readonly providerReference: string;
  readonly refunds: readonly LedgerRefund[];
}

/** A refund that the log lost, or knows no end of. */
export interface AdoptRefund extends LedgerRefund {
  readonly type: 'AdoptRefund';
  readonly attempt: number;
  readonly reason: string;
}

/** Why the attempt of a cart was closed: the log lost it, or another one of its number, and its money goes back. */
export const ATTEMPT_LOST = 'ATTEMPT_LOST';

/**
 * The attempt is closed and its money goes back, all in one append: were its number free, the cart's next attempt would
 * have the key of money that is not there any more, and the payment provider would call it paid.
 */
export const adoptCharge = (payment: Payment, command: AdoptCharge): readonly PaymentEvent[] => {
  const { attempt, amount, providerReference, refunds, paymentId, cartId, storeId, customerId, businessDay } = command;
  if (payment.attempts.some((made) => made.attempt === attempt)) return [];
  const of = { paymentId, cartId, storeId, customerId, businessDay, attempt };
  const key = chargeKey(cartId, attempt);
  const left = amount - refunds.reduce((sum, refund) => sum + refund.amount, 0);
  return [
    { type: 'PaymentRequested', data: { ...of, amount, idempotencyKey: key, currency: null, taxRate: null } },
    { type: 'PaymentDeclined', data: { ...of, amount, code: ATTEMPT_LOST } },
    { type: 'PaymentApproved', data: { ...of, amount, providerReference } },
    ...refunds.flatMap((refund) => refunded(of, refund, ATTEMPT_ABANDONED, NO_TAX)),
    ...(left > 0 ? [requested(of, { refundId: lostRefundId(key), amount: left }, ATTEMPT_ABANDONED)] : []),
  ];
};

/** Money that moved is recorded, whatever was thought of it; never more than was paid. */
export const adoptRefund = (
  payment: Payment,
  paid: Attempt,
  command: AdoptRefund,
): readonly PaymentEvent[] | Refusal<'REFUND_TOO_HIGH'> => {
  const { paymentId, cartId, storeId, customerId, businessDay } = payment;
  const of = { paymentId, cartId, storeId, customerId, businessDay, attempt: paid.attempt };
  const known = payment.refunds.find(({ refundId }) => refundId === command.refundId);
  if (known?.status === 'REFUNDED') return [];
  const left = paid.amount - payment.refunds.filter(isBack(paid)).reduce((sum, { amount }) => sum + amount, 0);
  if (command.amount > left) return refuse('REFUND_TOO_HIGH', { left });
  const taxOf = (amount: Minor): TaxOfBack => taxOfBack(payment, paid.attempt, amount);
  const reason = paid.late ? ATTEMPT_ABANDONED : command.reason;
  return known
    ? refunded(of, { ...command, amount: known.amount }, known.reason, taxOf(known.amount), known.by).slice(1)
    : refunded(of, command, reason, taxOf(command.amount));
};

const isBack =
  ({ attempt }: Attempt) =>
  (refund: Refund): boolean =>
    refund.attempt === attempt && refund.status === 'REFUNDED';

type Of = Ids & { readonly attempt: number };

const requested = (
  of: Of,
  { refundId, amount }: Omit<LedgerRefund, 'providerReference'>,
  reason: string,
): PaymentEvent => ({
  type: 'RefundRequested',
  data: { ...of, refundId, amount, reason, by: SYSTEM.sub },
});

type TaxOfBack = ReturnType<typeof taxOfBack>;

/** The ledger knows of no tax. */
const NO_TAX: TaxOfBack = { net: null, tax: null };

const refunded = (
  of: Of,
  refund: LedgerRefund,
  reason: string,
  tax: TaxOfBack,
  by: string | null = SYSTEM.sub,
): PaymentEvent[] => {
  const { refundId, amount, providerReference } = refund;
  const data = { ...of, refundId, amount, ...tax, reason, by, providerReference };
  return [requested(of, refund, reason), { type: 'PaymentRefunded', data }];
};
