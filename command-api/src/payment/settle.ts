import { randomUUID } from 'node:crypto';
import { cartStream, orderStream, paymentStream } from '@doremi/shared/events/streams';
import { laterOf, type Position } from '@doremi/shared/kernel/position';
import { isRefusal, type Refusal } from '@doremi/shared/kernel/refusal';
import type { ChargeOutcome, PaymentProvider } from '../adapters/payment-provider.js';
import type { Aggregates } from '../aggregates.js';
import type { Cart } from '../cart/cart.decider.js';
import { stepOf, type CommandContext } from '../handle/context.js';
import type { Snapshot } from '../handle/snapshot.js';
import type { Order } from '../order/order.decider.js';
import { nextStep, type Step } from './next-step.js';
import type { Payment, PaymentCommand } from './payment.decider.js';

/** How things stand when there is nothing more to do for now. */
export interface Settled {
  readonly cart: Cart;
  readonly payment: Payment;
  readonly order: Order;
  /** Where the newest event of the three is. */
  readonly position: Position;
}

export type Settle = (cartId: number, context: CommandContext) => Promise<Settled>;

/** More steps than one cart's way can take: a loop that gets here goes in a circle. */
const MOST_STEPS = 30;

/**
 * Brings a cart, its payment and its order to where they belong: looks at all three, takes the next step, looks again.
 * Idempotent: two at once, or one after a crash, change nothing twice. It ends early only when the provider's answer
 * is unknown. Throws EngineUnavailable when the event store is away.
 */
export const settling = (aggregates: Aggregates, provider: PaymentProvider): Settle => {
  const { carts, payments, orders } = aggregates;

  return async (cartId, context) => {
    const run = new Run(cartId, context);
    let canGoOn = true;
    for (let taken = 0; taken < MOST_STEPS; taken++) {
      const [cart, payment, order] = await Promise.all([
        carts.load(cartStream(cartId)),
        payments.load(paymentStream(cartId)),
        orders.load(orderStream(cartId)),
      ]);
      const step = canGoOn ? nextStep(cart.state, payment.state, order.state) : null;
      if (!step)
        return { cart: cart.state, payment: payment.state, order: order.state, position: latest(cart, payment, order) };
      canGoOn = await take(run, step, cart, payment.state);
    }
    throw new Error(`settling cart ${cartId} found no end`);
  };

  /** Takes one step; false when the provider's answer is not known and there is nothing to do but ask again later. */
  async function take(run: Run, step: Step, cart: Snapshot<Cart>, payment: Payment): Promise<boolean> {
    const { cartId, lines, total, businessDay, storeId, customerId } = cart.state;
    const { attempt } = step;
    switch (step.step) {
      case 'request': {
        const ids = { paymentId: cartId, cartId, storeId, customerId, businessDay };
        return run.request(() => pay(run.asker, { type: 'RequestPayment', ...ids, attempt, amount: total }));
      }
      case 'charge':
        return charge(run, attempt, step.isUnknown, total);
      case 'confirm':
        return done(
          carts.handle(cartStream(cartId), { type: 'ConfirmPayment', attempt, paymentId: cartId }, run.step(step)),
        );
      case 'reopen': {
        const command = { type: 'ReopenCart', attempt, reason: step.reason } as const;
        return done(carts.handle(cartStream(cartId), command, run.step(step)));
      }
      case 'receive': {
        const received = { orderId: cartId, cartId, storeId, customerId, paymentId: cartId, lines, total, businessDay };
        const command = {
          type: 'ReceiveOrder',
          ...received,
          paidAt: cart.last?.metadata.occurredAt ?? run.asker.now,
        } as const;
        return done(orders.handle(orderStream(cartId), command, run.step(step), true));
      }
      case 'refund': {
        const refundId = `${payment.paymentId}-${attempt}-abandoned`;
        return done(pay(run.step(step), { type: 'RequestRefund', refundId, attempt, reason: 'ATTEMPT_ABANDONED' }));
      }
    }

    function pay(by: CommandContext, command: PaymentCommand) {
      return payments.handle(paymentStream(cartId), command, by);
    }
  }

  /**
   * Asks the provider and records what it says. "Not charged" is believed only by the one who asked first: after
   * anybody else may have asked, that this request was not taken says nothing about the ones before.
   */
  async function charge(run: Run, attempt: number, isUnknown: boolean, amount: number): Promise<boolean> {
    const stream = paymentStream(run.cartId);
    const isFirst = run.askedFirst && !isUnknown;
    if (!isFirst && !isUnknown)
      await done(payments.handle(stream, { type: 'RecordUnknown', attempt }, run.named(attempt, 'unknown')));
    run.askedFirst = false;
    const answer = await provider.charge(`${run.cartId}-${attempt}`, amount);
    const command = commandOf(answer, attempt, isFirst);
    const outcome = await payments.handle(stream, command, run.named(attempt, command.type));
    await done(Promise.resolve(outcome));
    return command.type !== 'RecordUnknown';
  }
};

/** One call of settle: whose it is, and whether it was the one that requested the payment. */
class Run {
  askedFirst = false;
  /** Not derived, so that one of two at once knows that the request is its own; the decider lets one through. */
  readonly asker: CommandContext;

  constructor(
    readonly cartId: number,
    private readonly context: CommandContext,
  ) {
    const { requestHash: _, ...rest } = context;
    this.asker = { ...rest, commandId: randomUUID(), repeatable: false };
  }

  async request(ask: () => Promise<Snapshot<Payment> | Refusal>): Promise<boolean> {
    const outcome = await ask();
    this.askedFirst = !isRefusal(outcome) && outcome.commands.has(this.asker.commandId);
    return done(Promise.resolve(outcome));
  }

  step({ step, attempt }: Step): CommandContext {
    return this.named(attempt, step);
  }

  named(attempt: number, step: string): CommandContext {
    return stepOf(this.context, `${this.cartId}-${attempt}-${step}`);
  }
}

const commandOf = (answer: ChargeOutcome, attempt: number, isFirst: boolean): PaymentCommand => {
  switch (answer.outcome) {
    case 'approved':
      return { type: 'RecordApproval', attempt, providerReference: answer.providerReference };
    case 'declined':
      return { type: 'RecordDecline', attempt, code: answer.code };
    case 'notCharged':
      return isFirst ? { type: 'RecordNotCharged', attempt } : { type: 'RecordUnknown', attempt };
    case 'unknown':
      return { type: 'RecordUnknown', attempt };
  }
};

/** A refused step means that the states say something else by now: looking again is the answer to it. */
const done = async (outcome: Promise<Snapshot<unknown> | Refusal>): Promise<true> => {
  await outcome;
  return true;
};

const latest = (...snapshots: readonly Snapshot<unknown>[]): Position =>
  snapshots.map(({ position }) => position).reduce(laterOf);
