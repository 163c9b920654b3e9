import type { Schema } from '../../api/client.js';

export type PaymentView = Schema<'PaymentView'>;

export interface PaymentsSought {
  readonly store?: string;
  readonly status?: string;
  readonly day?: string;
  /** The payment's, which is its order's as well. */
  readonly number?: string;
}

/** Whether GET /payments would list it. */
export const isSought = (payment: PaymentView, { store, status, day, number }: PaymentsSought): boolean =>
  (store === undefined || payment.storeId === Number(store)) &&
  (status === undefined || payment.status === status) &&
  (day === undefined || payment.businessDay === day) &&
  (number === undefined || payment.paymentId === Number(number));

/** As they are listed: those that were asked for last. */
export const newestFirst = (a: PaymentView, b: PaymentView): number =>
  a.requestedAt === b.requestedAt ? b.paymentId - a.paymentId : a.requestedAt > b.requestedAt ? -1 : 1;

const minor = (amount: number): number => Math.round(amount * 100);

/** What can still be given back: of the approval that the cart was paid with, all that nobody asked back yet; 0 where there is none. */
export const leftToRefund = ({ attempts, refunds }: Pick<PaymentView, 'attempts' | 'refunds'>): number => {
  const paid = attempts.find(({ status, late }) => status === 'APPROVED' && !late);
  if (!paid) return 0;
  const asked = refunds.filter(({ attempt, status }) => attempt === paid.attempt && status !== 'FAILED');
  return (minor(paid.amount) - asked.reduce((sum, { amount }) => sum + minor(amount), 0)) / 100;
};
