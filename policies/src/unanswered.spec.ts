import { DEFAULT_SETTINGS, orderStream, paymentStream, storeStream, SYSTEM } from '@doremi/domain';
import { type EventStore, isRefusal } from '@doremi/event-sourcing';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aggregatesOn, checkoutProcess, type PaymentProvider } from '@doremi/command-api';
import {
  around,
  Died,
  dyingAt,
  MemoryEventStore,
  once,
  orderedCarts,
  PaymentProviderInMemory,
  ScriptedMenuServiceProbe,
} from '@doremi/command-api/testing';
import { reacting } from './execute-reaction.js';
import { reactingTo } from './testing/replica.js';

let store: MemoryEventStore;
let provider: PaymentProviderInMemory;
beforeEach(() => void (provider = new PaymentProviderInMemory()));
beforeAll(async () => {
  store = new MemoryEventStore();
  const { stores } = aggregatesOn(store);
  const registered = {
    type: 'RegisterStore',
    storeId: 2002,
    storeName: 'Doremi',
    address: '',
    timezone: 'UTC',
  } as const;
  await stores.handle(storeStream(2002), registered, once());
  const settings = { ...DEFAULT_SETTINGS, autoAccept: false };
  await stores.handle(storeStream(2002), { type: 'ChangeStoreSettings', settings }, once());
});
const { ordered } = orderedCarts(() => store);

/** An order that was to be answered long ago. */
const unanswered = async (): Promise<number> => {
  const orderId = await ordered(15_000);
  await checkoutProcess(aggregatesOn(store), provider)(orderId, once());
  return orderId;
};

/** As the policies process: the sweep finds the order, and the policies react to whatever is newest, up to the provider. */
const finish = async (orderId: number, on: EventStore = store, asked: PaymentProvider = provider): Promise<void> => {
  const aggregates = aggregatesOn(on);
  const react = reacting(aggregates, asked, new ScriptedMenuServiceProbe(), checkoutProcess(aggregates, asked));
  const { last } = await aggregates.orders.load(orderStream(orderId));
  if (last) await react({ do: 'cancelUnanswered', orderId }, last);
  for (const stream of [orderStream(orderId), paymentStream(orderId)]) await reactingTo(on, aggregates, asked)(stream);
};

const typesOf = async (stream: string): Promise<string[]> => (await store.read(stream)).map(({ type }) => type);

describe('an order that nobody answers in time', () => {
  test.each(['before', 'after'] as const)(
    'is cancelled and refunded once, though the process dies %s any single step',
    async (when) => {
      let steps = 0;
      for (let died = true; died; steps++) {
        if (steps > 20) throw new Error('this has no end');
        const orderId = await unanswered();
        const effect = dyingAt(steps + 1, when);
        const dying = around(store, (call, go) => (call === 'append' ? effect(go) : go()));
        const away: PaymentProvider = {
          charge: (...args) => provider.charge(...args),
          refund: (...args) => effect(() => provider.refund(...args)),
          isAvailable: () => true,
        };
        died = await finish(orderId, dying, away).then(
          () => false,
          (error: unknown) => {
            if (error instanceof Died) return true;
            throw error;
          },
        );
        // Two that know nothing of it, at the same time.
        await Promise.all([finish(orderId), finish(orderId)]);
        expect(await typesOf(orderStream(orderId))).toEqual(['OrderReceived', 'OrderCancelled']);
        expect((await typesOf(paymentStream(orderId))).slice(2)).toEqual(['RefundRequested', 'PaymentRefunded']);
        expect([...provider.refunded].filter(([key]) => key.startsWith(`${orderId}-`))).toEqual([
          [`${orderId}-cancelled`, 15_000],
        ]);
      }
      // The cancellation, the refund asked for, the money, and that it went back.
      expect(steps).toBe(5);
    },
  );

  test('is cooked where its store accepts it first, however late, and is not where it comes second', async () => {
    const endings = new Set<string>();
    for (let round = 0; round < 20; round++) {
      const orderId = await unanswered();
      const accepting = async () => {
        // One that looks first, and one that does not.
        for (let turn = 0; turn < round; turn++) await Promise.resolve();
        const command = { type: 'AcceptOrder', by: SYSTEM, minutes: 20, now: new Date().toISOString() } as const;
        return aggregatesOn(store).orders.handle(orderStream(orderId), command, once());
      };
      const [accepted] = await Promise.all([accepting(), finish(orderId)]);
      const [, ending, ...more] = await typesOf(orderStream(orderId));
      expect(more).toEqual([]);
      expect(ending).toBe(isRefusal(accepted) ? 'OrderCancelled' : 'OrderAccepted');
      expect(provider.refunded.has(`${orderId}-cancelled`)).toBe(isRefusal(accepted));
      endings.add(String(ending));
    }
    expect([...endings].sort()).toEqual(['OrderAccepted', 'OrderCancelled']);
  });
});
