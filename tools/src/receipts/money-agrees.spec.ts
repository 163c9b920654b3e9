import { cart, order, payment } from '@doremi/command-api';
import {
  decimalsOf,
  DEFAULT_SETTINGS,
  type Minor,
  type PaymentView,
  plainTerms,
  type Receipt,
  type SalesDay,
  taxOf,
  toDecimal,
  unitOf,
} from '@doremi/domain';
import { type Decider, type DomainEvent, fold, isRefusal, positionOf, type Recorded } from '@doremi/event-sourcing';
import { allProjections } from '@doremi/projections/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

const by = { sub: 'alice', roles: ['customer'] } as const;
const ids = { storeId: 2002, customerId: 'alice' };
const businessDay = '2026-01-31';
const NOON = '2026-01-31T12:00:00.000Z';
const OPEN = { status: 'OPEN', until: null, timezone: 'UTC', settings: DEFAULT_SETTINGS } as const;

/** A menu in a cart, in the currency's smallest amounts: options may take something off the price, never below nothing. */
const anyLine = fc
  .record({
    base: fc.integer({ min: 0, max: 200_000 }),
    deltas: fc.array(fc.integer({ min: -500, max: 5_000 }), { maxLength: 3 }),
    quantity: fc.integer({ min: 1, max: 99 }),
  })
  .map(({ base, deltas, quantity }) => ({
    price: Math.max(0, base + deltas.reduce((a, b) => a + b, 0)),
    deltas,
    quantity,
  }));

/** Of a customer's day: what they order, what is paid back of it (percent of what is left), and whether it is cancelled at last. */
const anyOrder = fc.record({
  lines: fc.array(anyLine, { minLength: 1, maxLength: 5 }),
  declined: fc.integer({ min: 0, max: 2 }),
  refunds: fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 }),
  failed: fc.boolean(),
  cancelled: fc.boolean(),
});

const anyDay = fc.record({
  currency: fc.constantFrom('EUR', 'KRW', 'USD', 'JPY', 'CHF'),
  taxRate: fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
  orders: fc.array(anyOrder, { minLength: 1, maxLength: 6 }),
});

class Chain {
  readonly events: Recorded[] = [];

  /** Does what surely succeeds. */
  do<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    state: State,
    command: Command,
  ): State {
    const made = decider.decide(command, state);
    if (isRefusal(made)) throw new Error(`${made.refused} ${JSON.stringify(command)}`);
    for (const event of made) this.record(event);
    return fold(decider, made, state);
  }

  private record({ type, data }: DomainEvent): void {
    const place = BigInt(this.events.length + 1);
    const metadata = {
      ...{ $correlationId: 'c', $causationId: 'c', commandId: String(place), actor: { sub: 'head', roles: [] } },
      ...{ occurredAt: NOON, schemaVersion: 1 },
    };
    const position = positionOf(place, place);
    this.events.push({ type, data, id: String(place), stream: 's', revision: 0, position, metadata });
  }

  /** A read model of all that happened, by key. */
  model<Document>(name: string): ReadonlyMap<string, Document> {
    const found = allProjections.find((one) => one.name === name);
    if (!found) throw new Error(`no read model is called ${name}`);
    const documents = new Map<string, Document>();
    for (const event of this.events) {
      const handler = (found.on as Readonly<Record<string, unknown>>)[event.type];
      if (!handler) continue;
      const key = String(found.key(event as never));
      const next = (handler as (...args: unknown[]) => Document | undefined)(
        documents.get(key),
        event.data,
        event.metadata.occurredAt,
        event,
      );
      if (next !== undefined) documents.set(key, next);
    }
    return documents;
  }
}

type Day = typeof anyDay extends fc.Arbitrary<infer Value> ? Value : never;

/** Orders, pays and pays back, as checkout, policies and the payment provider do. */
const played = ({ currency, taxRate, orders }: Day): Chain => {
  const chain = new Chain();
  const unit = unitOf(currency);
  orders.forEach(({ lines, declined, refunds, failed, cancelled }, index) => {
    const cartId = index + 1;
    let own = chain.do(cart, cart.initial, { type: 'CreateCart', cartId, ...ids, storeStatus: 'OPEN' });
    const menus = Object.fromEntries(
      lines.map(({ price }, at) => [at + 1, { revision: 1, price: price * unit, optionGroups: [], soldOut: [] }]),
    );
    lines.forEach(({ price, quantity }, at) => {
      const menu = { menuId: at + 1, revision: 1, menuName: `menu ${at}`, unitPrice: price * unit, options: [] };
      own = chain.do(cart, own, { type: 'AddMenu', by, ...menu, quantity });
    });
    let money = payment.initial;
    for (let attempt = 1; attempt <= declined + 1; attempt++) {
      const shop = { store: OPEN, now: NOON, quarter: null, businessDay, menus, money: { currency, taxRate } } as const;
      own = chain.do(cart, own, { type: 'OrderCart', by, ...shop, attempt });
      const asked = { paymentId: cartId, cartId, ...ids, businessDay, attempt, amount: own.total };
      const fixed = { currency: own.terms.currency, taxRate: own.terms.tax?.rate ?? null };
      money = chain.do(payment, money, { type: 'RequestPayment', ...asked, ...fixed });
      if (attempt > declined) break;
      money = chain.do(payment, money, { type: 'RecordDecline', attempt, code: 'CARD_DECLINED' });
      own = chain.do(cart, own, { type: 'ReopenCart', attempt, reason: 'CARD_DECLINED' });
    }
    const attempt = declined + 1;
    money = chain.do(payment, money, { type: 'RecordApproval', attempt, providerReference: `ch_${cartId}` });
    own = chain.do(cart, own, { type: 'ConfirmPayment', attempt, paymentId: cartId });
    const { lines: bought, total, terms } = own;
    const received = {
      orderId: cartId,
      cartId,
      ...ids,
      paymentId: cartId,
      lines: bought,
      total,
      businessDay,
      paidAt: NOON,
    };
    const numbered = { ...terms, orderNumber: cartId, acceptBy: null, promisedAt: null };
    let made = chain.do(order, order.initial, { type: 'ReceiveOrder', ...received, ...numbered });
    let left = total;
    const refund = (amount: Minor, refundId: string): void => {
      if (amount === 0) return;
      money = chain.do(payment, money, { type: 'RequestRefund', refundId, amount, reason: 'cold', by: 'head' });
      const isFailed = failed && refundId.endsWith('-0');
      money = isFailed
        ? chain.do(payment, money, { type: 'FailRefund', refundId, code: 'NO' })
        : chain.do(payment, money, { type: 'RecordRefund', refundId, providerReference: 're' });
      if (!isFailed) left -= amount;
    };
    refunds.forEach((percent, at) => refund(Math.floor((left * percent) / 100 / unit) * unit, `${cartId}-${at}`));
    if (!cancelled) return;
    made = chain.do(order, made, { type: 'CancelOrder', by, reason: 'late' });
    refund(left, `${made.orderId}-cancelled`);
  });
  return chain;
};

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, number) => all + number, 0);

describe('whatever is ordered, in whatever currency, and paid back in whatever parts', () => {
  test('totals, taxes, receipts, payments and sales agree, to the last unit', () =>
    fc.assert(
      fc.property(anyDay, (day) => {
        const chain = played(day);
        const receipts = [...chain.model<Receipt>('receipts').values()];
        const payments = chain.model<PaymentView>('payments');
        const board = chain.model<{ readonly refunded: Minor }>('orderBoard');
        const { taxRate, currency } = day;
        for (const receipt of receipts) {
          const { total, terms, lines, refunds } = receipt;
          expect(total).toBe(sum(lines.map(({ quantity, unitPrice }) => quantity * unitPrice)));
          expect(terms).toEqual({ ...plainTerms(total), currency, tax: taxOf(total, taxRate, currency) });
          for (const { amount, net, tax } of refunds) expect((net ?? NaN) + (tax ?? NaN)).toBe(amount);
          const back = sum(refunds.map(({ amount }) => amount));
          // What is paid back in parts has the tax of its sum; all of it, that of the total.
          expect(sum(refunds.map(({ tax }) => tax ?? NaN))).toBe(taxOf(back, taxRate, currency).tax);
          expect(payments.get(String(receipt.orderId))).toMatchObject({
            ...{ amount: total, currency, tax: terms.tax, refunded: back },
          });
          expect(board.get(String(receipt.orderId))).toMatchObject({ refunded: back });
          // Nothing has more decimals than its currency, and nothing is below nothing.
          const amounts = [
            total,
            terms.tax?.net,
            terms.tax?.tax,
            ...refunds.flatMap((one) => [one.amount, one.net, one.tax]),
          ];
          for (const amount of amounts) {
            expect(toDecimal(amount ?? NaN).toFixed(decimalsOf(currency) ?? NaN)).toBe(
              toDecimal(amount ?? NaN)
                .toFixed(2)
                .replace(decimalsOf(currency) === 0 ? /\.00$/ : /$^/, ''),
            );
            expect(amount).toBeGreaterThanOrEqual(0);
          }
        }
        const [sales] = chain.model<SalesDay>('salesByDay').values();
        const refunds = receipts.flatMap((receipt) => receipt.refunds);
        expect(sales).toMatchObject({
          ...{ currency, orders: day.orders.length, revenue: sum(receipts.map(({ total }) => total)) },
          tax: sum(receipts.map(({ terms }) => terms.tax?.tax ?? NaN)),
          refunds: sum(refunds.map(({ amount }) => amount)),
          refundedTax: sum(refunds.map(({ tax }) => tax ?? NaN)),
        });
      }),
      { numRuns: 150 },
    ));

  test('the days are worth something: most pay back in parts, and some all of it', () => {
    const days = fc.sample(anyDay, { numRuns: 100, seed: 1 }).map(played);
    const refunds = days.flatMap((chain) =>
      [...chain.model<Receipt>('receipts').values()].map((one) => one.refunds.length),
    );
    expect(refunds.filter((count) => count > 1).length).toBeGreaterThan(50);
  });
});
