import { describe, expect, test } from '@jest/globals';
import { EventStoreDBClient } from '@eventstore/db-client';
import { withEventStore } from './testing/with-event-store.js';
import { EventStoreConnection } from './connection/connection.js';
import { eventStoreOn } from './event-store-db.js';
import { asWritten, eventually, newEvent, ofThisFile } from '@doremi/event-sourcing/testing';
import type { Delivery } from '@doremi/event-sourcing';
import { parkedDeliveriesOn } from './parked-deliveries.js';

const engine = withEventStore();

let groups = 0;
/** A group and a type that no other test uses, and events of it in the store. */
const prepared = async (count: number) => {
  const name = ofThisFile(`${++groups}`);
  const type = `Type-${name}`;
  const events = Array.from({ length: count }, (_, n) => newEvent({ type, data: { n } }));
  if (count > 0) await engine.store.append(`stream-${name}`, -1, events);
  return { group: `group-${name}`, type, stream: `stream-${name}` };
};

const numberOf = ({ event }: Delivery): number => (event.data as { n: number }).n;

/** Joins the group, hands over deliveries until `count` came, and goes once the answers are heard. */
const take = async (
  { group, type }: { group: string; type: string },
  count: number,
  handle: (delivery: Delivery) => Promise<void | typeof UNANSWERED>,
): Promise<number[]> => {
  const taken: number[] = [];
  let unanswered = 0;
  for await (const delivery of engine.store.consume(group, [type], new AbortController().signal)) {
    taken.push(numberOf(delivery));
    if ((await handle(delivery)) === UNANSWERED) unanswered++;
    if (taken.length < count) continue;
    // What is said right before leaving may not be heard.
    await eventually(async () => (await infoOf(group)).stats.totalInFlightMessages === unanswered);
    break;
  }
  return taken.sort();
};

const infoOf = async (group: string) => {
  const client = EventStoreDBClient.connectionString(engine.url);
  try {
    return await client.getPersistentSubscriptionToAllInfo(group);
  } finally {
    await client.dispose();
  }
};

const UNANSWERED = 'unanswered';
const leave = () => Promise.resolve(UNANSWERED as typeof UNANSWERED);

describe('a consumer group', () => {
  test('is given every event of its types from the first on, and later ones as they come', async () => {
    const one = await prepared(3);
    const taken: number[] = [];
    const stopping = new AbortController();
    for await (const delivery of engine.store.consume(one.group, [one.type], stopping.signal)) {
      taken.push(numberOf(delivery));
      await delivery.ack();
      if (taken.length === 3) await engine.store.append(one.stream, 2, [newEvent({ type: one.type, data: { n: 3 } })]);
      if (taken.length === 4) stopping.abort();
    }
    expect(taken.sort()).toEqual([0, 1, 2, 3]);
  });

  test('is made once, however many join and in whatever order, and shares its events among them', async () => {
    const one = await prepared(0);
    const stopping = new AbortController();
    const taken: number[] = [];
    const consumers = [1, 2, 3].map(async () => {
      for await (const delivery of engine.store.consume(one.group, [one.type], stopping.signal)) {
        taken.push(numberOf(delivery));
        await delivery.ack();
        if (taken.length === 30) stopping.abort();
      }
    });
    await eventually(async () => (await infoOf(one.group)).connections.length === 3);
    const events = Array.from({ length: 30 }, (_, n) => newEvent({ type: one.type, data: { n } }));
    await engine.store.append(one.stream, -1, events);
    await Promise.all(consumers);
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });

  test('gives again what was not acknowledged when its consumer went, and only that', async () => {
    const one = await prepared(3);
    expect(await take(one, 3, (delivery) => (numberOf(delivery) === 1 ? leave() : delivery.ack()))).toEqual([0, 1, 2]);
    await eventually(async () => (await infoOf(one.group)).connections.length === 0);
    expect(await take(one, 1, (delivery) => delivery.ack())).toEqual([1]);
  });

  test('gives again what was done when its consumer died before it was acknowledged', async () => {
    const one = await prepared(3);
    const connection = new EventStoreConnection(engine.url, asWritten);
    const answers: Promise<unknown>[] = [];
    for await (const delivery of eventStoreOn(connection).consume(
      one.group,
      [one.type],
      new AbortController().signal,
    )) {
      // Not written yet: it waits for others, to be acknowledged together.
      answers.push(delivery.ack().catch(() => undefined));
      if (answers.length < 3) continue;
      connection.close();
      break;
    }
    await Promise.all(answers);
    await eventually(async () => (await infoOf(one.group)).connections.length === 0);
    expect(await take(one, 3, (delivery) => delivery.ack())).toEqual([0, 1, 2]);
  });

  test('hears what was acknowledged right before its consumer is stopped', async () => {
    const one = await prepared(4);
    const stopping = new AbortController();
    const answers: Promise<void>[] = [];
    for await (const delivery of engine.store.consume(one.group, [one.type], stopping.signal)) {
      if (numberOf(delivery) !== 2) answers.push(delivery.ack());
      if (numberOf(delivery) === 3) stopping.abort();
    }
    await Promise.all(answers);
    await eventually(async () => (await infoOf(one.group)).connections.length === 0);
    expect(await take(one, 1, (delivery) => delivery.ack())).toEqual([2]);
  });

  test('gives a thousand events to one who acknowledges none before the next ones came', async () => {
    const one = await prepared(1_000);
    const taken: number[] = [];
    const stopping = new AbortController();
    for await (const delivery of engine.store.consume(one.group, [one.type], stopping.signal)) {
      taken.push(numberOf(delivery));
      void delivery.ack();
      if (taken.length === 1_000) stopping.abort();
    }
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  });

  test('puts aside what is parked, with the reason', async () => {
    const one = await prepared(2);
    await take(one, 2, (delivery) => (numberOf(delivery) === 0 ? delivery.park('it broke') : delivery.ack()));
    expect(await parkedDeliveriesOn(engine.connection).list(one.group)).toMatchObject([
      { event: { data: { n: 0 } }, reason: 'it broke' },
    ]);
    expect((await infoOf(one.group)).stats.parkedMessageCount).toBe(0n);
    await engine.store.append(one.stream, 1, [newEvent({ type: one.type, data: { n: 2 } })]);
    expect(await take(one, 1, (delivery) => delivery.ack())).toEqual([2]);
  });

  test('never spends tries: an outage of its consumers parks nothing', async () => {
    const { group } = await prepared(1).then(async (one) => (await take(one, 1, leave), one));
    const { settings } = await infoOf(group);
    expect(settings.maxRetryCount).toBeGreaterThan(100_000);
  });

  test('ends without a fault when it is aborted', async () => {
    const one = await prepared(1);
    for await (const _ of engine.store.consume(one.group, [one.type], AbortSignal.abort())) throw new Error('aborted');
    const stopping = new AbortController();
    for await (const _ of engine.store.consume(one.group, [one.type], stopping.signal)) stopping.abort();
  });
});
