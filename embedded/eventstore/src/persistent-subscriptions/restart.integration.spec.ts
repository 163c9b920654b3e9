import { describe, expect, it } from '@jest/globals';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { events, eventually, inTemporaryDirectory, onServer } from '../testing/eventstore.js';
import { acknowledged, deliveries, join, numberOf, toAll, toStream } from '../testing/persistent.js';
import { CheckpointTracker } from './checkpoint-tracker.js';

const info = (client: EventStoreDBClient) => client.getPersistentSubscriptionToStreamInfo('stream', 'group');

describe('PersistentSubscriptions, settings of the checkpoint', () => {
  const tracked = (done: number, checkpointAfter = 1) => {
    const tracker = new CheckpointTracker({ checkpointAfter, minCheckpointCount: 3, maxCheckpointCount: 5 });
    for (let n = 0; n < done; n++) tracker.done(tracker.begin(n - 1));
    return tracker;
  };
  it.each([
    { done: 2, isTimeCheck: true, written: undefined },
    { done: 3, isTimeCheck: true, written: 7 },
    { done: 4, isTimeCheck: false, written: undefined },
    { done: 5, isTimeCheck: false, written: 7 },
  ])('$done done, time to look: $isTimeCheck', ({ done, isTimeCheck, written }) => {
    expect(tracked(done).due(7, isTimeCheck)).toBe(written);
  });

  it('no time is never', () => {
    expect(tracked(4, 0).due(7, true)).toBeUndefined();
    expect(tracked(5, 0).due(7, true)).toBe(7);
  });

  it('what a filter leaves out counts as done, but not before what was read before it', () => {
    const tracker = tracked(0);
    tracker.skip(3);
    expect(tracker.due(7, true)).toBe(7);
    const message = tracker.begin(7);
    tracker.skip(10);
    expect(tracker.due(19, true)).toBeUndefined();
    tracker.done(message);
    expect(tracker.due(19, false)).toBe(19);
  });
});

describe('PersistentSubscriptions, the server started again', () => {
  it('keeps groups, settings, and the checkpoint', async () => {
    await inTemporaryDirectory(async (directory) => {
      const settings = toStream({ checkPointUpperBound: 3, checkPointAfter: 60_000, maxRetryCount: 4 });
      await onServer(directory, async (client) => {
        await client.appendToStream('stream', events(10));
        await client.createPersistentSubscriptionToStream('stream', 'group', settings);
        const subscription = await join(client, 'stream', 'group');
        await acknowledged(subscription, 3);
        await eventually(async () => (await info(client)).stats.lastCheckpointedEventRevision === 2n);
      });
      await onServer(directory, async (client) => {
        expect((await info(client)).settings).toEqual(settings);
        const subscription = await join(client, 'stream', 'group');
        expect(await acknowledged(subscription, 7)).toEqual([3, 4, 5, 6, 7, 8, 9]);
      });
    });
  });

  it('brings everything again from the first message that was not answered for', async () => {
    await inTemporaryDirectory(async (directory) => {
      await onServer(directory, async (client) => {
        await client.appendToStream('stream', events(6));
        await client.createPersistentSubscriptionToStream('stream', 'group', toStream({ checkPointUpperBound: 1 }));
        const subscription = await join(client, 'stream', 'group');
        const got = await deliveries(subscription, 6);
        await subscription.ack(...got.filter((_, index) => index !== 2));
        await eventually(async () => (await info(client)).stats.lastCheckpointedEventRevision === 1n);
      });
      await onServer(directory, async (client) => {
        const subscription = await join(client, 'stream', 'group');
        expect(await acknowledged(subscription, 4)).toEqual([2, 3, 4, 5]);
      });
    });
  });

  it('writes a checkpoint after a while when there was enough to do', async () => {
    const settings = toStream({ checkPointAfter: 50, checkPointLowerBound: 2 });
    await onServer(null, async (client) => {
      await client.appendToStream('stream', events(2));
      await client.createPersistentSubscriptionToStream('stream', 'group', settings);
      const subscription = await join(client, 'stream', 'group');
      await acknowledged(subscription, 1);
      expect((await info(client)).stats.lastCheckpointedEventRevision).toBeUndefined();
      await acknowledged(subscription, 1);
      await eventually(async () => (await info(client)).stats.lastCheckpointedEventRevision === 1n);
    });
  });

  it('keeps parked messages, and forgets those that were replayed and not done', async () => {
    await inTemporaryDirectory(async (directory) => {
      const parked = async (client: EventStoreDBClient) => Number((await info(client)).stats.parkedMessageCount);
      await onServer(directory, async (client) => {
        await client.appendToStream('stream', events(3));
        await client.createPersistentSubscriptionToStream('stream', 'group', toStream({ checkPointUpperBound: 1 }));
        const subscription = await join(client, 'stream', 'group');
        await subscription.nack('park', 'later', ...(await deliveries(subscription, 3)));
        await eventually(async () => (await parked(client)) === 3);
        await client.replayParkedMessagesToStream('stream', 'group', { stopAt: 2 });
        expect((await deliveries(subscription, 2)).map(numberOf)).toEqual([0, 1]);
      });
      await onServer(directory, async (client) => {
        expect(await parked(client)).toBe(1);
        const subscription = await join(client, 'stream', 'group');
        await client.replayParkedMessagesToStream('stream', 'group');
        expect(await acknowledged(subscription, 1)).toEqual([2]);
      });
    });
  });

  it('writes checkpoints down as events that are no system events, and gives none of them to groups to $all', async () => {
    await onServer(null, async (client) => {
      await client.createPersistentSubscriptionToAll('all', toAll({ checkPointUpperBound: 1 }));
      const subscription = client.subscribeToPersistentSubscriptionToAll('all', { bufferSize: 50 });
      const delivered: string[] = [];
      subscription.on('data', (delivery) => {
        delivered.push(delivery.event!.streamId);
        void subscription.ack(delivery);
      });
      await client.appendToStream('stream', events(2));
      const stats = async () => (await client.getPersistentSubscriptionToAllInfo('all')).stats;
      await eventually(async () => {
        const { lastCheckpointedEventPosition: done, lastKnownEventPosition: known } = await stats();
        return done !== undefined && done.commit >= (known?.commit ?? done.commit + 1n);
      });
      const written: unknown[] = [];
      for await (const { event: one } of client.readAll())
        if (one?.streamId.startsWith('$persistentsubscription')) written.push([one.streamId, one.type]);
      expect(new Set(written.map(String))).toEqual(
        new Set(['$persistentsubscription-$all::all-checkpoint,SubscriptionCheckpoint']),
      );
      expect(delivered.filter((stream) => stream.startsWith('$persistentsubscription-'))).toEqual([]);
      expect(delivered).toEqual(expect.arrayContaining(['$$$scavenges', 'stream']));
      await subscription.unsubscribe();
    });
  });
});
