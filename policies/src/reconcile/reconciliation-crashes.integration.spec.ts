import { upcast, paymentStream } from '@doremi/domain';
import { withEventStore } from '@doremi/event-store/testing';
import { describe, expect, test } from '@jest/globals';
import { aggregatesOn, type PaymentProvider, refundProcess } from '@doremi/command-api';
import { around, Died, dyingAt, keyed, openRefunds, withPaymentProvider } from '@doremi/command-api/testing';
import { lostLog } from './testing/lost-log.js';

const engine = withEventStore(upcast);
const standIn = withPaymentProvider();
const { open, forgotten, gone, reconciled, eventsOf, refundedOf, expectNothingLeft } = lostLog(
  () => engine.store,
  standIn,
);

const APPLY = { apply: true };

/** What the log has asked back is the policies' to ask for. */
const askAsPoliciesDo = async (paymentId: number): Promise<void> => {
  const aggregates = aggregatesOn(engine.store);
  const { state } = await aggregates.payments.load(paymentStream(paymentId));
  for (const { refundId } of openRefunds(state))
    await refundProcess(aggregates, standIn.provider())({ paymentId, refundId }, keyed(`ask ${refundId}`));
};

/** A cart whose reconciliation has the effects that are counted here. */
describe.each([
  ['an open attempt', open, { refunded: 0, refunds: 0 }],
  ['an attempt that is lost', forgotten, { refunded: 15000, refunds: 1 }],
  ['a cart that is lost', gone, { refunded: 15000, refunds: 1 }],
])('reconciling %s', (_, make, expected) => {
  test.each(['before', 'after'] as const)(
    'survives a crash %s every single step, and moves money once',
    async (when) => {
      let steps = 0;
      for (let died = true; died; steps++) {
        if (steps > 20) throw new Error('this reconciliation has no end');
        const cartId = await make();
        const effect = dyingAt(steps + 1, when);
        const eventStore = around(engine.store, (call, go) => (call === 'append' ? effect(go) : go()));
        const real = standIn.provider();
        const provider: PaymentProvider = { ...real, refund: (...args) => effect(() => real.refund(...args)) };
        died = await reconciled(APPLY, { provider, eventStore }).then(
          () => false,
          (error: unknown) => {
            if (error instanceof Died) return true;
            throw error;
          },
        );
        // Two that know nothing of it at the same time, as two operators would.
        await Promise.all([reconciled(APPLY), reconciled(APPLY)]);
        await askAsPoliciesDo(cartId);
        const events = await eventsOf(cartId);
        expect(new Set(events).size).toBe(events.length);
        const { charges, refunds } = await standIn.counters();
        const made = Object.entries(refunds).filter(([key]) => key.startsWith(`${cartId}-`));
        expect([charges[`${cartId}-1`], made.length, made.every(([, times]) => times === 1)]).toEqual([
          1,
          expected.refunds,
          true,
        ]);
        expect(await refundedOf(`${cartId}-1`)).toBe(expected.refunded);
        await expectNothingLeft();
      }
      expect(steps).toBeGreaterThan(1);
    },
  );
});
