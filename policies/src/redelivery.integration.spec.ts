import { aggregatesOn, checkoutProcess } from '@doremi/command-api';
import { MemoryEventStore, PaymentProviderInMemory, ScriptedMenuServiceProbe } from '@doremi/command-api/testing';
import { type Delivery, type EventStore, positionOf, type Recorded } from '@doremi/event-sourcing';
import { eventually } from '@doremi/event-sourcing/testing';
import { silentLog } from '@doremi/process/testing';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { seeded } from './testing/races/seeded-interleaving.js';
import { everythingHappens } from './testing/scenario/every-event.js';
import { Scenario, type Deliveries } from './testing/scenario/scenario.js';
import { policies } from './policies.js';
import { LookAhead } from './look-ahead.js';
import type { Policy } from './policy.js';
import { handleDeliveries, reactTo } from './policy-runner.js';
import { reacting } from './execute-reaction.js';
import { listsOf, readable } from './testing/happened.js';

/** The events twice, in an order that the seed decides. */
const twice = (events: readonly Recorded[], random: () => number): Recorded[] =>
  [...events, ...events]
    .map((event) => ({ event, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);

/** What is another one each time, though the same is sealed. */
const SEALED = ['iv', 'tag', 'data'];

/** Takes whatever depends on the clock away, and on chance: two days are never the same moment. */
const timeless = (data: object): unknown =>
  JSON.parse(JSON.stringify(data).replaceAll(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?/g, 'then'), (name, value: unknown) => {
    if (SEALED.includes(name)) return 'sealed';
    return name === 'secondsFromPaid' ? 0 : value;
  });

/** What happened, stream by stream. */
const streamsOf = ({ store }: Scenario): Record<string, unknown[]> => {
  const streams: Record<string, unknown[]> = {};
  for (const { stream, type, data } of store.log) (streams[stream] ??= []).push({ type, data: timeless(data) });
  return streams;
};

const countOf = (types: readonly string[], events: readonly Recorded[]): number =>
  events.filter(({ type }) => types.includes(type)).length;

describe('a policy that is given an event again', () => {
  const day = new Scenario();
  beforeAll(() => everythingHappens(day));

  test('is one of those that the day has something for', () => {
    const happened = new Set(day.store.log.map(({ type }) => type));
    for (const { whenever } of policies) for (const type of Object.keys(whenever)) expect(happened).toContain(type);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('does nothing more, whatever the order (seed %i)', async (seed) => {
    const random = seeded(seed);
    const before = { events: day.store.log.length, ...booksOf(day) };
    const redelivered = async function* (_: string, types: readonly string[], signal: AbortSignal) {
      for (const event of twice(day.store.log, random)) if (types.includes(event.type)) yield deliveryOf(event);
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    };
    const expected = policies.reduce(
      (sum, policy) => sum + 2 * countOf(Object.keys(policy.whenever), day.store.log),
      0,
    );
    const stopping = new AbortController();
    const counted = { handled: 0, parked: 0, retried: 0 };
    const working = handleDeliveries({
      eventStore: { consume: redelivered } as unknown as EventStore,
      policies,
      listsFor: (event) => day.listsFor(event),
      react: day.reactingAnew(),
      counts: {
        handled: () => counted.handled++,
        parked: () => counted.parked++,
        taken: () => undefined,
        retried: () => counted.retried++,
      },
      log: silentLog,
      signal: stopping.signal,
    });
    await eventually(() => counted.handled + counted.parked === expected);
    stopping.abort();
    await working;
    expect(counted).toEqual({ handled: expected, parked: 0, retried: 0 });
    expect({ events: day.store.log.length, ...booksOf(day) }).toEqual(before);
  });

  test.each([1, 2, 3, 4, 5])('makes the same day of it, also while it goes on (seed %i)', async (seed) => {
    const random = seeded(seed);
    const again: Deliveries = (pending, before) => [...twice(pending, random), ...before.filter(() => random() < 0.1)];
    const other = new Scenario(again);
    await everythingHappens(other);
    expect(streamsOf(other)).toEqual(streamsOf(day));
    expect(booksOf(other)).toEqual(booksOf(day));
  });
});

/**
 * The log may end anywhere, as after a crash or a restore: what is not there is still to be done. To leave out what the log says
 * to be done must come to the same as to react to everything.
 */
describe('a history that breaks off', () => {
  const day = new Scenario();
  beforeAll(() => everythingHappens(day));

  test('leads to the same, whether what the log says to be done is left out or not', async () => {
    let leftOut = 0;
    for (let length = 1; length <= day.store.log.length; length++) {
      const { event, stream } = last(day.store.log.slice(0, length));
      if (!/^(cart|payment|order)-/.test(stream)) continue;
      const log = day.store.log.slice(0, length).map(ofLongAgo);
      const reactedToAll = await heardAgain(log, () => Promise.resolve(false));
      const ahead = new LookAhead(readable(log), paymentMoves, new AbortController().signal);
      const heard = await heardAgain(log, async (one) => {
        const isDone = await ahead.isDone(one);
        if (isDone) leftOut++;
        return isDone;
      });
      await ahead.close();
      expect({ after: event.type, ...heard }).toEqual({ after: event.type, ...reactedToAll });
    }
    expect(leftOut).toBeGreaterThan(100);
  });
});

const paymentMoves = policies.find(({ name }) => name === 'whenPaymentMoves') as Policy;

const ofCarts = policies.filter(
  ({ name }) => !['whenMenuOffered', 'whenMenuTakenBack', 'whenStoreRegistered'].includes(name),
);

const last = (log: readonly Recorded[]) => {
  const event = log.at(-1) as Recorded;
  return { event, stream: event.stream };
};

/** Every event has a place of its own, as in a real log, and is no news. */
const ofLongAgo = (event: Recorded, index: number): Recorded => ({
  ...event,
  position: positionOf(BigInt(index + 1), BigInt(index + 1)),
  metadata: { ...event.metadata, occurredAt: '2026-01-01T00:00:00.000Z' },
});

/** What comes of it when every event is heard once more, but those that are left out. */
const heardAgain = async (log: readonly Recorded[], isLeftOut: (event: Recorded) => Promise<boolean>) => {
  const store = new MemoryEventStore(log);
  const provider = new PaymentProviderInMemory();
  const aggregates = aggregatesOn(store);
  const react = reacting(aggregates, provider, new ScriptedMenuServiceProbe(), checkoutProcess(aggregates, provider));
  // What it leads to is heard as well.
  for (let heard = 0; heard < store.log.length; heard++) {
    const event = store.log[heard] as Recorded;
    for (const policy of ofCarts) {
      if (!(event.type in policy.whenever)) continue;
      if (policy === paymentMoves && (await isLeftOut(event))) continue;
      await reactTo(policy, { listsFor: () => listsOf({}), react }, event);
    }
  }
  // The sweep finishes attempts that are open: nobody hears of one before there is an answer.
  for (const { stream, data } of store.log.filter(({ type }) => type === 'CartOrdered')) {
    const { state, last: event } = await aggregates.carts.load(stream);
    const { cartId } = data as { cartId: number };
    if (state.status === 'ORDERED' && event) await react({ do: 'checkOut', cartId }, event);
  }
  const streams: Record<string, unknown[]> = {};
  for (const { stream, type } of store.log) (streams[stream] ??= []).push(type);
  return { streams, charged: [...provider.charged], refunded: [...provider.refunded] };
};

/** What the payment provider has charged and paid back, by key. */
const booksOf = ({ provider }: Scenario) => ({
  charged: [...provider.charged],
  refunded: [...provider.refunded],
});

const deliveryOf = (event: Recorded): Delivery => ({
  event,
  ack: () => Promise.resolve(),
  park: () => Promise.resolve(),
});
