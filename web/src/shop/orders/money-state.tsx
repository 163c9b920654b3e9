import { money, when } from '../../texts/formats.js';
import type { Order } from '../steps.js';
import { say } from './texts.js';

type Refund = Order['payment']['refunds'][number];

const refundInWords = ({ amount, status, settledAt, at }: Refund, currency: string | null): string => {
  const paid = { amount: money(amount, currency), at: when(settledAt ?? at) };
  if (status === 'REFUNDED') return say('refundOf', paid);
  return say(status === 'FAILED' ? 'refundFailed' : 'refundAsked', paid);
};

/** Where the money stands, in a word. */
export const paidInWords = ({ payment, currency }: Pick<Order, 'payment' | 'currency'>): string =>
  say(payment.status, { amount: money(payment.status === 'REFUNDED' ? payment.refunded : payment.amount, currency) });

/** What was paid, and what of it was given back. */
export const MoneyState = ({ order }: { readonly order: Order }) => (
  <>
    <p>{paidInWords(order)}</p>
    <ul class="plain-list">
      {order.payment.refunds.map((refund) => (
        <li key={refund.refundId}>{refundInWords(refund, order.currency)}</li>
      ))}
    </ul>
  </>
);
