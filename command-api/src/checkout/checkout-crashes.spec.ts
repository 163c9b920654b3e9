import { orderStream, paymentStream, receiptsStream } from '@doremi/domain';
import { describe, expect, test } from '@jest/globals';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';
import { aggregatesOn } from '../aggregates.js';
import { businessDay } from '../cart/testing/cart.samples.js';
import { around } from '../command-handler/testing/around.js';
import { once } from '../command-handler/testing/counter.js';
import { withMemoryEventStore } from '../testing/in-memory.js';
import { givenPaymentProviderInMemory } from '../testing/payment-provider-in-memory.js';
import { Died, dyingAt } from '../testing/dying-at.js';
import { checkoutProcess, type CheckoutResult } from './checkout-process.js';
import { orderedCarts } from './testing/ordered-carts.js';

const engine = withMemoryEventStore();
const standIn = givenPaymentProviderInMemory();
const { ordered } = orderedCarts(() => engine.store);

/** Checks out in a process that dies; true when it died before it was through. */
const checkOutAndDie = async (cartId: number, at: number, when: 'before' | 'after'): Promise<boolean> => {
  const effect = dyingAt(at, when);
  const store = around(engine.store, (call, go) => (call === 'append' ? effect(go) : go()));
  const real = standIn.provider();
  const provider: PaymentProvider = { ...real, charge: (...args) => effect(() => real.charge(...args)) };
  try {
    await checkoutProcess(aggregatesOn(store), provider)(cartId, once());
    return false;
  } catch (error) {
    if (error instanceof Died) return true;
    throw error;
  }
};

/** Two processes that know nothing check out what was left behind, until it is known. */
const checkOutAfterwards = async (cartId: number): Promise<CheckoutResult> => {
  const fresh = () => checkoutProcess(aggregatesOn(engine.store), standIn.provider())(cartId, once());
  await Promise.all([fresh(), fresh()]);
  return fresh();
};

const MOST_EFFECTS = 24;

/** What is received has the number that was given out for it; numbers have no gap, and nobody has two. */
const expectNumbered = async (cartId: number, { status, orderNumber }: CheckoutResult['order']): Promise<void> => {
  const given = (await engine.store.read(receiptsStream(2002, businessDay))).map(({ data }) => data as Given);
  expect(given.map(({ number }) => number)).toEqual(given.map((_, index) => index + 1));
  const own = given.filter(({ orderId }) => orderId === cartId).map(({ number }) => number);
  expect(own).toEqual(status === 'NONE' ? [] : [orderNumber]);
};

interface Given {
  readonly number: number;
  readonly orderId: number;
}

describe.each([
  ['is approved', 15000, { cart: 'PAID', order: 'ACCEPTED', charges: 1 }],
  ['is declined', 15001, { cart: 'MENUADDED', order: 'NONE', charges: 0 }],
  ['is cut before its answer', 15002, { cart: 'PAID', order: 'ACCEPTED', charges: 1 }],
])('a charge that %s', (_, amount, outcome) => {
  test.each(['before', 'after'] as const)('survives a crash %s every single step', async (when) => {
    let steps = 0;
    for (let died = true; died; steps++) {
      if (steps > MOST_EFFECTS) throw new Error('this checkout has no end');
      const cartId = await ordered(amount);
      died = await checkOutAndDie(cartId, steps + 1, when);
      const { cart, order } = await checkOutAfterwards(cartId);
      const charges = (await standIn.counters()).charges[`${cartId}-1`] ?? 0;
      expect({ cart: cart.status, order: order.status, charges }).toEqual(outcome);
      expect(await engine.store.read(orderStream(cartId))).toHaveLength(2 * outcome.charges);
      await expectNumbered(cartId, order);
    }
    // Request, charge and record at least: else nothing was crashed.
    expect(steps).toBeGreaterThan(3);
  });
});

test('while the payment provider is away, a crash leaves no charge and no order behind', async () => {
  for (let at = 1, died = true; died; at++) {
    const cartId = await ordered(15004);
    died = await checkOutAndDie(cartId, at, 'after');
    const { order } = await checkOutAfterwards(cartId);
    expect(order.status).toBe('NONE');
    expect((await standIn.counters()).charges[`${cartId}-1`]).toBeUndefined();
    expect((await engine.store.read(paymentStream(cartId))).map(({ type }) => type)).not.toContain('PaymentApproved');
  }
});
