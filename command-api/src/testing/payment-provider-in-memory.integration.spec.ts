import { expect, test } from '@jest/globals';
import { givenPaymentProviderInMemory } from './payment-provider-in-memory.js';
import { withPaymentProvider } from './payment-provider.js';
import type { GivenPaymentProvider } from './given-payment-provider.js';

const euros = (amount: number) => ({ amount, currency: 'EUR' });

const standIn = withPaymentProvider();

/** Two tries to charge this amount, two to pay some of it back, what came of them, and what is in the books then. */
const tried = async ({ provider, counters }: GivenPaymentProvider, amount: number) => {
  const standIn = provider();
  const key = `key-${amount}`;
  const charges = [await standIn.charge(key, euros(amount)), await standIn.charge(key, euros(amount))];
  const [charge] = charges.flatMap((one) => ('providerReference' in one ? [one.providerReference] : []));
  const refund = () => standIn.refund(`refund-${amount}`, charge ?? 'none', euros(1_000 + (amount % 100)));
  const refunds = [await refund(), await refund()];
  const { charges: charged, refunds: refunded, totals } = await counters();
  const outcomes = [...charges, ...refunds].map(({ outcome, ...more }) => [outcome, 'code' in more ? more.code : null]);
  const sums = { charged: totals.charged, refunded: totals.refunded };
  return { outcomes, charges: charged[key], refunds: refunded[`refund-${amount}`], ...sums };
};

test('whatever is asked of it, it comes to the same as at the stand-in', async () => {
  const memory = givenPaymentProviderInMemory();
  // Refunds that end in .05 are made impossible in memory alone.
  for (const amount of [15_000, 15_001, 15_002, 15_003, 15_004])
    expect([amount, await tried(memory, amount)]).toEqual([amount, await tried(standIn, amount)]);
});
