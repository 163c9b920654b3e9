import { describe, expect, it } from '@jest/globals';
import type { PersistentSubscriptionToStreamSettings } from '@eventstore/db-client';
import { event, events, eventually, freshStream, withEventStore } from '../testing/eventstore.js';
import { acknowledged, deliveries, join, numberOf, toStream } from '../testing/persistent.js';

const store = withEventStore();
const joined = async (count: number, settings: Partial<PersistentSubscriptionToStreamSettings> = {}) => {
  const stream = freshStream();
  await store.client.appendToStream(stream, events(count));
  await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream(settings));
  const subscription = await join(store.client, stream, 'group');
  const stats = async () => (await store.client.getPersistentSubscriptionToStreamInfo(stream, 'group')).stats;
  const parked = async () => Number((await stats()).parkedMessageCount);
  return { stream, subscription, stats, parked };
};

describe('PersistentSubscriptions.Read, not acknowledged', () => {
  it('retry brings the message again, counting', async () => {
    const { subscription } = await joined(2);
    const [first, second] = await deliveries(subscription, 2);
    await subscription.nack('retry', 'not yet', first!);
    const [again] = await deliveries(subscription, 1);
    expect([numberOf(again!), first!.retryCount, again!.retryCount]).toEqual([0, 0, 1]);
    await subscription.ack(again!, second!);
    await subscription.unsubscribe();
  });

  it.each(['skip', 'stop'] as const)('%s lets go of the message', async (action) => {
    const { subscription, stats, parked } = await joined(1);
    const [delivery] = await deliveries(subscription, 1);
    await subscription.nack(action, 'no', delivery!);
    await eventually(async () => (await stats()).totalInFlightMessages === 0);
    expect([await parked(), (await stats()).retryBufferCount]).toEqual([0, 0]);
    await subscription.unsubscribe();
  });

  it('park puts a link with the reason into the parked stream', async () => {
    const { stream, subscription, parked } = await joined(2);
    const [first, second] = await deliveries(subscription, 2);
    await subscription.nack('park', 'poison', second!);
    await subscription.ack(first!);
    await eventually(async () => (await parked()) === 1);
    const name = `$persistentsubscription-${stream}::group-parked`;
    for await (const { event: link } of store.client.readStream(name)) {
      expect(link).toMatchObject({ type: '$>', isJson: false });
      expect(Buffer.from(link!.data as Uint8Array).toString()).toBe(`1@${stream}`);
      expect(link!.metadata).toEqual({
        added: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,7}[+-]\d\d:\d\d$/),
        reason: "Client explicitly NAK'ed message.\npoison",
        subscriptionEventNumber: 1, // the engine leaves it out where it is 0
      });
    }
    expect.assertions(3);
    await subscription.unsubscribe();
  });

  it('parks a message after its last retry', async () => {
    const { stream, subscription, parked } = await joined(1, { maxRetryCount: 2 });
    for (const retryCount of [0, 1, 2]) {
      const [delivery] = await deliveries(subscription, 1);
      expect(delivery!.retryCount).toBe(retryCount);
      await subscription.nack('retry', 'again', delivery!);
    }
    await eventually(async () => (await parked()) === 1);
    const name = `$persistentsubscription-${stream}::group-parked`;
    for await (const { event: link } of store.client.readStream(name)) {
      expect(link!.metadata).toEqual({ added: expect.any(String), reason: 'Reached retry count of 2' });
    }
    expect.assertions(4);
    await subscription.unsubscribe();
  });

  it('brings a message again that is not answered for in time', async () => {
    const { subscription } = await joined(1, { messageTimeout: 100 });
    const [first] = await deliveries(subscription, 1);
    const [again] = await deliveries(subscription, 1);
    expect([numberOf(again!), first!.retryCount, again!.retryCount]).toEqual([0, 0, 1]);
    await subscription.unsubscribe();
  });

  it('parks a message that times out too often', async () => {
    const { subscription, parked } = await joined(1, { messageTimeout: 50, maxRetryCount: 1 });
    subscription.resume();
    await eventually(async () => (await parked()) === 1);
    await subscription.unsubscribe();
  });
});

describe('PersistentSubscriptions.ReplayParked', () => {
  const withThreeParked = async () => {
    const group = await joined(3);
    for (const delivery of await deliveries(group.subscription, 3)) {
      await group.subscription.nack('park', 'later', delivery);
    }
    await eventually(async () => (await group.parked()) === 3);
    return group;
  };

  it('delivers what is parked, and then nothing is', async () => {
    const { stream, subscription, parked } = await withThreeParked();
    await store.client.replayParkedMessagesToStream(stream, 'group');
    expect(await acknowledged(subscription, 3)).toEqual([0, 1, 2]);
    await eventually(async () => (await parked()) === 0);
    await store.client.replayParkedMessagesToStream(stream, 'group');
    await store.client.appendToStream(stream, events(1));
    expect(await acknowledged(subscription, 1)).toEqual([0]); // nothing came a second time
    await subscription.unsubscribe();
  });

  it('truncates the stream of what was parked, and leaves it to the admins', async () => {
    const { stream, subscription, parked } = await withThreeParked();
    await store.client.replayParkedMessagesToStream(stream, 'group');
    await eventually(async () => (await parked()) === 0);
    const { metadata } = await store.client.getStreamMetadata(`$persistentsubscription-${stream}::group-parked`);
    const admins = '$admins';
    expect(metadata).toMatchObject({
      truncateBefore: 3,
      acl: {
        readRoles: admins,
        writeRoles: admins,
        deleteRoles: admins,
        metaReadRoles: admins,
        metaWriteRoles: admins,
      },
    });
    await subscription.unsubscribe();
  });

  it('stops before the message asked for', async () => {
    const { stream, subscription, parked } = await withThreeParked();
    await store.client.replayParkedMessagesToStream(stream, 'group', { stopAt: 2 });
    expect(await acknowledged(subscription, 2)).toEqual([0, 1]);
    await eventually(async () => (await parked()) === 1);
    await store.client.appendToStream(stream, event(9));
    expect(await acknowledged(subscription, 1)).toEqual([9]); // and not the one that stays parked
    await subscription.unsubscribe();
  });

  it('parks a message again that is parked again', async () => {
    const { stream, subscription, parked } = await withThreeParked();
    await store.client.replayParkedMessagesToStream(stream, 'group');
    const [one, two, three] = await deliveries(subscription, 3);
    await subscription.nack('park', 'still', two!);
    await subscription.ack(one!, three!);
    await eventually(async () => (await parked()) === 1);
    await store.client.replayParkedMessagesToStream(stream, 'group');
    expect(await acknowledged(subscription, 1)).toEqual([1]);
    await subscription.unsubscribe();
  });
});
