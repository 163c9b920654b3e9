import type { PaymentEvent } from '../events/payment.events.js';
import {
  type AttemptView,
  paymentsModel,
  type PaymentStatus,
  type PaymentView,
  type RefundView,
} from '../read-models/payments.document.js';
import { taxOf } from '../tax.js';
import { projection } from '@doremi/event-sourcing';

const sumOf = (refunds: readonly RefundView[]) => refunds.reduce((sum, { amount }) => sum + amount, 0);

/** The money that pays for the cart; a late approval is on its way back and does not count. */
const standingApproval = (attempts: readonly AttemptView[]) =>
  attempts.find(({ status, late }) => status === 'APPROVED' && !late);

const statusOf = (attempts: readonly AttemptView[], refunds: readonly RefundView[]): PaymentStatus => {
  const standing = standingApproval(attempts);
  const open = attempts.find(({ status }) => status === 'REQUESTED' || status === 'UNKNOWN');
  if (!standing) return open?.status ?? 'DECLINED';
  if (refunds.some(({ status }) => status === 'REQUESTED')) return 'REFUNDING';
  const refunded = sumOf(refunds.filter(({ status }) => status === 'REFUNDED'));
  return refunded > 0 && refunded === standing.amount ? 'REFUNDED' : 'APPROVED';
};

const changed = (
  payment: PaymentView,
  parts: { readonly attempts?: readonly AttemptView[]; readonly refunds?: readonly RefundView[] },
  at: string,
): PaymentView => {
  const { attempts = payment.attempts, refunds = payment.refunds } = parts;
  const shown = standingApproval(attempts) ?? attempts.at(-1);
  const ofShown = refunds.filter(({ attempt }) => attempt === shown?.attempt);
  return {
    ...payment,
    attempts,
    refunds,
    ...(shown ? costOf(shown) : {}),
    refunded: sumOf(ofShown.filter(({ status }) => status === 'REFUNDED')),
    status: statusOf(attempts, ofShown),
    updatedAt: at,
  };
};

const costOf = ({ amount, currency, taxRate }: AttemptView) => ({
  amount,
  currency,
  tax: taxRate === null ? null : taxOf(amount, taxRate, currency),
});

const attempted = (
  payment: PaymentView | undefined,
  attempt: number,
  outcome: (was: AttemptView) => Partial<AttemptView>,
  at: string,
): PaymentView | undefined =>
  payment &&
  changed(
    payment,
    {
      attempts: payment.attempts.map((known) => (known.attempt === attempt ? { ...known, ...outcome(known) } : known)),
    },
    at,
  );

const refundEnded = (
  payment: PaymentView | undefined,
  refundId: string,
  ending: Pick<RefundView, 'status' | 'code'> & Partial<RefundView>,
  at: string,
): PaymentView | undefined =>
  payment &&
  changed(
    payment,
    {
      refunds: payment.refunds.map((known) =>
        known.refundId === refundId ? { ...known, ...ending, settledAt: at } : known,
      ),
    },
    at,
  );

/** The money side of each cart: attempts, refunds, and where they stand. */
export const payments = projection<PaymentView, PaymentEvent>({
  ...paymentsModel,
  key: ({ data }) => data.paymentId,
  on: {
    PaymentRequested: (known, data, at) => {
      const { paymentId, cartId, storeId, customerId, businessDay, attempt, amount, currency, taxRate } = data;
      const first = { requestedAt: at, attempts: [], refunds: [], refunded: 0, status: 'REQUESTED' } as const;
      const of = { paymentId, cartId, storeId, customerId, amount, currency, tax: null, updatedAt: at };
      const open = { status: 'REQUESTED', late: false, code: null, providerReference: null } as const;
      const made = { attempt, amount, currency, taxRate, ...open };
      return changed({ ...of, ...first, ...known, businessDay }, { attempts: [...(known?.attempts ?? []), made] }, at);
    },
    PaymentApproved: (payment, { attempt, providerReference }, at) =>
      attempted(
        payment,
        attempt,
        ({ status, late }) => ({
          status: 'APPROVED',
          late: late || status === 'DECLINED',
          code: null,
          providerReference,
        }),
        at,
      ),
    PaymentDeclined: (payment, { attempt, code }, at) =>
      attempted(payment, attempt, () => ({ status: 'DECLINED', code }), at),
    PaymentOutcomeUnknown: (payment, { attempt }, at) => attempted(payment, attempt, () => ({ status: 'UNKNOWN' }), at),
    RefundRequested: (payment, { refundId, attempt, amount, reason, by }, at, { metadata }) => {
      const of = { refundId, attempt, amount, reason, by: by ?? metadata.actor.sub, net: null, tax: null };
      const refund: RefundView = { ...of, status: 'REQUESTED', at, settledAt: null, code: null };
      return payment && changed(payment, { refunds: [...payment.refunds, refund] }, at);
    },
    PaymentRefunded: (payment, { refundId, net, tax }, at) =>
      refundEnded(payment, refundId, { status: 'REFUNDED', code: null, net, tax }, at),
    RefundFailed: (payment, { refundId, code }, at) => refundEnded(payment, refundId, { status: 'FAILED', code }, at),
  },
  indexes: [
    { requestedAt: -1, paymentId: -1 },
    { status: 1, requestedAt: -1, paymentId: -1 },
    { storeId: 1, requestedAt: -1, paymentId: -1 },
    { businessDay: 1, requestedAt: -1, paymentId: -1 },
    { paymentId: -1 },
    // Live streams look for what changed.
    { _position: 1 },
  ],
});
