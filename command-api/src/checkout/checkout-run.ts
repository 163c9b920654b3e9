import { randomUUID } from 'node:crypto';
import {
  ATTEMPT_ABANDONED,
  cartStream,
  type Money,
  ORDER_CANCELLED,
  orderStream,
  paymentStream,
  receiptsStream,
  storeStream,
  SYSTEM,
} from '@doremi/domain';
import { isRefusal, type Recorded } from '@doremi/event-sourcing';
import type { ChargeOutcome, PaymentProvider } from '../payment-provider/payment-provider.js';
import type { Aggregates } from '../aggregates.js';
import type { Cart, CartCommand } from '../cart/cart.decider.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { onBehalfOf, stepOf, type CommandContext } from '../command-handler/command-context.js';
import { CONTENDED } from '../command-handler/optimistic-concurrency.js';
import { takePlace } from '../slots/slot-places.js';
import type { Snapshot } from '../command-handler/loaded-aggregate.js';
import { acceptanceOf } from '../order/acceptance.js';
import type { Order } from '../order/order.decider.js';
import { numberIn } from '../receipt/receipts.decider.js';
import type { Step } from './next-step.js';
import type { Payment, PaymentCommand } from '../payment/payment.decider.js';
import { abandonedRefundId, chargeKey } from '../payment/payment.state.js';

/** The three that belong together, as their streams tell them. */
export interface Found {
  readonly cart: Snapshot<Cart>;
  readonly payment: Snapshot<Payment>;
  readonly order: Snapshot<Order>;
}

/** What a step led to. `askLater`: the provider's answer is not known, and there is nothing to do but ask again some other time. */
type Progress = Found | 'lookAgain' | 'askLater';

/** There is nothing to charge, so nobody has to be asked. */
const FREE: ChargeOutcome = { outcome: 'approved', providerReference: 'free' };

/** Why a cart is opened again for which its store has no place. */
export const NO_PLACE = 'STORE_BUSY';

/** The highest number that was given out on a stream of receipts in a log that was lost, as far as it is known; else 0. */
export type GivenOut = (stream: string) => number;

type Charge = Extract<Step, { step: 'charge' }>;

interface OfAttempt {
  readonly attempt: number;
}

/** One run of the checkout: looks at one cart's three streams and takes steps, for the request that ordered, whoever calls it. */
export class CheckoutRun {
  /** The attempt that this call requested: nobody else asks for it without saying so on the stream first. */
  private requested: number | null = null;
  /** Not derived as the other steps' ids are, so that of two at once each can tell whose request went through. */
  private readonly requestId = randomUUID();
  private readonly streams: { readonly cart: string; readonly payment: string; readonly order: string };

  constructor(
    private readonly cartId: number,
    private context: CommandContext,
    private readonly aggregates: Aggregates,
    private readonly provider: PaymentProvider,
    private readonly givenOut: GivenOut,
  ) {
    this.streams = { cart: cartStream(cartId), payment: paymentStream(cartId), order: orderStream(cartId) };
  }

  async look(): Promise<Found> {
    const { carts, payments, orders } = this.aggregates;
    const [cart, payment, order] = await Promise.all([
      carts.load(this.streams.cart),
      payments.load(this.streams.payment),
      orders.load(this.streams.order),
    ]);
    return { cart, payment, order };
  }

  /** Takes one step. Where it is refused, the streams say something else by now: looking again is the answer to it. */
  async take(step: Step, found: Found): Promise<Progress> {
    const { cart, payment } = found;
    // While it is paid for, nothing comes after the event that ordered but what came of it.
    const began = step.step === 'refund' || step.step === 'giveBack' ? await this.requestOf(step.attempt) : cart.last;
    if (began) this.context = onBehalfOf(began, this.context);
    switch (step.step) {
      case 'charge':
        return this.charge(step, chargeOf(payment.state, step.attempt), found);
      case 'request':
        return (await this.hasPlace(cart.state))
          ? after(payment, await this.request(step.attempt, cart.state), (payment) => ({ ...found, payment }))
          : this.reopen(step.attempt, NO_PLACE, found);
      case 'confirm': {
        const command = { type: 'ConfirmPayment', attempt: step.attempt, paymentId: this.cartId } as const;
        return after(cart, await this.onCart(step, command), (cart) => ({ ...found, cart }));
      }
      case 'reopen':
        return this.reopen(step.attempt, step.reason, found);
      case 'receive':
        return after(found.order, await this.receive(step.attempt, cart), (order) => ({ ...found, order }));
      case 'refund':
        await this.refund(step.attempt, abandonedRefundId(chargeKey(this.cartId, step.attempt)), ATTEMPT_ABANDONED);
        return 'lookAgain';
      case 'giveBack':
        await this.refund(step.attempt, step.refundId, ORDER_CANCELLED);
        return 'lookAgain';
    }
  }

  private async reopen(attempt: number, reason: string, found: Found): Promise<Progress> {
    const step = { step: 'reopen', attempt, reason } as const;
    const reopened = await this.onCart(step, { type: 'ReopenCart', attempt, reason });
    return after(found.cart, reopened, (cart) => ({ ...found, cart }));
  }

  /** What a store does not take any more is not paid for: its place may have been given to others before it was ordered. */
  private async hasPlace({ storeId, cartId, quarter, attempt }: Cart): Promise<boolean> {
    if (quarter === null) return true;
    const { state: store } = await this.aggregates.stores.load(storeStream(storeId));
    const place = { storeId, quarter, cartId, attempt };
    const taken = await takePlace(this.aggregates, place, store.settings.ordersPerQuarter, this.context);
    if (isRefusal(taken) && taken.refused === CONTENDED) throw new Error(`no place is known for cart ${cartId}`);
    return !isRefusal(taken);
  }

  private async request(attempt: number, cart: Cart): Promise<Outcome<Payment>> {
    const { cartId, storeId, customerId, businessDay, total: amount, terms } = cart;
    const ids = { paymentId: cartId, cartId, storeId, customerId, businessDay };
    const money = { amount, currency: terms.currency, taxRate: terms.tax?.rate ?? null };
    const command = { type: 'RequestPayment', ...ids, attempt, ...money } as const;
    const { requestHash: _, isSameRequest: __, ...rest } = this.context;
    const context = { ...rest, commandId: this.requestId, repeatable: false };
    const outcome = await this.aggregates.payments.handle(this.streams.payment, command, context);
    const isOurs = !isRefusal(outcome) && outcome.commands.has(this.requestId);
    this.requested = isOurs ? attempt : null;
    return outcome;
  }

  /**
   * Asks the provider and records what it says. "Not charged" is believed only by the one who asked first: after
   * anybody else may have asked, that this request was not taken says nothing about the ones before.
   */
  private async charge({ attempt, isUnknown }: Charge, money: Money, found: Found): Promise<Progress> {
    const isFirst = this.requested === attempt && !isUnknown;
    this.requested = null;
    const mayAsk = isFirst || isUnknown || (await this.announceAsking(attempt));
    if (!mayAsk) return 'lookAgain';
    const answer = money.amount === 0 ? FREE : await this.provider.charge(chargeKey(this.cartId, attempt), money);
    const command = recordOf(answer, attempt, isFirst);
    const recorded = await this.onPayment(command, command.type);
    return command.type === 'RecordUnknown'
      ? 'askLater'
      : after(found.payment, recorded, (payment) => ({ ...found, payment }));
  }

  /** Says on the stream that a second one asks; false when the attempt was closed meanwhile and must not be charged. */
  private async announceAsking(attempt: number): Promise<boolean> {
    const announced = await this.onPayment({ type: 'RecordUnknown', attempt }, 'RecordUnknown');
    if (isRefusal(announced)) return false;
    return announced.state.attempts.some((made) => made.attempt === attempt && made.status === 'UNKNOWN');
  }

  private async receive(attempt: number, { state, last }: Snapshot<Cart>): Promise<Outcome<Order>> {
    const { cartId, storeId, customerId, lines, total, terms, businessDay } = state;
    const ids = { orderId: cartId, cartId, storeId, customerId, paymentId: cartId };
    const paidAt = last?.metadata.occurredAt ?? this.context.now;
    const [orderNumber, { state: store }] = await Promise.all([
      terms.currency === null ? null : this.numberOf(state),
      this.aggregates.stores.load(storeStream(storeId)),
    ]);
    const acceptance = acceptanceOf(store, paidAt, terms.fulfilment);
    const received = { lines, total, ...terms, businessDay, paidAt, orderNumber, ...acceptance };
    const command = { type: 'ReceiveOrder', ...ids, ...received } as const;
    return this.aggregates.orders.handle(this.streams.order, command, this.named(attempt, 'receive'), true);
  }

  /**
   * The order's number: given out now, or the one that it got from whoever died before the order was received. Outrun by others
   * it is tried again until it is through: what is paid does not fail over its number. Throws EngineUnavailable.
   */
  private async numberOf({ cartId: orderId, storeId, businessDay }: Cart): Promise<number> {
    const { receipts } = this.aggregates;
    const { requestHash: _, ...rest } = this.context;
    const stream = receiptsStream(storeId, businessDay);
    for (;;) {
      // Not derived, which would be read back: an order that has a number is told by the stream itself.
      const context = { ...rest, commandId: randomUUID(), repeatable: false };
      const command = {
        type: 'NumberReceipt',
        storeId,
        businessDay,
        orderId,
        givenOut: this.givenOut(stream),
      } as const;
      const outcome = await receipts.handle(stream, command, context);
      const number = isRefusal(outcome) ? undefined : numberIn(outcome.state, orderId);
      if (number !== undefined) return number;
    }
  }

  private async refund(attempt: number, refundId: string, reason: string): Promise<void> {
    const command = { type: 'RequestRefund', refundId, attempt, reason, by: SYSTEM.sub } as const;
    await this.onPayment(command, `refund-${refundId}`);
  }

  private async requestOf(attempt: number): Promise<Recorded | undefined> {
    const history = await this.aggregates.payments.history(this.streams.payment);
    return history.find(({ type, data }) => type === 'PaymentRequested' && data.attempt === attempt);
  }

  private onCart({ step, attempt }: Step, command: CartCommand): Promise<Outcome<Cart>> {
    return this.aggregates.carts.handle(this.streams.cart, command, this.named(attempt, step));
  }

  private onPayment(command: PaymentCommand & OfAttempt, step: string): Promise<Outcome<Payment>> {
    return this.aggregates.payments.handle(this.streams.payment, command, this.named(command.attempt, step));
  }

  /** The same step of the same attempt is the same command, whoever takes it and however often. */
  private named(attempt: number, step: string): CommandContext {
    return stepOf(this.context, `${this.cartId}-${attempt}-${step}`);
  }
}

/** What is known once a step led on from what was found. Where it was refused, or taken long before, that has to be looked for. */
const after = <State>(
  before: Snapshot<State>,
  outcome: Outcome<State>,
  foundWith: (snapshot: Snapshot<State>) => Found,
): Progress => (isRefusal(outcome) || outcome.revision <= before.revision ? 'lookAgain' : foundWith(outcome));

/** What is asked for, as it was requested: the same key with another question would be another charge. */
const chargeOf = ({ attempts }: Payment, attempt: number): Money => {
  const requested = attempts.find((made) => made.attempt === attempt);
  if (!requested) throw new Error(`attempt ${attempt} was never requested`);
  return { amount: requested.amount, currency: requested.currency };
};

const recordOf = (answer: ChargeOutcome, attempt: number, isFirst: boolean): PaymentCommand & OfAttempt => {
  switch (answer.outcome) {
    case 'approved':
      return { type: 'RecordApproval', attempt, providerReference: answer.providerReference };
    case 'declined':
      return { type: 'RecordDecline', attempt, code: answer.code };
    case 'notCharged':
      return { type: isFirst ? 'RecordNotCharged' : 'RecordUnknown', attempt };
    case 'unknown':
      return { type: 'RecordUnknown', attempt };
  }
};
