import { EngineUnavailable } from '@doremi/event-sourcing';
import { paymentStream } from '@doremi/domain';
import { expect, test } from '@jest/globals';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';
import { aggregatesOn } from '../aggregates.js';
import { keyed, once } from '../command-handler/testing/counter.js';
import { withMemoryEventStore } from '../testing/in-memory.js';
import { givenPaymentProviderInMemory } from '../testing/payment-provider-in-memory.js';
import { refundProcess } from './refund-process.js';
import { checkoutProcess } from './checkout-process.js';
import { orderedCarts } from './testing/ordered-carts.js';

const engine = withMemoryEventStore();
const standIn = givenPaymentProviderInMemory();
const { ordered } = orderedCarts(() => engine.store);

/** A paid cart of which this much was asked back. */
const asked = async (amount: number): Promise<{ paymentId: number; refundId: string }> => {
  const aggregates = aggregatesOn(engine.store);
  const paymentId = await ordered(15000);
  await checkoutProcess(aggregates, standIn.provider())(paymentId, once());
  const refundId = `refund-${paymentId}`;
  const command = { type: 'RequestRefund', refundId, amount, reason: 'cold', by: 'head' } as const;
  await aggregates.payments.handle(paymentStream(paymentId), command, once());
  return { paymentId, refundId };
};

const ask = (refund: { paymentId: number; refundId: string }, provider: PaymentProvider = standIn.provider()) =>
  refundProcess(aggregatesOn(engine.store), provider)(refund, keyed(`ask ${refund.refundId}`));

const eventsOf = async ({ paymentId }: { paymentId: number }): Promise<string[]> =>
  (await engine.store.read(paymentStream(paymentId))).slice(2).map(({ type }) => type);

const answering = (refund: PaymentProvider['refund']): PaymentProvider => ({ ...standIn.provider(), refund });

test('the payment provider pays back once, however often it is asked', async () => {
  const refund = await asked(5000);
  await Promise.all([ask(refund), ask(refund)]);
  await ask(refund);
  expect(await eventsOf(refund)).toEqual(['RefundRequested', 'PaymentRefunded']);
  expect((await standIn.counters()).refunds[refund.refundId]).toBe(1);
});

test('an answer that is not known leaves it open, to be asked again', async () => {
  const refund = await asked(15000);
  await ask(
    refund,
    answering(() => Promise.resolve({ outcome: 'unknown' })),
  );
  expect(await eventsOf(refund)).toEqual(['RefundRequested']);
  await ask(refund);
  expect(await eventsOf(refund)).toEqual(['RefundRequested', 'PaymentRefunded']);
});

test('a refund that cannot be is failed with the reason', async () => {
  const refund = await asked(15000);
  await ask(
    refund,
    answering((id, _, money) => standIn.provider().refund(id, 'ch_none', money)),
  );
  expect(await eventsOf(refund)).toEqual(['RefundRequested', 'RefundFailed']);
  const [failed] = (await engine.store.read(paymentStream(refund.paymentId))).slice(-1);
  expect(failed?.data).toMatchObject({ code: 'CHARGE_NOT_FOUND', amount: 15000 });
});

test('a process that dies between the answer and its record pays back once', async () => {
  const refund = await asked(15000);
  const dies = answering(async (...args) => {
    await standIn.provider().refund(...args);
    throw new EngineUnavailable('died');
  });
  await expect(ask(refund, dies)).rejects.toThrow(EngineUnavailable);
  await ask(refund);
  expect(await eventsOf(refund)).toEqual(['RefundRequested', 'PaymentRefunded']);
  expect((await standIn.counters()).refunds[refund.refundId]).toBe(1);
});

test('what was never asked back is not paid back', async () => {
  const before = (await standIn.counters()).totals;
  await ask({ paymentId: 999_999, refundId: 'none' });
  const { paymentId } = await asked(1000);
  await ask({ paymentId, refundId: 'another' });
  expect((await standIn.counters()).totals.refunded).toBe(before.refunded);
});
