import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withEventStore } from './testing/with-event-store.js';
import { asWritten, newEvent, ofThisFile } from '@doremi/event-sourcing/testing';
import { EventStoreConnection } from './connection/connection.js';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { parkedDeliveriesOn, type ParkedDeliveries } from './parked-deliveries.js';
import { asideStream, everythingIn, putAside } from './parked-entries.js';

const engine = withEventStore();
let deliveries: ParkedDeliveries;
beforeAll(() => {
  deliveries = parkedDeliveriesOn(engine.connection);
});

let groups = 0;
/** A group to be, and a stream of so many events of its type. */
const filled = async (count: number) => {
  const group = ofThisFile(`group-${++groups}`);
  const type = ofThisFile(`Type${groups}`);
  const stream = ofThisFile(`stream-${groups}`);
  const events = Array.from({ length: count }, (_, n) => newEvent({ type, data: { n } }));
  await engine.store.append(stream, -1, events);
  return { group, type, stream };
};

/** A group that has put so many events aside. */
const parked = async (count: number): Promise<string> => {
  const { group, type } = await filled(count);
  let taken = 0;
  for await (const { event, park } of engine.store.consume(group, [type], new AbortController().signal)) {
    await park(`it broke at ${(event.data as { n: number }).n}`);
    if (++taken === count) break;
  }
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
    await deliveries.resolve(group, second.number, { outcome: 'SKIPPED', by: 'operator' });
    expect((await deliveries.list(group)).map(({ number }) => number)).toEqual([first.number, third.number]);
    expect(await numbersIn(group)).toHaveLength(2);
    await deliveries.resolve(group, second.number, { outcome: 'SKIPPED', by: 'operator' });
    await deliveries.resolve(group, first.number, { outcome: 'RETRIED', by: 'operator' });
    expect((await deliveries.list(group)).map(({ number }) => number)).toEqual([third.number]);
  });

  test('are one, however often the event comes again because its acknowledgement got lost', async () => {
    const { group, type, stream } = await filled(1);
    const [event] = await engine.store.read(stream);
    if (!event) throw new Error();
    await putAside(engine.connection, group, event, 'it broke');
    for await (const { park } of engine.store.consume(group, [type], new AbortController().signal)) {
      await park('it broke');
      break;
    }
    expect(await deliveries.list(group)).toHaveLength(1);
  });

  test('are not read any more once they are settled, and the next one has the next number', async () => {
    const group = await parked(2);
    for (const { number } of await deliveries.list(group))
      await deliveries.resolve(group, number, { outcome: 'RETRIED', by: 'operator' });
    expect(await everythingIn(engine.connection, asideStream(group))).toEqual([]);
    await putAside(engine.connection, group, { id: randomUUID(), stream: ofThisFile('gone'), revision: 7 }, 'late');
    expect(await deliveries.list(group)).toEqual([
      { number: 4, reason: 'late', parkedAt: expect.any(String), event: null },
    ]);
  });

  test('nobody else takes what is recorded of them for an event', async () => {
    const group = await parked(1);
    await deliveries.resolve(group, 0, { outcome: 'RETRIED', by: 'operator' });
    expect(await engine.store.read(`parkedDeliveries-${group}`)).toEqual([]);
  });

  test('cannot be told while the event store is away', async () => {
    const nowhere = parkedDeliveriesOn(new EventStoreConnection('esdb://127.0.0.1:1?tls=false', asWritten));
    await expect(nowhere.list('any')).rejects.toThrow(EngineUnavailable);
  }, 20_000);
});
