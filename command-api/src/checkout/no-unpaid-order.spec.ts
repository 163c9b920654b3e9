import {
  ANONYMOUS as by,
  type CartEvent,
  type OrderEvent,
  type PaymentEvent,
  PLAIN_MONEY,
  plainOrder,
} from '@doremi/domain';
import { type Decider, type DomainEvent, fold, isRefusal } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cart, type Cart, type CartCommand } from '../cart/cart.decider.js';
import {
  openRefunds,
  refundable,
  payment,
  type Payment,
  type PaymentCommand,
  standingApproval,
} from '../payment/payment.decider.js';
import { openStore } from '../cart/testing/cart.samples.js';
import { nextStep } from './next-step.js';
import { order, type Order, type OrderCommand } from '../order/order.decider.js';

/**
 * Cart, payment and order, driven the way `checkOut` drives them, one step at a time: between any two steps the process
 * may die, answers may be lost, other people act. The payment provider is a model too, and it alone says what was paid.
 */

const NOW = '2026-01-31T12:00:00.000Z';
const ACCEPT_BY = '2026-01-31T12:05:00.000Z';
const LATE = '2026-01-31T12:05:01.000Z';
const pizza = { menuId: 1, revision: 1, menuName: 'pizza3', unitPrice: 15000, options: [] };

/** One stream and the state that it folds to. */
class Stream<State, Command, Event extends DomainEvent> {
  state: State;
  readonly events: Event[] = [];

  constructor(private readonly decider: Decider<State, Command, Event>) {
    this.state = decider.initial;
  }

  /** Whether something happened. */
  handle(command: Command): boolean {
    const outcome = this.decider.decide(command, this.state);
    if (isRefusal(outcome)) return false;
    this.state = fold(this.decider, outcome, this.state, this.events.length);
    this.events.push(...outcome);
    return outcome.length > 0;
  }
}

type Answer = 'approved' | 'declined' | 'lost' | 'not charged' | 'said not charged, and charged';

class System {
  readonly cart = new Stream<Cart, CartCommand, CartEvent>(cart);
  readonly payment = new Stream<Payment, PaymentCommand, PaymentEvent>(payment);
  readonly order = new Stream<Order, OrderCommand, OrderEvent>(order);
  /** The payment provider's own ledger: what was charged per attempt, and what went back. */
  readonly charged = new Map<number, number>();
  readonly returned = new Map<string, number>();

  constructor() {
    this.cart.handle({ type: 'CreateCart', cartId: 1, storeId: 2002, customerId: 'alice', storeStatus: 'OPEN' });
  }

  /** Takes the next step, if there is one. What the payment provider says to it is decided by `answer`. */
  checkOut(answer: Answer): boolean {
    const { cart, payment, order } = this;
    const next = nextStep(cart.state, payment.state, order.state);
    if (!next) return false;
    const { attempt } = next;
    const { cartId, storeId, customerId, businessDay, lines, total } = cart.state;
    const received = {
      lines,
      total,
      ...plainOrder(total),
      paidAt: NOW,
      now: NOW,
      acceptBy: ACCEPT_BY,
      promisedAt: null,
    };
    const ids = { paymentId: cartId, cartId, storeId, customerId, businessDay };
    switch (next.step) {
      case 'request':
        return payment.handle({ type: 'RequestPayment', ...ids, attempt, amount: total, ...PLAIN_MONEY });
      case 'charge':
        return this.ask(attempt, next.isUnknown, answer);
      case 'confirm':
        return cart.handle({ type: 'ConfirmPayment', attempt, paymentId: cartId });
      case 'reopen':
        return cart.handle({ type: 'ReopenCart', attempt, reason: next.reason });
      case 'receive':
        return order.handle({ type: 'ReceiveOrder', orderId: cartId, ...ids, ...received });
      case 'refund':
        return this.refund(`abandoned-${attempt}`, undefined, attempt, 'ATTEMPT_ABANDONED');
      case 'giveBack':
        return this.refund(next.refundId, undefined, attempt, 'ORDER_CANCELLED');
    }
  }

  /** Asks with the attempt's key: what was charged under it once is approved whenever it is asked again. */
  private ask(attempt: number, isUnknown: boolean, answer: Answer): boolean {
    const { payment, charged } = this;
    const amount = payment.state.attempts.find((made) => made.attempt === attempt)?.amount ?? NaN;
    const isKnown = charged.has(attempt);
    if (answer !== 'declined' && answer !== 'not charged') charged.set(attempt, amount);
    if (answer === 'approved' || (answer === 'declined' && isKnown)) return this.approve(attempt);
    if (answer === 'declined') return payment.handle({ type: 'RecordDecline', attempt, code: 'DECLINED' });
    return payment.handle({ type: answer === 'lost' || isUnknown ? 'RecordUnknown' : 'RecordNotCharged', attempt });
  }

  /** A report that comes late, or twice, for whatever attempt was charged. */
  approve(attempt: number): boolean {
    if (!this.charged.has(attempt)) return false;
    return this.payment.handle({ type: 'RecordApproval', attempt, providerReference: `charge-${attempt}` });
  }

  refund(refundId: string, amount?: number, attempt?: number, reason = 'cold'): boolean {
    return this.payment.handle({ type: 'RequestRefund', refundId, amount, attempt, reason, by: 'head' });
  }

  /** The payment provider will not pay back what a person asked for. */
  refuseRefund(): boolean {
    const open = openRefunds(this.payment.state).find(({ reason }) => reason === 'cold');
    return open !== undefined && this.payment.handle({ type: 'FailRefund', refundId: open.refundId, code: 'NO' });
  }

  payBack(): boolean {
    const [open] = openRefunds(this.payment.state);
    if (!open) return false;
    this.returned.set(open.refundId, open.amount);
    return this.payment.handle({ type: 'RecordRefund', refundId: open.refundId, providerReference: open.refundId });
  }
}

type Act = (system: System) => unknown;

/** Named, so that a sequence that fails can be read. */
const act = (name: string, run: Act): Act => Object.assign(run, { [fc.toStringMethod]: () => name });
const onCart = (command: CartCommand): Act => act(command.type, ({ cart }) => cart.handle(command));

const checkOutWith = (answer: Answer): Act => act(`checkOut: ${answer}`, (system) => system.checkOut(answer));
const approvalOf = (attempt: number): Act => act(`approval of ${attempt}`, (system) => system.approve(attempt));
const next = checkOutWith('approved');
const unseenCharge = checkOutWith('said not charged, and charged');
const firstApproval = approvalOf(1);
const checkOut = fc.constantFrom(
  next,
  checkOutWith('declined'),
  checkOutWith('lost'),
  checkOutWith('not charged'),
  unseenCharge,
  unseenCharge,
);
const lateApproval = fc.integer({ min: 1, max: 2 }).map(approvalOf);
const add = onCart({ type: 'AddMenu', by, ...pizza, quantity: 1 });
const remove = onCart({ type: 'RemoveLine', by, lineId: 1 });
const orderCart = act('order the cart', (system) => {
  const { status, attempt } = system.cart.state;
  const begun = status === 'ORDERED' || status === 'PAID' ? attempt : attempt + 1;
  const menus = { 1: { revision: 1, price: 15000, optionGroups: [], soldOut: [] } };
  const shop = { store: openStore, now: NOW, quarter: null, businessDay: '2026-01-31' };
  const asked = { by, ...shop, menus, money: PLAIN_MONEY } as const;
  system.cart.handle({ type: 'OrderCart', attempt: begun, ...asked });
});
const expire = onCart({ type: 'ExpireCart', idleSeconds: 2, ttlSeconds: 1 });
/** The next step towards the door; the store tries from the last one back. */
const cooking = act(
  'cooking',
  ({ order }) =>
    order.handle({ type: 'CompleteDelivery', by, now: NOW }) ||
    order.handle({ type: 'Dispatch', by, courier: null }) ||
    order.handle({ type: 'StartCooking', by, minutes: 20, now: NOW }),
);
const cancel = act('cancel', ({ order }) => order.handle({ type: 'CancelOrder', by, reason: null }));
const accept = act('accept', ({ order }) => order.handle({ type: 'AcceptOrder', by, minutes: 20, now: LATE }));
const refuse = act('refuse', ({ order }) => order.handle({ type: 'RefuseOrder', by, reason: null }));
const unanswered = act('unanswered', ({ order }) => order.handle({ type: 'CancelUnanswered', now: LATE }));
/** As head office does: the order first, and the cancellation's refund where that cancelled it. */
const refundAll = act('refund all', (system) => {
  const { order, payment } = system;
  if (order.state.status === 'NONE') return;
  order.handle({ type: 'CancelRefunded', by: 'root', reason: null });
  const isCancelled = order.state.status === 'CANCELLED';
  system.refund(isCancelled ? '1-cancelled' : 'all', refundable(payment.state), undefined, 'ORDER_CANCELLED');
});
const refundSome = act('refund 1.00', (system) => system.refund('a-person', 100));
const refuseRefund = act('refuse a refund', (system) => system.refuseRefund());
const payBack = act('pay back', (system) => system.payBack());

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: checkOut },
  { weight: 4, arbitrary: fc.constantFrom(add, orderCart, orderCart) },
  { weight: 1, arbitrary: fc.constantFrom(remove, remove, remove, expire) },
  { weight: 4, arbitrary: fc.constant(cooking) },
  { weight: 3, arbitrary: lateApproval },
  { weight: 1, arbitrary: fc.constantFrom(cancel, refundSome, refuseRefund, payBack) },
  { weight: 1, arbitrary: fc.constantFrom(accept, accept, refuse, unanswered, refundAll) },
);

const isDelivered = (system: System) => system.order.events.some(({ type }) => type === 'DeliveryCompleted');

const expectNothingUnpaid = (system: System): void => {
  const { order, cart, payment, charged } = system;
  if (order.state.status === 'NONE') return;
  const standing = standingApproval(payment.state);
  expect(cart.state.status).toBe('PAID');
  expect(standing?.attempt).toBe(cart.state.attempt);
  expect(charged.get(cart.state.attempt)).toBe(order.state.total);
  expect(order.events.filter(({ type }) => type === 'OrderReceived')).toHaveLength(1);
};

const acts = fc.array(anyAct, { maxLength: 60, size: 'max' });

describe('cart, payment and order together', () => {
  test('no sequence of commands leads to an order that is not paid, in any moment of it', () =>
    fc.assert(
      fc.property(acts, (sequence) => {
        const system = new System();
        for (const act of sequence) {
          act(system);
          expectNothingUnpaid(system);
        }
      }),
      { numRuns: 400 },
    ));

  test('an approval that comes after the refusal, and before the cart is open again, is given back and pays nothing', () => {
    const system = new System();
    for (const run of [add, orderCart, next, unseenCharge, firstApproval, next, next, next]) run(system);
    expect(system.cart.state.status).toBe('MENUADDED');
    expect(system.payment.state.refunds).toMatchObject([{ attempt: 1, amount: 15000, status: 'REQUESTED' }]);
    expect(system.order.events).toEqual([]);
  });

  test('when everything has come to its end, there is one charge and an order, or no charge that was not returned', () =>
    fc.assert(
      fc.property(acts, (sequence) => {
        const system = new System();
        for (const act of sequence) act(system);
        for (const number of system.charged.keys()) system.approve(number);
        // Bounded: a step that is taken again and again would be a loop, and this test would find it.
        for (let steps = 0; system.checkOut('approved') || system.payBack(); steps++) expect(steps).toBeLessThan(50);

        const returned = [...system.returned].filter(([refundId]) => refundId.startsWith('abandoned'));
        const kept = sum(system.charged.values()) - sum(returned.map(([, amount]) => amount));
        expect(kept).toBe(system.order.state.total);
        expect(system.cart.state.status).not.toBe('ORDERED');
        if (system.order.state.status === 'CANCELLED') expect(refundable(system.payment.state)).toBe(0);
      }),
      { numRuns: 300 },
    ));

  test('the sequences are worth something: they deliver, and they leave late approvals behind', () => {
    const worlds = fc.sample(acts, { numRuns: 300, seed: 1 }).map((sequence) => {
      const system = new System();
      for (const act of sequence) act(system);
      return system;
    });
    expect(worlds.filter(isDelivered).length).toBeGreaterThan(10);
    expect(worlds.filter(({ payment }) => payment.state.attempts.some(({ late }) => late)).length).toBeGreaterThan(10);
  });
});

const sum = (amounts: Iterable<number>): number => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
};
