import { type Paid, toDecimal } from '@doremi/domain';
import { array, instant, money, named, nullable, object, oneOf, outcomes, type Static, text } from '@doremi/http';

const PaidBack = object({
  refundId: text,
  amount: money,
  status: oneOf('REQUESTED', 'REFUNDED', 'FAILED'),
  at: instant,
  settledAt: nullable(instant),
});

export const PaidResponse = named('Paid', {
  status: oneOf(...outcomes, 'REFUNDING', 'REFUNDED'),
  amount: money,
  refunded: money,
  refunds: array(PaidBack),
});

/** Where the money stands: what was paid, and every refund, when it was asked for (`at`) and when that was settled. */
export const paidResponse = ({ status, amount, refunded, refunds }: Paid): Static<typeof PaidResponse> => ({
  status,
  amount: toDecimal(amount),
  refunded: toDecimal(refunded),
  refunds: refunds.map((refund) => ({
    refundId: refund.refundId,
    amount: toDecimal(refund.amount),
    status: refund.status,
    at: refund.at,
    settledAt: refund.settledAt,
  })),
});
