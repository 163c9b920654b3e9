import { describe, expect, it } from '@jest/globals';
import { ErrorType, streamNameFilter } from '@eventstore/db-client';
import type { PersistentSubscriptionToStreamSettings } from '@eventstore/db-client';
import { event, events, eventually, freshStream, take, withEventStore } from '../testing/eventstore.js';
import { acknowledged, deliveries, join, numberOf, toAll, toStream } from '../testing/persistent.js';

const store = withEventStore();
const groupOn = async (count: number, settings: Partial<PersistentSubscriptionToStreamSettings> = {}) => {
  const stream = freshStream();
  if (count > 0) await store.client.appendToStream(stream, events(count));
  await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream(settings));
  return stream;
};

describe('PersistentSubscriptions.Read', () => {
  it.each([
    { startFrom: 'start' as const, seen: [0, 1, 2, 3] },
    { startFrom: 2n, seen: [2, 3] },
    { startFrom: 'end' as const, seen: [3] },
  ])('begins with $startFrom and goes on live', async ({ startFrom, seen }) => {
    const stream = await groupOn(3, { startFrom });
    const subscription = await join(store.client, stream, 'group');
    await store.client.appendToStream(stream, event(3));
    expect(await acknowledged(subscription, seen.length)).toEqual(seen);
    await subscription.unsubscribe();
  });

  it('serves a stream that has no event yet', async () => {
    const stream = await groupOn(0);
    const subscription = await join(store.client, stream, 'group');
    await store.client.appendToStream(stream, event(5));
    expect(await acknowledged(subscription, 1)).toEqual([5]);
    await subscription.unsubscribe();
  });

  it('has no more in flight at a consumer than its buffer holds', async () => {
    const stream = await groupOn(10);
    const subscription = await join(store.client, stream, 'group', 3);
    const first = await deliveries(subscription, 3);
    expect(first.map(numberOf)).toEqual([0, 1, 2]);
    const { stats } = await store.client.getPersistentSubscriptionToStreamInfo(stream, 'group');
    expect(stats.totalInFlightMessages).toBe(3);
    await subscription.ack(first[1]!);
    expect((await deliveries(subscription, 1)).map(numberOf)).toEqual([3]);
    await subscription.unsubscribe();
  });

  it('delivers thousands in order to a single consumer', async () => {
    const stream = await groupOn(500);
    await store.client.appendToStream(
      stream,
      Array.from({ length: 500 }, (_, n) => event(500 + n)),
    );
    const subscription = await join(store.client, stream, 'group', 50);
    const seen: number[] = [];
    for await (const delivery of subscription) {
      seen.push(numberOf(delivery));
      await subscription.ack(delivery);
      if (seen.length === 1000) break;
    }
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, n) => n));
    await subscription.unsubscribe();
  });

  it('resolves links', async () => {
    const target = await groupOn(2);
    const stream = await groupOn(0, { resolveLinkTos: true });
    const link = { ...event(0, '$>'), contentType: 'application/octet-stream' as const };
    await store.client.appendToStream(stream, { ...link, data: Buffer.from(`1@${target}`) });
    const subscription = await join(store.client, stream, 'group');
    const [delivery] = await deliveries(subscription, 1);
    expect([numberOf(delivery!), delivery!.event?.streamId, delivery!.link?.streamId]).toEqual([1, target, stream]);
    await subscription.ack(delivery!);
    await eventually(async () => {
      const { stats } = await store.client.getPersistentSubscriptionToStreamInfo(stream, 'group');
      return stats.totalInFlightMessages === 0;
    });
    await subscription.unsubscribe();
  });

  it('refuses one consumer more than allowed', async () => {
    const stream = await groupOn(0, { maxSubscriberCount: 1 });
    const subscription = await join(store.client, stream, 'group');
    await expect(join(store.client, stream, 'group')).rejects.toMatchObject({
      type: ErrorType.MAXIMUM_SUBSCRIBERS_REACHED,
      streamName: stream,
      groupName: 'group',
    });
    await subscription.unsubscribe();
  });

  it('serves $all through a filter', async () => {
    const [stream, group] = [freshStream(), freshStream()];
    const filter = streamNameFilter({ prefixes: [stream] });
    await store.client.appendToStream(stream, events(2));
    await store.client.createPersistentSubscriptionToAll(group, toAll(), { filter });
    await store.client.appendToStream(freshStream(), events(2));
    await store.client.appendToStream(stream, event(2));
    const subscription = store.client.subscribeToPersistentSubscriptionToAll(group);
    const got = await take(3, subscription);
    expect(got.map(({ event: recorded }) => recorded?.data)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    expect(got.map(({ event: recorded }) => recorded?.streamId)).toEqual([stream, stream, stream]);
    await subscription.unsubscribe();
  });
});

describe('PersistentSubscriptions.Read, several consumers', () => {
  it('RoundRobin shares the messages out evenly', async () => {
    const stream = await groupOn(0);
    const consumers = await Promise.all([1, 2, 3].map(() => join(store.client, stream, 'group')));
    await store.client.appendToStream(stream, events(9));
    const shares = await Promise.all(consumers.map((consumer) => acknowledged(consumer, 3)));
    expect(shares.flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    await Promise.all(consumers.map((consumer) => consumer.unsubscribe()));
  });

  it('DispatchToSingle fills one consumer before it takes the next', async () => {
    const stream = await groupOn(0, { consumerStrategyName: 'DispatchToSingle' });
    const first = await join(store.client, stream, 'group', 2);
    const second = await join(store.client, stream, 'group', 2);
    await store.client.appendToStream(stream, events(3));
    expect((await deliveries(first, 2)).map(numberOf)).toEqual([0, 1]);
    expect((await deliveries(second, 1)).map(numberOf)).toEqual([2]);
    await Promise.all([first.unsubscribe(), second.unsubscribe()]);
  });

  it('Pinned gives one consumer all events of a stream', async () => {
    const group = freshStream();
    const streams = Array.from({ length: 8 }, freshStream);
    const filter = streamNameFilter({ prefixes: streams });
    await store.client.createPersistentSubscriptionToAll(group, toAll({ consumerStrategyName: 'Pinned' }), { filter });
    const seenBy = [0, 1].map(() => {
      const seen: string[] = [];
      const subscription = store.client.subscribeToPersistentSubscriptionToAll(group, { bufferSize: 100 });
      subscription.on('data', (delivery) => seen.push(delivery.event!.streamId));
      return { seen, subscription };
    });
    await Promise.all(seenBy.map(({ subscription }) => new Promise((go) => subscription.once('confirmation', go))));
    for (const stream of streams) await store.client.appendToStream(stream, events(4));
    const [one, two] = seenBy.map(({ seen }) => seen) as [string[], string[]];
    await eventually(() => one.length + two.length === 32);
    for (const stream of streams) {
      expect([0, 4]).toContain(one.filter((name) => name === stream).length);
      expect([0, 4]).toContain(two.filter((name) => name === stream).length);
    }
    await Promise.all(seenBy.map(({ subscription }) => subscription.unsubscribe()));
  });

  it('gives what a consumer had in hand to the others when it goes', async () => {
    const stream = await groupOn(0);
    const leaving = await join(store.client, stream, 'group');
    const staying = await join(store.client, stream, 'group');
    await store.client.appendToStream(stream, events(4));
    const unanswered = (await deliveries(leaving, 2)).map(numberOf);
    await acknowledged(staying, 2);
    await leaving.unsubscribe();
    const redelivered = await deliveries(staying, 2);
    expect(redelivered.map(numberOf).sort()).toEqual(unanswered.sort());
    expect(redelivered.map(({ retryCount }) => retryCount)).toEqual([1, 1]);
    await staying.unsubscribe();
  });
});
