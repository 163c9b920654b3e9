import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventStoreDBClient, type PersistentSubscriptionToAll } from '@eventstore/db-client';
import { withEventStore } from './testing/with-event-store.js';
import { eventually, newEvent, ofThisFile } from '@doremi/event-sourcing/testing';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { parkedDeliveriesOn } from './parked-deliveries.js';
import { SETTLED, write, type Reach } from './parked-entries.js';

const engine = withEventStore();
let client: EventStoreDBClient;
beforeAll(() => {
  client = EventStoreDBClient.connectionString(engine.url);
});
afterAll(() => client.dispose());

let groups = 0;
interface Group {
  readonly group: string;
  readonly type: string;
  readonly stream: string;
}

/** A group over so many events, each put aside by the engine, as an earlier release had it done. */
const parkedByTheEngine = async (count: number): Promise<Group> => {
  const group = ofThisFile(`group-${++groups}`);
  const [type, stream] = [ofThisFile(`Type${groups}`), ofThisFile(`stream-${groups}`)];
  const events = Array.from({ length: count }, (_, n) => newEvent({ type, data: { n } }));
  await engine.store.append(stream, -1, events);
  // Makes the group; what it is given first comes again to whoever joins next.
  for await (const _ of engine.store.consume(group, [type], new AbortController().signal)) break;
  const subscription = client.subscribeToPersistentSubscriptionToAll(group);
  await parkAll(subscription, count);
  await eventually(async () => (await parkedIn(group)) === count);
  await subscription.unsubscribe();
  return { group, type, stream };
};

const parkAll = async (subscription: PersistentSubscriptionToAll, count: number): Promise<void> => {
  let taken = 0;
  await new Promise<void>((resolve, reject) => {
    subscription.on('error', reject).on('data', (delivery) => {
      const { n } = delivery.event?.data as { n: number };
      subscription.nack('park', `it broke at ${n}`, delivery).catch(reject);
      if (++taken === count) resolve();
    });
  });
};

const statsOf = async (group: string) => (await client.getPersistentSubscriptionToAllInfo(group)).stats;
const parkedIn = async (group: string): Promise<number> => Number((await statsOf(group)).parkedMessageCount);
const listed = async (group: string, connection: Reach = engine.connection) =>
  (await parkedDeliveriesOn(connection).list(group)).map(({ event, reason }) => [
    (event?.data as { n: number } | undefined)?.n,
    reason,
  ]);
const brokeAt = (...numbers: number[]) => numbers.map((n) => [n, `it broke at ${n}`]);

/** Consumes as a policy does, and counts what it is given. */
const consuming = ({ group, type }: Group) => {
  const given: unknown[] = [];
  const stopping = new AbortController();
  const done = (async () => {
    for await (const { event, ack } of engine.store.consume(group, [type], stopping.signal)) {
      given.push((event.data as { n: number }).n);
      await ack();
    }
  })();
  return {
    given,
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
};

/** A connection over which so many calls get through. */
const cutOffAfter = (calls: number): Reach => {
  let left = calls;
  const through = <T>(call: () => Promise<T>): Promise<T> =>
    left-- > 0 ? call() : Promise.reject(new EngineUnavailable('cut off'));
  return {
    callUntilKnown: (call) => through(() => engine.connection.callUntilKnown(call)),
    streams: () => through(() => engine.connection.streams()),
    recorded: (resolved) => engine.connection.recorded(resolved),
  };
};

describe('what the engine put aside by itself', () => {
  test('is listed, gone from its own count, and given to nobody again', async () => {
    const parked = await parkedByTheEngine(3);
    const consumer = consuming(parked);
    expect(await listed(parked.group)).toEqual(brokeAt(0, 1, 2));
    await eventually(async () => (await parkedIn(parked.group)) === 0);
    await eventually(async () => (await statsOf(parked.group)).totalInFlightMessages === 0);
    await engine.store.append(parked.stream, 2, [newEvent({ type: parked.type, data: { n: 3 } })]);
    await eventually(() => consumer.given.length > 0);
    expect(consumer.given).toEqual([3]);
    await consumer.stop();
    expect(await listed(parked.group)).toEqual(brokeAt(0, 1, 2));
  });

  test('is left out where one of several is skipped, from the middle too, and the others wait on', async () => {
    const parked = await parkedByTheEngine(3);
    const consumer = consuming(parked);
    const deliveries = parkedDeliveriesOn(engine.connection);
    const [, second] = await deliveries.list(parked.group);
    await deliveries.resolve(parked.group, second?.number ?? -1, { outcome: 'SKIPPED', by: 'operator' });
    expect(await listed(parked.group)).toEqual(brokeAt(0, 2));
    await eventually(async () => (await parkedIn(parked.group)) === 0);
    await consumer.stop();
    expect(consumer.given).toEqual([]);
  });

  test('stays settled where an earlier release had settled it', async () => {
    const { group } = await parkedByTheEngine(3);
    const data = { number: 1, outcome: 'SKIPPED', by: 'operator', at: '2026-01-31T12:00:00.000Z' };
    await write(engine.connection, `settledDeliveries-${group}`, {
      id: newEvent({ type: SETTLED, data }).id,
      type: SETTLED,
      data,
    });
    expect(await listed(group)).toEqual(brokeAt(0, 2));
  });

  test('waits where nobody consumes, and the next one who does is not given it', async () => {
    const parked = await parkedByTheEngine(2);
    expect(await listed(parked.group)).toEqual(brokeAt(0, 1));
    const consumer = consuming(parked);
    await eventually(async () => (await statsOf(parked.group)).totalInFlightMessages === 0);
    await eventually(async () => (await parkedIn(parked.group)) === 0);
    await consumer.stop();
    expect(consumer.given).toEqual([]);
  });

  test('is listed without its event where that is gone', async () => {
    const { group, stream } = await parkedByTheEngine(1);
    await client.setStreamMetadata(stream, { truncateBefore: 1 });
    expect(await listed(group)).toEqual([[undefined, 'it broke at 0']]);
  });

  test('is lost nowhere and doubled nowhere when whoever takes it over is killed in between, at any step', async () => {
    let isDone = false;
    for (let calls = 0; !isDone; calls++) {
      const { group } = await parkedByTheEngine(2);
      isDone = await listed(group, cutOffAfter(calls)).then(
        () => true,
        (error: unknown) => {
          expect(error).toBeInstanceOf(EngineUnavailable);
          return false;
        },
      );
      expect([calls, await listed(group)]).toEqual([calls, brokeAt(0, 1)]);
      expect(calls).toBeLessThan(20);
    }
  });

  test('is reacted to once more when an operator has the engine replay it before it was taken over', async () => {
    const parked = await parkedByTheEngine(1);
    const consumer = consuming(parked);
    await client.replayParkedMessagesToAll(parked.group);
    await eventually(() => consumer.given.length === 1);
    await consumer.stop();
    expect(await listed(parked.group)).toEqual([]);
  });
});
