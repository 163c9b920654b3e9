import { laterOf, type Position } from '@doremi/event-sourcing';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';
import type { Aggregates } from '../aggregates.js';
import type { Cart } from '../cart/cart.decider.js';
import type { CommandContext } from '../command-handler/command-context.js';
import type { Order } from '../order/order.decider.js';
import { nextStep } from './next-step.js';
import { isOpen } from '../payment/payment.state.js';
import type { Payment } from '../payment/payment.decider.js';
import { CheckoutRun, type Found, type GivenOut, NO_PLACE } from './checkout-run.js';

/** How things stand when there is nothing more to do for now. */
export interface CheckoutResult {
  readonly cart: Cart;
  readonly payment: Payment;
  readonly order: Order;
  /** Where the newest event of the three is. */
  readonly position: Position;
}

export type CheckoutProcess = (cartId: number, context: CommandContext) => Promise<CheckoutResult>;

/** How long an attempt may be open before it counts as left behind by a process that died; milliseconds. */
export const LEFT_BEHIND_AFTER = 15_000;

/** More steps than one cart's way can take: a loop that gets here goes in a circle. */
const MOST_STEPS = 30;

/**
 * Brings a cart, its payment and its order to where they belong: looks at all three, and takes one step after the other. What a
 * step led to is known from its append; somebody else's step in between makes the next one conflict, or be refused, and then,
 * and before it says that nothing is left to do, it looks again.
 * Idempotent: two at once, or one after a crash, change nothing twice. It ends early only when the provider's answer
 * is unknown. Throws EngineUnavailable when the event store is away.
 */
export const checkoutProcess =
  (aggregates: Aggregates, provider: PaymentProvider, givenOut: GivenOut = () => 0): CheckoutProcess =>
  async (cartId, context) => {
    const run = new CheckoutRun(cartId, context, aggregates, provider, givenOut);
    let known: Found | null = null;
    for (let taken = 0; taken < MOST_STEPS; taken++) {
      const found: Found = known ?? (await run.look());
      const step = nextStep(found.cart.state, found.payment.state, found.order.state);
      if (!step && (known === null || isReceived(found)) && !isTorn(found)) return resultOf(found);
      const progress = step ? await run.take(step, found) : 'lookAgain';
      if (progress === 'askLater') return resultOf(await run.look());
      known = progress === 'lookAgain' ? null : progress;
    }
    throw new Error(`the checkout of cart ${cartId} found no end`);
  };

/**
 * The streams are read at the same time, so what is known of the payment may be from before the outcome that closed the
 * cart's attempt. That is on its stream by now: looking again shows it.
 */
const isTorn = ({ cart: { state: cart }, payment: { state: payment } }: Found): boolean => {
  const made = payment.attempts.find(({ attempt }) => attempt === cart.attempt);
  // For what has no place nobody asks for a payment.
  if (!made && cart.reopenedFor === NO_PLACE) return false;
  return cart.attempt > 0 && cart.status !== 'ORDERED' && (!made || isOpen(made));
};

/** Nothing comes after that but what is somebody else's doing. */
const isReceived = ({ cart, order }: Found): boolean =>
  cart.state.status === 'PAID' && order.state.status !== 'NONE' && order.state.status !== 'CANCELLED';

const resultOf = ({ cart, payment, order }: Found): CheckoutResult => ({
  cart: cart.state,
  payment: payment.state,
  order: order.state,
  position: [cart, payment, order].map(({ position }) => position).reduce(laterOf),
});
