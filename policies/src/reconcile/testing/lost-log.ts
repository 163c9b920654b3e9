import { expect } from '@jest/globals';
import { type EventStore, isRefusal } from '@doremi/event-sourcing';
import { cartStream, paymentStream } from '@doremi/domain';
import {
  aggregatesOn,
  checkoutProcess,
  httpProviderLedger,
  type PaymentCommand,
  type PaymentProvider,
} from '@doremi/command-api';
import { add, create, type HttpPaymentProviderGiven, once, orderedCarts } from '@doremi/command-api/testing';
import type { ReconciliationLine, Result } from '../reconcile.responses.js';
import { reconciling } from '../reconciliation.js';

interface Conditions {
  readonly provider?: PaymentProvider;
  readonly eventStore?: EventStore;
  readonly now?: Date;
  readonly mayApply?: () => Promise<void>;
}

/** Long after all that these tests let happen: nothing of it is under way any more. */
const LATER = new Date('2030-01-01T00:00:00.000Z');

/** Carts and payments as a log has them that lost some of what the payment provider knows. */
export const lostLog = (store: () => EventStore, standIn: HttpPaymentProviderGiven) => {
  const { ordered } = orderedCarts(store);
  let lostCarts = 900_000;

  const charged = async (key: string, amount: number): Promise<string> => {
    const answer = await standIn.provider().charge(key, { amount, currency: 'EUR' });
    if (answer.outcome !== 'approved') throw new Error(`${key}: ${answer.outcome}`);
    return answer.providerReference;
  };

  const onPayment = async (cartId: number, command: PaymentCommand): Promise<void> => {
    const outcome = await aggregatesOn(store()).payments.handle(paymentStream(cartId), command, once());
    if (isRefusal(outcome)) throw new Error(outcome.refused);
  };

  const onCart = async (cartId: number, command: object): Promise<void> => {
    const { carts } = aggregatesOn(store());
    const outcome = await carts.handle(cartStream(cartId), command as Parameters<typeof carts.handle>[1], once());
    if (isRefusal(outcome)) throw new Error(outcome.refused);
  };

  /** Paid as it should be. */
  const paid = async (amount = 15000): Promise<number> => {
    const cartId = await ordered(amount);
    await checkOut(cartId);
    return cartId;
  };

  const checkOut = (cartId: number) => checkoutProcess(aggregatesOn(store()), standIn.provider())(cartId, once());

  /** Asked for, and charged; what came of it is lost. */
  const open = async (amount = 15000): Promise<number> => {
    const cartId = await ordered(amount);
    const ids = { paymentId: cartId, cartId, storeId: 2002, customerId: 'alice', businessDay: '2026-01-31' };
    await onPayment(cartId, { type: 'RequestPayment', ...ids, attempt: 1, amount, currency: 'EUR', taxRate: 19 });
    await charged(`${cartId}-1`, amount);
    return cartId;
  };

  /** A cart with a line in it, of which the order and the payment are lost. */
  const forgotten = async (amount = 15000): Promise<number> => {
    const cartId = (lostCarts += 10);
    await onCart(cartId, { ...create, cartId });
    await onCart(cartId, { ...add, quantity: 1, unitPrice: amount });
    await charged(`${cartId}-1`, amount);
    return cartId;
  };

  /** All of it is lost. */
  const gone = async (amount = 15000): Promise<number> => {
    const cartId = (lostCarts += 10);
    await charged(`${cartId}-1`, amount);
    return cartId;
  };

  /** All that a reconciliation tells. */
  const reconciled = async (
    options: { apply: boolean; since?: string; by?: string },
    {
      provider = standIn.provider(),
      eventStore = store(),
      now = LATER,
      mayApply = () => Promise.resolve(),
    }: Conditions = {},
  ): Promise<ReconciliationLine[]> => {
    const ledger = httpProviderLedger(standIn.url);
    const signal = new AbortController().signal;
    const lines: ReconciliationLine[] = [];
    const reconcile = reconciling({ eventStore, provider, ledger, now: () => now, mayApply });
    for await (const line of reconcile({ by: 'oscar', signal, ...options })) lines.push(line);
    return lines;
  };

  const differences = async (...asking: Parameters<typeof reconciled>) =>
    (await reconciled(...asking)).flatMap((line) =>
      'difference' in line ? [{ key: line.difference.key, found: line.difference.found, left: line.left }] : [],
    );

  const resultOf = async (...asking: Parameters<typeof reconciled>): Promise<Result | null> => {
    const last = (await reconciled(...asking)).at(-1);
    return last && 'result' in last ? last.result : null;
  };

  /** The types of the events of its payment. */
  const eventsOf = async (cartId: number): Promise<string[]> =>
    (await store().read(paymentStream(cartId))).map(({ type }) => type);

  /** What went back of a charge at the payment provider, by its key; minor units. */
  const refundedOf = async (key: string): Promise<number> => {
    for await (const charge of httpProviderLedger(standIn.url).charges())
      if (charge.key === key) return charge.refunded;
    return 0;
  };

  /** Whatever a test did, nothing is left of it: that is what the next one begins with. */
  const expectNothingLeft = async (): Promise<void> => {
    const before = await store().end();
    const money = (await standIn.counters()).totals;
    expect(await resultOf({ apply: true })).toMatchObject({ differences: 0, done: 0 });
    expect(await store().end()).toBe(before);
    expect((await standIn.counters()).totals).toEqual(money);
  };

  const made = { ordered, paid, open, forgotten, gone };
  return {
    ...made,
    charged,
    onPayment,
    onCart,
    checkOut,
    reconciled,
    differences,
    resultOf,
    eventsOf,
    refundedOf,
    expectNothingLeft,
  };
};
