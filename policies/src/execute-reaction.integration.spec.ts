import { EngineUnavailable, type EventStore, WrongExpectedRevision } from '@doremi/event-sourcing';
import { upcast, paymentStream } from '@doremi/domain';
import { withEventStore } from '@doremi/event-store/testing';
import { expect, test } from '@jest/globals';
import { aggregatesOn, checkoutProcess } from '@doremi/command-api';
import { around, orderedCarts, ScriptedMenuServiceProbe, withPaymentProvider } from '@doremi/command-api/testing';
import { reacting } from './execute-reaction.js';
import { happened } from './testing/happened.js';

const engine = withEventStore(upcast);
const standIn = withPaymentProvider();
const { ordered } = orderedCarts(() => engine.store);

const react = (store: EventStore = engine.store) => {
  const [aggregates, provider] = [aggregatesOn(store), standIn.provider()];
  return reacting(aggregates, provider, new ScriptedMenuServiceProbe(), checkoutProcess(aggregates, provider));
};

test('an ordered cart is checked out, and what is asked back is paid back, each once', async () => {
  const cartId = await ordered(15000);
  const cancelled = happened({ type: 'OrderCancelled', data: {} });
  const refundId = `${cartId}-cancelled`;
  const command = { type: 'RequestRefund', refundId, reason: 'ORDER_CANCELLED', by: 'alice' } as const;
  for (let n = 0; n < 2; n++) {
    await react()({ do: 'checkOut', cartId }, happened({ type: 'PaymentApproved', data: {} }));
    await react()({ do: 'payment', paymentId: cartId, command }, cancelled);
    await react()({ do: 'refund', paymentId: cartId, refundId: command.refundId }, cancelled);
  }
  const events = await engine.store.read(paymentStream(cartId));
  const types = ['PaymentRequested', 'PaymentApproved', 'RefundRequested', 'PaymentRefunded'];
  expect(events.map(({ type }) => type)).toEqual(types);
  expect(events[2]?.metadata).toMatchObject({ $causationId: cancelled.id, actor: { sub: 'system' } });
  expect((await standIn.counters()).refunds[command.refundId]).toBe(1);
});

test('a refused command is done with, an engine that is away is not', async () => {
  const command = { type: 'RequestRefund', refundId: 'x', reason: 'x', by: 'x' } as const;
  const cause = happened({ type: 'OrderCancelled', data: {} });
  await expect(react()({ do: 'payment', paymentId: 999_999, command }, cause)).resolves.toBeUndefined();
  const away = around(engine.store, () => Promise.reject(new EngineUnavailable('away')));
  await expect(react(away)({ do: 'payment', paymentId: 1, command }, cause)).rejects.toThrow(EngineUnavailable);
});

test('a command that was only outrun is not done with', async () => {
  const cartId = await ordered(15000);
  const cause = happened({ type: 'OrderCancelled', data: {} });
  await react()({ do: 'checkOut', cartId }, happened({ type: 'CartOrdered', data: {} }));
  const command = { type: 'RequestRefund', refundId: 'outrun', reason: 'x', by: 'x' } as const;
  const outrun = around(engine.store, (call, go) =>
    call === 'append' ? Promise.reject(new WrongExpectedRevision('somebody else')) : go(),
  );
  await expect(react(outrun)({ do: 'payment', paymentId: cartId, command }, cause)).rejects.toThrow('TOO_MANY_WRITERS');
});
