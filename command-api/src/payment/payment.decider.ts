import { ATTEMPT_ABANDONED, type Minor, type PaymentEvent } from '@doremi/domain';
import { type Decider, type Refusal, refuse } from '@doremi/event-sourcing';
import { type AdoptCharge, adoptCharge, type AdoptRefund, adoptRefund } from './adopting.decider.js';
import {
  type Attempt,
  chargeKey,
  isOpen,
  leftOf,
  openAttempt,
  type Payment,
  type Refund,
  standingApproval,
  statusOf,
  taxOfBack,
} from './payment.state.js';

export type { Attempt, Payment, PaymentStatus, Refund } from './payment.state.js';
export {
  abandonedApprovals,
  openAttempt,
  openRefunds,
  refundable,
  standingApproval,
  statusOf,
} from './payment.state.js';

export type PaymentCommand =
  | ({ readonly type: 'RequestPayment' } & Pick<Attempt, 'attempt' | 'amount' | 'currency' | 'taxRate'> & Ids)
  | { readonly type: 'RecordApproval'; readonly attempt: number; readonly providerReference: string }
  | { readonly type: 'RecordDecline'; readonly attempt: number; readonly code: string }
  | { readonly type: 'RecordUnknown'; readonly attempt: number }
  /** By the one who asked first, and only while nobody else may have asked: then surely nothing happened. */
  | { readonly type: 'RecordNotCharged'; readonly attempt: number }
  | {
      readonly type: 'RequestRefund';
      readonly refundId: string;
      /** By default the one that stands approved. */
      readonly attempt?: number;
      /** By default all that is left of the attempt. */
      readonly amount?: Minor;
      readonly reason: string;
      readonly by: string;
    }
  | { readonly type: 'RecordRefund'; readonly refundId: string; readonly providerReference: string }
  | { readonly type: 'FailRefund'; readonly refundId: string; readonly code: string }
  /** By whoever compares the log with the payment provider's ledger, after the log was restored from a backup. */
  | AdoptCharge
  | AdoptRefund;

type Ids = Pick<Payment, 'paymentId' | 'cartId' | 'storeId' | 'customerId' | 'businessDay'>;

export type PaymentRefusal =
  | 'PAYMENT_NOT_FOUND'
  | 'PAYMENT_OPEN'
  | 'PAYMENT_NOT_APPROVED'
  | 'REFUND_TOO_HIGH'
  | 'REFUND_REASON_RESERVED'
  | 'REFUND_NOT_FOUND';

type Decision = readonly PaymentEvent[] | Refusal<PaymentRefusal>;

export const payment: Decider<Payment, PaymentCommand, PaymentEvent, PaymentRefusal> = {
  initial: { paymentId: 0, cartId: 0, storeId: 0, customerId: '', businessDay: '', attempts: [], refunds: [] },

  decide: (command, payment) => {
    if (command.type === 'RequestPayment') return request(payment, command);
    if (command.type === 'AdoptCharge') return adoptCharge(payment, command);
    if (payment.attempts.length === 0) return refuse('PAYMENT_NOT_FOUND');
    switch (command.type) {
      case 'RecordApproval':
      case 'RecordDecline':
      case 'RecordUnknown':
      case 'RecordNotCharged': {
        const attempt = payment.attempts.find((made) => made.attempt === command.attempt);
        return attempt ? outcome(payment, attempt, command) : refuse('PAYMENT_NOT_FOUND');
      }
      case 'RequestRefund':
        return requestRefund(payment, command);
      case 'RecordRefund':
      case 'FailRefund': {
        const refund = payment.refunds.find(({ refundId }) => refundId === command.refundId);
        if (!refund) return refuse('REFUND_NOT_FOUND');
        if (refund.status !== 'REQUESTED') return [];
        const { refundId, attempt, amount, reason, by } = refund;
        const data = { ...idsOf(payment), attempt, amount, refundId };
        if (command.type === 'FailRefund') return [{ type: 'RefundFailed', data: { ...data, code: command.code } }];
        const { providerReference } = command;
        const tax = taxOfBack(payment, attempt, amount);
        return [{ type: 'PaymentRefunded', data: { ...data, ...tax, reason, by, providerReference } }];
      }
      case 'AdoptRefund': {
        const paid = payment.attempts.find(
          ({ attempt, status }) => attempt === command.attempt && status === 'APPROVED',
        );
        return paid ? adoptRefund(payment, paid, command) : refuse('PAYMENT_NOT_APPROVED');
      }
    }
  },

  foldVersion: 2,
  evolve: (payment, event) => {
    const { data } = event;
    switch (event.type) {
      case 'PaymentRequested': {
        const { attempt, amount, currency, taxRate } = event.data;
        const open: Attempt = {
          attempt,
          amount,
          currency,
          taxRate,
          status: 'REQUESTED',
          late: false,
          providerReference: null,
          code: null,
        };
        return { ...idsOf(data), attempts: [...payment.attempts, open], refunds: payment.refunds };
      }
      case 'PaymentApproved': {
        const { providerReference } = event.data;
        const approved = (was: Attempt): Attempt => ({
          ...was,
          status: 'APPROVED',
          late: was.late || was.status === 'DECLINED',
          providerReference,
        });
        return withAttempt(payment, data.attempt, approved);
      }
      case 'PaymentDeclined': {
        const { code } = event.data;
        return withAttempt(payment, data.attempt, (was) => ({ ...was, status: 'DECLINED', code }));
      }
      case 'PaymentOutcomeUnknown':
        return withAttempt(payment, data.attempt, (was) => ({ ...was, status: 'UNKNOWN' }));
      case 'RefundRequested': {
        const { refundId, attempt, amount, reason, by } = event.data;
        const refund: Refund = { refundId, attempt, amount, reason, by, status: 'REQUESTED' };
        return { ...payment, refunds: [...payment.refunds, refund] };
      }
      case 'PaymentRefunded':
        return withRefund(payment, event.data.refundId, 'REFUNDED');
      case 'RefundFailed':
        return withRefund(payment, event.data.refundId, 'FAILED');
    }
  },
};

const request = (payment: Payment, command: Extract<PaymentCommand, { type: 'RequestPayment' }>): Decision => {
  const { attempt, amount, currency, taxRate, cartId } = command;
  if (payment.attempts.some((made) => made.attempt === attempt)) return [];
  const current = openAttempt(payment) ?? standingApproval(payment);
  if (current) return refuse('PAYMENT_OPEN', { attempt: current.attempt, status: current.status });
  const data = { ...idsOf(command), attempt, amount, idempotencyKey: chargeKey(cartId, attempt) };
  return [{ type: 'PaymentRequested', data: { ...data, currency, taxRate } }];
};

type OutcomeCommand = Extract<PaymentCommand, { type: `Record${'Approval' | 'Decline' | 'Unknown' | 'NotCharged'}` }>;

/** An approval is money that moved, so it is recorded whatever the attempt was taken for. */
const outcome = (payment: Payment, made: Attempt, command: OutcomeCommand): readonly PaymentEvent[] => {
  const data = { ...idsOf(payment), attempt: made.attempt, amount: made.amount };
  switch (command.type) {
    case 'RecordApproval':
      if (made.status === 'APPROVED') return [];
      return [{ type: 'PaymentApproved', data: { ...data, providerReference: command.providerReference } }];
    case 'RecordDecline':
      return isOpen(made) ? [{ type: 'PaymentDeclined', data: { ...data, code: command.code } }] : [];
    case 'RecordUnknown':
      return made.status === 'REQUESTED' ? [{ type: 'PaymentOutcomeUnknown', data }] : [];
    case 'RecordNotCharged':
      if (made.status !== 'REQUESTED') return [];
      return [{ type: 'PaymentDeclined', data: { ...data, code: 'PROVIDER_UNAVAILABLE' } }];
  }
};

const requestRefund = (payment: Payment, command: Extract<PaymentCommand, { type: 'RequestRefund' }>): Decision => {
  const { refundId, reason, by } = command;
  if (payment.refunds.some((refund) => refund.refundId === refundId)) return [];
  const paid =
    command.attempt === undefined
      ? standingApproval(payment)
      : payment.attempts.find(({ attempt, status }) => attempt === command.attempt && status === 'APPROVED');
  if (!paid) return refuse('PAYMENT_NOT_APPROVED', { status: statusOf(payment) });
  // Sales are told by the reason which refunds are none of theirs, so nobody else may give it.
  if (reason === ATTEMPT_ABANDONED && !paid.late) return refuse('REFUND_REASON_RESERVED', { reason });
  const left = leftOf(payment, paid);
  const amount = command.amount ?? left;
  if (amount <= 0 || amount > left) return refuse('REFUND_TOO_HIGH', { left });
  const data = { ...idsOf(payment), attempt: paid.attempt, amount, refundId, reason, by };
  return [{ type: 'RefundRequested', data }];
};

const idsOf = ({ paymentId, cartId, storeId, customerId, businessDay }: Ids): Ids => ({
  paymentId,
  cartId,
  storeId,
  customerId,
  businessDay,
});

const withAttempt = (payment: Payment, attempt: number, change: (was: Attempt) => Attempt): Payment => ({
  ...payment,
  attempts: payment.attempts.map((made) => (made.attempt === attempt ? change(made) : made)),
});

const withRefund = (payment: Payment, refundId: string, status: Refund['status']): Payment => ({
  ...payment,
  refunds: payment.refunds.map((refund) => (refund.refundId === refundId ? { ...refund, status } : refund)),
});
