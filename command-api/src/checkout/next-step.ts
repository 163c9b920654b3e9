import type { Cart } from '../cart/cart.decider.js';
import type { Order } from '../order/order.decider.js';
import { abandonedApprovals, type Payment } from '../payment/payment.decider.js';
import { refundOfCancelled } from '../payment/payment.state.js';

/** What is to be done next between a cart, its payment and its order. */
export type Step =
  | { readonly step: 'request'; readonly attempt: number }
  /** `isUnknown`: somebody asked the provider before, so "not charged this time" is no answer. */
  | { readonly step: 'charge'; readonly attempt: number; readonly isUnknown: boolean }
  | { readonly step: 'confirm'; readonly attempt: number }
  | { readonly step: 'reopen'; readonly attempt: number; readonly reason: string }
  | { readonly step: 'receive'; readonly attempt: number }
  | { readonly step: 'refund'; readonly attempt: number }
  /** What is left of what a cancelled order paid goes back. */
  | { readonly step: 'giveBack'; readonly attempt: number; readonly refundId: string };

/** Pure: the next step from the three states, null when all is done. It needs no memory of the steps before. */
export const nextStep = (cart: Cart, payment: Payment, order: Order): Step | null => {
  const [abandoned] = abandonedApprovals(payment);
  if (abandoned) return { step: 'refund', attempt: abandoned.attempt };
  const { attempt } = cart;
  if (order.status === 'CANCELLED') {
    const rest = refundOfCancelled(payment);
    return rest && { step: 'giveBack', ...rest };
  }
  if (cart.status === 'PAID') return order.status === 'NONE' ? { step: 'receive', attempt } : null;
  if (cart.status !== 'ORDERED') return null;
  const made = payment.attempts.find((one) => one.attempt === attempt);
  switch (made?.status) {
    case undefined:
      return { step: 'request', attempt };
    case 'REQUESTED':
      return { step: 'charge', attempt, isUnknown: false };
    case 'UNKNOWN':
      return { step: 'charge', attempt, isUnknown: true };
    case 'APPROVED':
      // Late: it was closed before, so its money goes back and the cart does not go on with it.
      return made?.late ? { step: 'reopen', attempt, reason: made.code ?? 'DECLINED' } : { step: 'confirm', attempt };
    case 'DECLINED':
      return { step: 'reopen', attempt, reason: made?.code ?? 'DECLINED' };
  }
};
