import { beforeAll, describe, expect, test } from '@jest/globals';
import { EventStoreDBClient } from '@eventstore/db-client';
import { eventually, newEvent, withEventStore } from '../testing/engines.js';
import { ofThisFile } from '../testing/named-engine.js';
import { EventStoreConnection } from './event-store-db/connection.js';
import { EngineUnavailable } from './event-store.js';
import { parkedDeliveriesOn, type ParkedDeliveries } from './parked-deliveries.js';

const engine = withEventStore();
let deliveries: ParkedDeliveries;
beforeAll(() => {
  deliveries = parkedDeliveriesOn(engine.connection);
});

let groups = 0;
/** A group that has parked so many events, and which they are. */
const parked = async (count: number): Promise<string> => {
  const group = ofThisFile(`group-${++groups}`);
  const type = ofThisFile(`Type${groups}`);
  const events = Array.from({ length: count }, (_, n) => newEvent({ type, data: { n } }));
  await engine.store.append(ofThisFile(`stream-${groups}`), -1, events);
  let taken = 0;
  for await (const { event, park } of engine.store.consume(group, [type], new AbortController().signal)) {
    await park(`it broke at ${(event.data as { n: number }).n}`);
    if (++taken === count) break;
  }
  await eventually(async () => (await deliveries.list(group)).length === count);
  return group;
};

const numbersIn = async (group: string): Promise<number[]> =>
  (await deliveries.list(group)).map(({ event }) => (event?.data as { n: number }).n).sort();

describe('deliveries that were put aside', () => {
  test('are listed with the event, the reason and when', async () => {
    const [one] = await deliveries.list(await parked(1));
    expect(one).toMatchObject({ number: 0, reason: 'it broke at 0', event: { data: { n: 0 }, revision: 0 } });
    expect(Date.parse(one?.parkedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  test('are none where there is no such group', async () => {
    expect(await deliveries.list(ofThisFile('nobody'))).toEqual([]);
  });

  test('one is settled, also from the middle, and the others wait on', async () => {
    const group = await parked(3);
    const [first, second, third] = await deliveries.list(group);
    if (!first || !second || !third) throw new Error();
    await deliveries.settle(group, second.number, { outcome: 'SKIPPED', by: 'operator' });
    expect((await deliveries.list(group)).map(({ number }) => number)).toEqual([first.number, third.number]);
    expect(await numbersIn(group)).toHaveLength(2);
    await deliveries.settle(group, second.number, { outcome: 'SKIPPED', by: 'operator' });
    await deliveries.settle(group, first.number, { outcome: 'RETRIED', by: 'operator' });
    expect((await deliveries.list(group)).map(({ number }) => number)).toEqual([third.number]);
  });

  test('are gone for the engine too once they are settled from the front', async () => {
    const group = await parked(2);
    const client = EventStoreDBClient.connectionString(engine.url);
    const parkedNow = async () => (await client.getPersistentSubscriptionToAllInfo(group)).stats.parkedMessageCount;
    try {
      const [first, second] = await deliveries.list(group);
      await deliveries.settle(group, second?.number ?? -1, { outcome: 'RETRIED', by: 'operator' });
      expect(await parkedNow()).toBe(2n);
      await deliveries.settle(group, first?.number ?? -1, { outcome: 'RETRIED', by: 'operator' });
      expect(await parkedNow()).toBe(0n);
    } finally {
      await client.dispose();
    }
  });

  test('nobody else takes what is recorded of them for an event', async () => {
    const group = await parked(1);
    await deliveries.settle(group, 0, { outcome: 'RETRIED', by: 'operator' });
    expect(await engine.store.read(`settledDeliveries-${group}`)).toEqual([]);
  });

  test('cannot be told while the event store is away', async () => {
    const nowhere = parkedDeliveriesOn(new EventStoreConnection('esdb://127.0.0.1:1?tls=false'));
    await expect(nowhere.list('any')).rejects.toThrow(EngineUnavailable);
  }, 20_000);
});
