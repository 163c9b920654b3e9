import { describe, expect, it } from '@jest/globals';
import { event, events, eventually, freshStream, withEventStore } from '../testing/eventstore.js';
import { deliveries, join, numberOf, toStream } from '../testing/persistent.js';
import type { Delivered, Subscription } from '../testing/persistent.js';

const store = withEventStore();
const joined = async (count: number, bufferSize: number) => {
  const stream = freshStream();
  await store.client.appendToStream(stream, events(count));
  await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream());
  return { stream, subscription: await join(store.client, stream, 'group', bufferSize) };
};

/** Number of the event, and how often it was tried before. */
const tries = (delivered: readonly Delivered[]) => delivered.map((one) => `${numberOf(one)}/${one.retryCount}`);

/** Everything that is delivered, as it comes. */
const listening = (subscription: Subscription): Delivered[] => {
  const delivered: Delivered[] = [];
  subscription.on('data', (one: Delivered) => delivered.push(one));
  return delivered;
};

describe('PersistentSubscriptions.Read, the order of what is sent', () => {
  it('a retry comes before the next new event', async () => {
    const { subscription } = await joined(6, 3);
    const [zero, one] = await deliveries(subscription, 3);
    await subscription.nack('retry', 'again', one!);
    await subscription.ack(zero!);
    expect(tries(await deliveries(subscription, 2))).toEqual(['1/1', '3/0']);
    await subscription.unsubscribe();
  });

  it('each answer is followed by what it makes room for, before the next answer is taken', async () => {
    const { subscription } = await joined(30, 10);
    const delivered = listening(subscription);
    await eventually(() => delivered.length === 10);
    const first = [...delivered];
    // Without waiting in between, so that they arrive together.
    await Promise.all([
      ...first.slice(0, 4).map((one) => subscription.ack(one)),
      ...first.slice(4, 8).map((one) => subscription.nack('retry', 'again', one)),
      ...first.slice(8).map((one) => subscription.ack(one)),
    ]);
    await eventually(() => delivered.length === 20);
    const expected = ['10/0', '11/0', '12/0', '13/0', '4/1', '5/1', '6/1', '7/1', '14/0', '15/0'];
    expect(tries(delivered.slice(10))).toEqual(expected);
    await subscription.unsubscribe();
  });

  it('retries come in the order of their events, whatever order they were given back in', async () => {
    const { subscription } = await joined(8, 4);
    const [zero, one, two, three] = await deliveries(subscription, 4);
    await subscription.nack('retry', 'again', three!, one!, zero!, two!);
    expect(tries(await deliveries(subscription, 4))).toEqual(['0/1', '1/1', '2/1', '3/1']);
    await subscription.unsubscribe();
  });

  it('what a consumer had in hand comes in order when it goes, and its retries count on', async () => {
    const { stream, subscription: leaving } = await joined(3, 3);
    const [, one] = await deliveries(leaving, 3);
    await leaving.nack('retry', 'again', one!);
    expect(tries(await deliveries(leaving, 1))).toEqual(['1/1']);
    const staying = await join(store.client, stream, 'group', 10);
    await leaving.unsubscribe();
    expect(tries(await deliveries(staying, 3))).toEqual(['0/1', '1/2', '2/1']);
    await staying.unsubscribe();
  });

  it('a replayed message comes after the retries, and before what is new', async () => {
    const { stream, subscription } = await joined(5, 2);
    const [zero, one] = await deliveries(subscription, 2);
    await subscription.nack('park', 'later', zero!);
    const [two] = await deliveries(subscription, 1);
    await subscription.nack('retry', 'again', one!, two!);
    const [again] = await deliveries(subscription, 2);
    await eventually(async () => {
      const { stats } = await store.client.getPersistentSubscriptionToStreamInfo(stream, 'group');
      return stats.parkedMessageCount === 1n;
    });
    await store.client.replayParkedMessagesToStream(stream, 'group');
    await subscription.ack(again!);
    const [replayed] = await deliveries(subscription, 1);
    expect([numberOf(replayed!), replayed!.link?.streamId]).toEqual([
      0,
      `$persistentsubscription-${stream}::group-parked`,
    ]);
    await subscription.ack(replayed!);
    expect(tries(await deliveries(subscription, 1))).toEqual(['3/0']);
    await subscription.unsubscribe();
  });

  it('a live event comes after the retries', async () => {
    const { stream, subscription } = await joined(2, 2);
    const [zero, one] = await deliveries(subscription, 2);
    await store.client.appendToStream(stream, event(2));
    await subscription.nack('retry', 'again', one!, zero!);
    const [zeroAgain] = await deliveries(subscription, 2);
    await subscription.ack(zeroAgain!);
    expect(tries(await deliveries(subscription, 1))).toEqual(['2/0']);
    await subscription.unsubscribe();
  });
});
