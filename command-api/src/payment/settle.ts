import { laterOf, type Position } from '@doremi/shared/kernel/position';
import type { PaymentProvider } from '../adapters/payment-provider.js';
import type { Aggregates } from '../aggregates.js';
import type { Cart } from '../cart/cart.decider.js';
import type { CommandContext } from '../handle/context.js';
import type { Order } from '../order/order.decider.js';
import { nextStep } from './next-step.js';
import { isOpen } from './payment.state.js';
import type { Payment } from './payment.decider.js';
import { Settlement, type Found } from './settlement.js';

/** How things stand when there is nothing more to do for now. */
export interface Settled {
  readonly cart: Cart;
  readonly payment: Payment;
  readonly order: Order;
  /** Where the newest event of the three is. */
  readonly position: Position;
}

export type Settle = (cartId: number, context: CommandContext) => Promise<Settled>;

/** How long an attempt may be open before it counts as left behind by a process that died; milliseconds. */
export const LEFT_BEHIND_AFTER = 15_000;

/** More steps than one cart's way can take: a loop that gets here goes in a circle. */
const MOST_STEPS = 30;

/**
 * Brings a cart, its payment and its order to where they belong: looks at all three, takes the next step, looks again.
 * Idempotent: two at once, or one after a crash, change nothing twice. It ends early only when the provider's answer
 * is unknown. Throws EngineUnavailable when the event store is away.
 */
export const settling =
  (aggregates: Aggregates, provider: PaymentProvider): Settle =>
  async (cartId, context) => {
    const settlement = new Settlement(cartId, context, aggregates, provider);
    for (let taken = 0; taken < MOST_STEPS; taken++) {
      const found = await settlement.look();
      const step = nextStep(found.cart.state, found.payment.state, found.order.state);
      if (!step && isTorn(found)) continue;
      if (!step) return settled(found);
      const progress = await settlement.take(step, found);
      if (progress === 'askLater') return settled(await settlement.look());
    }
    throw new Error(`settling cart ${cartId} found no end`);
  };

/**
 * The streams are read at the same time, so what is known of the payment may be from before the outcome that closed the
 * cart's attempt. That is on its stream by now: looking again shows it.
 */
const isTorn = ({ cart: { state: cart }, payment: { state: payment } }: Found): boolean => {
  const made = payment.attempts.find(({ attempt }) => attempt === cart.attempt);
  return cart.attempt > 0 && cart.status !== 'ORDERED' && (!made || isOpen(made));
};

const settled = ({ cart, payment, order }: Found): Settled => ({
  cart: cart.state,
  payment: payment.state,
  order: order.state,
  position: [cart, payment, order].map(({ position }) => position).reduce(laterOf),
});
