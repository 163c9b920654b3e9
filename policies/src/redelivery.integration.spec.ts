import type { Delivery, EventStore, Recorded } from '@doremi/event-sourcing';
import { eventually } from '@doremi/event-sourcing/testing';
import { silentLog } from '@doremi/process/testing';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { seeded } from './testing/races/seeded-interleaving.js';
import { everythingHappens } from './testing/scenario/every-event.js';
import { Scenario, type Deliveries } from './testing/scenario/scenario.js';
import { policies } from './policies.js';
import { handleDeliveries } from './policy-runner.js';

/** The events twice, in an order that the seed decides. */
const twice = (events: readonly Recorded[], random: () => number): Recorded[] =>
  [...events, ...events]
    .map((event) => ({ event, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);

/** Takes whatever depends on the clock away: two days are never the same moment. */
const timeless = (data: object): unknown =>
  JSON.parse(JSON.stringify(data).replaceAll(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?/g, 'then'), (name, value: unknown) =>
    name === 'secondsFromPaid' ? 0 : value,
  );

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
