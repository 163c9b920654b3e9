import { orderStream, paymentStream } from '@doremi/shared/events/streams';
import { describe, expect, test } from '@jest/globals';
import type { PaymentProvider } from '../adapters/payment-provider.js';
import { aggregatesOn } from '../aggregates.js';
import { around } from '../handle/testing/around.js';
import { once } from '../handle/testing/counter.js';
import { withMemoryEventStore } from '../testing/in-memory.js';
import { givenPaymentProviderInMemory } from '../testing/payment-provider-in-memory.js';
import { Died, dyingAt } from '../testing/dying-at.js';
import { settling, type Settled } from './settle.js';
import { orderedCarts } from './testing/ordered-carts.js';

const engine = withMemoryEventStore();
const company = givenPaymentProviderInMemory();
const { ordered } = orderedCarts(() => engine.store);

/** Settles in a process that dies; true when it died before it was through. */
const settleAndDie = async (cartId: number, at: number, when: 'before' | 'after'): Promise<boolean> => {
  const effect = dyingAt(at, when);
  const store = around(engine.store, (call, go) => (call === 'append' ? effect(go) : go()));
  const real = company.provider();
  const provider: PaymentProvider = { ...real, charge: (...args) => effect(() => real.charge(...args)) };
  try {
    await settling(aggregatesOn(store), provider)(cartId, once());
    return false;
  } catch (error) {
    if (error instanceof Died) return true;
    throw error;
  }
};

/** Two processes that know nothing settle what was left behind, until it is known. */
const settleAfterwards = async (cartId: number): Promise<Settled> => {
  const fresh = () => settling(aggregatesOn(engine.store), company.provider())(cartId, once());
  await Promise.all([fresh(), fresh()]);
  return fresh();
};

const MOST_EFFECTS = 20;

describe.each([
  ['is approved', 15000, { cart: 'PAID', order: 'RECEIVED', charges: 1 }],
  ['is declined', 15001, { cart: 'MENUADDED', order: 'NONE', charges: 0 }],
  ['is cut before its answer', 15002, { cart: 'PAID', order: 'RECEIVED', charges: 1 }],
])('a charge that %s', (_, amount, outcome) => {
  test.each(['before', 'after'] as const)('survives a crash %s every single step', async (when) => {
    let steps = 0;
    for (let died = true; died; steps++) {
      if (steps > MOST_EFFECTS) throw new Error('this settling has no end');
      const cartId = await ordered(amount);
      died = await settleAndDie(cartId, steps + 1, when);
      const { cart, order } = await settleAfterwards(cartId);
      const charges = (await company.counters()).charges[`${cartId}-1`] ?? 0;
      expect({ cart: cart.status, order: order.status, charges }).toEqual(outcome);
      expect(await engine.store.read(orderStream(cartId))).toHaveLength(outcome.charges);
    }
    // Request, charge and record at least: else nothing was crashed.
    expect(steps).toBeGreaterThan(3);
  });
});

test('while the card company is away, a crash leaves no charge and no order behind', async () => {
  for (let at = 1, died = true; died; at++) {
    const cartId = await ordered(15004);
    died = await settleAndDie(cartId, at, 'after');
    const { order } = await settleAfterwards(cartId);
    expect(order.status).toBe('NONE');
    expect((await company.counters()).charges[`${cartId}-1`]).toBeUndefined();
    expect((await engine.store.read(paymentStream(cartId))).map(({ type }) => type)).not.toContain('PaymentApproved');
  }
});
