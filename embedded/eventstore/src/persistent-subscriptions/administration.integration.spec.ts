import { describe, expect, it } from '@jest/globals';
import { ErrorType } from '@eventstore/db-client';
import type {
  PersistentSubscriptionToAllSettings,
  PersistentSubscriptionToStreamSettings,
} from '@eventstore/db-client';
import { ofThisFile } from '@doremi/event-sourcing/testing';
import { event, events, eventually, freshStream, onServer, withEventStore } from '../testing/eventstore.js';
import { acknowledged, deliveries, join, toAll, toStream } from '../testing/persistent.js';

const store = withEventStore();
const missing = (streamName: string, groupName: string) => ({
  type: ErrorType.PERSISTENT_SUBSCRIPTION_DOES_NOT_EXIST,
  streamName,
  groupName,
});

describe('PersistentSubscriptions.Create and GetInfo', () => {
  const settings: Partial<PersistentSubscriptionToStreamSettings>[] = [
    {},
    { startFrom: 'end' },
    { startFrom: 3n },
    {
      resolveLinkTos: true,
      extraStatistics: true,
      messageTimeout: 1234,
      maxRetryCount: 3,
      checkPointAfter: 555,
      checkPointLowerBound: 2,
      checkPointUpperBound: 7,
      maxSubscriberCount: 4,
      liveBufferSize: 50,
      readBatchSize: 5,
      historyBufferSize: 60,
      consumerStrategyName: 'Pinned',
    },
    { consumerStrategyName: 'DispatchToSingle' },
  ];
  it.each(settings)('keeps the settings of a group to a stream: %o', async (changes) => {
    const stream = freshStream();
    await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream(changes));
    const info = await store.client.getPersistentSubscriptionToStreamInfo(stream, 'group');
    expect(info).toMatchObject({ eventSource: stream, groupName: 'group', status: 'Live', connections: [] });
    expect(info.settings).toEqual(toStream(changes));
  });

  const allSettings: Partial<PersistentSubscriptionToAllSettings>[] = [
    {},
    { startFrom: 'end' },
    { startFrom: { commit: 500n, prepare: 500n }, maxRetryCount: 2 },
  ];
  it.each(allSettings)('keeps the settings of a group to $all: %o', async (changes) => {
    const group = freshStream();
    await store.client.createPersistentSubscriptionToAll(group, toAll(changes));
    const info = await store.client.getPersistentSubscriptionToAllInfo(group);
    expect(info).toMatchObject({ eventSource: '$all', groupName: group });
    expect(info.settings).toEqual(toAll(changes));
  });

  it('refuses a group that is there', async () => {
    const stream = freshStream();
    await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream());
    await expect(store.client.createPersistentSubscriptionToStream(stream, 'group', toStream())).rejects.toMatchObject({
      type: ErrorType.PERSISTENT_SUBSCRIPTION_EXISTS,
      streamName: stream,
      groupName: 'group',
    });
  });

  it('refuses to read more at once than it buffers', async () => {
    const stream = freshStream();
    const failed = {
      type: ErrorType.PERSISTENT_SUBSCRIPTION_FAILED,
      code: 13,
      reason: expect.stringContaining('ReadBatchSize may not be greater than or equal to BufferSize'),
    };
    const tooMuch = toStream({ readBatchSize: 50, historyBufferSize: 50 });
    const create = store.client.createPersistentSubscriptionToStream(stream, 'group', tooMuch);
    await expect(create).rejects.toMatchObject(failed);
    await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream());
    const update = store.client.updatePersistentSubscriptionToStream(stream, 'group', tooMuch);
    await expect(update).rejects.toMatchObject(failed);
  });

  it('refuses to begin beyond the end of $all', async () => {
    const beyond = { commit: 2n ** 60n, prepare: 2n ** 60n };
    const create = store.client.createPersistentSubscriptionToAll(freshStream(), toAll({ startFrom: beyond }));
    await expect(create).rejects.toMatchObject({
      type: ErrorType.PERSISTENT_SUBSCRIPTION_FAILED,
      reason: expect.stringContaining('Invalid Start From position'),
    });
  });

  it('writes the groups down in a stream of their own, where filters without system events do not see them', async () => {
    const stream = freshStream();
    await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream({ maxRetryCount: 7 }));
    const read = { direction: 'backwards', fromRevision: 'end', maxCount: 1 } as const;
    for await (const { event: config } of store.client.readStream('$persistentSubscriptionConfig', read)) {
      expect(config!.type).toBe('$PersistentConfig');
      const entry = {
        stream,
        group: 'group',
        startPosition: '0',
        maxRetryCount: 7,
        namedConsumerStrategy: 'RoundRobin',
      };
      expect((config!.data as { entries: unknown[] }).entries).toContainEqual(expect.objectContaining(entry));
    }
    for await (const { event: metadata } of store.client.readStream('$$$persistentSubscriptionConfig')) {
      expect(metadata!.data).toEqual({ $maxCount: 2 });
    }
    expect.assertions(3);
  });

  it('tells of connections, of what is in flight, and of the last event', async () => {
    const stream = freshStream();
    await store.client.appendToStream(stream, events(5));
    await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream());
    const subscription = await join(store.client, stream, 'group', 3);
    await acknowledged(subscription, 1);
    await deliveries(subscription, 3);
    const { connections, stats } = await store.client.getPersistentSubscriptionToStreamInfo(stream, 'group');
    expect(connections).toMatchObject([
      {
        connectionName: store.client.connectionName,
        username: store.raw.username,
        inFlightMessages: 3,
        availableSlots: 0,
        totalItems: 4n,
      },
    ]);
    expect(stats).toMatchObject({ totalInFlightMessages: 3, lastKnownEventRevision: 4n, parkedMessageCount: 0n });
    await subscription.unsubscribe();
  });
});

describe('PersistentSubscriptions.GetInfo, statistics', () => {
  const infoAfter = async (extraStatistics: boolean, answered: number) => {
    const stream = freshStream();
    await store.client.appendToStream(stream, events(5));
    await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream({ extraStatistics }));
    const subscription = await join(store.client, stream, 'group', 5);
    await deliveries(subscription, 5 - answered);
    await acknowledged(subscription, answered);
    const info = () => store.client.getPersistentSubscriptionToStreamInfo(stream, 'group');
    const [first, second] = [await info(), await info()];
    await subscription.unsubscribe();
    return { first, second };
  };

  it('counts what was delivered, and since the last look', async () => {
    const { first, second } = await infoAfter(false, 2);
    expect(first.stats).toMatchObject({ totalItems: 5n, countSinceLastMeasurement: 5n });
    expect(first.stats.averagePerSecond).toBeGreaterThan(0);
    expect(second.stats).toMatchObject({ totalItems: 5n, countSinceLastMeasurement: 0n });
  });

  it('has extra statistics of the answers when the setting asks for them, and none otherwise', async () => {
    const measured = (await infoAfter(true, 2)).second.connections[0]?.extraStatistics;
    expect([...(measured ?? [])].map(([key]) => key)).toEqual(expect.arrayContaining(['mean', 'quintile 1', '99.9%']));
    expect(measured?.get('fastest')).toBeLessThanOrEqual(measured?.get('highest') ?? -1n);
    expect((await infoAfter(true, 0)).second.connections[0]?.extraStatistics).toBeUndefined();
    expect((await infoAfter(false, 2)).second.connections[0]?.extraStatistics).toBeUndefined();
  });
});

describe('PersistentSubscriptions: a group that is not there', () => {
  const none = ofThisFile('none');
  const client = () => store.client;
  it.each([
    { rpc: 'GetInfo', call: () => client().getPersistentSubscriptionToStreamInfo(none, 'group') },
    { rpc: 'Update', call: () => client().updatePersistentSubscriptionToStream(none, 'group', toStream()) },
    { rpc: 'Delete', call: () => client().deletePersistentSubscriptionToStream(none, 'group') },
    { rpc: 'ReplayParked', call: () => client().replayParkedMessagesToStream(none, 'group') },
    { rpc: 'Read', call: () => join(client(), none, 'group') },
  ])('$rpc', async ({ call }) => {
    await expect(call()).rejects.toMatchObject(missing(none, 'group'));
  });

  it('List of a stream without groups', async () => {
    await expect(store.client.listPersistentSubscriptionsToStream(none)).rejects.toMatchObject(missing(none, ''));
  });
});

describe('PersistentSubscriptions.Update', () => {
  it('changes the settings, drops the consumers, keeps the progress', async () => {
    const stream = freshStream();
    await store.client.appendToStream(stream, events(3));
    const settings = toStream({ checkPointUpperBound: 1 });
    await store.client.createPersistentSubscriptionToStream(stream, 'group', settings);
    const subscription = await join(store.client, stream, 'group');
    expect(await acknowledged(subscription, 3)).toEqual([0, 1, 2]);
    await store.client.getPersistentSubscriptionToStreamInfo(stream, 'group'); // sent after the acknowledgement
    const dropped = new Promise((resolve) => subscription.once('error', resolve));
    await store.client.updatePersistentSubscriptionToStream(stream, 'group', { ...settings, maxRetryCount: 3 });
    expect(await dropped).toMatchObject({ type: ErrorType.PERSISTENT_SUBSCRIPTION_DROPPED });
    await store.client.appendToStream(stream, event(3));
    const again = await join(store.client, stream, 'group');
    expect(await acknowledged(again, 1)).toEqual([3]);
    const info = await store.client.getPersistentSubscriptionToStreamInfo(stream, 'group');
    expect(info.settings.maxRetryCount).toBe(3);
    await again.unsubscribe();
  });
});

describe('PersistentSubscriptions.Delete and List', () => {
  it('lists the groups of a stream, of $all, and all of them', async () => {
    await onServer(null, async (client) => {
      await client.createPersistentSubscriptionToStream('one', 'a', toStream());
      await client.createPersistentSubscriptionToStream('one', 'b', toStream());
      await client.createPersistentSubscriptionToStream('two', 'a', toStream());
      await client.createPersistentSubscriptionToAll('all', toAll());
      const names = (groups: { eventSource: string; groupName: string }[]) =>
        groups.map(({ eventSource, groupName }) => `${eventSource}/${groupName}`).sort();
      expect(names(await client.listPersistentSubscriptionsToStream('one'))).toEqual(['one/a', 'one/b']);
      expect(names(await client.listPersistentSubscriptionsToAll())).toEqual(['$all/all']);
      expect(names(await client.listAllPersistentSubscriptions())).toEqual(['$all/all', 'one/a', 'one/b', 'two/a']);
      await client.deletePersistentSubscriptionToStream('one', 'b');
      expect(names(await client.listPersistentSubscriptionsToStream('one'))).toEqual(['one/a']);
    });
  });

  it('drops the consumers of a group that is deleted', async () => {
    const stream = freshStream();
    await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream());
    const subscription = await join(store.client, stream, 'group');
    const ended = new Promise((resolve) => subscription.once('error', resolve));
    await store.client.deletePersistentSubscriptionToStream(stream, 'group');
    expect(await ended).toMatchObject({
      type: ErrorType.PERSISTENT_SUBSCRIPTION_DROPPED,
      streamName: stream,
      groupName: 'group',
    });
  });

  it('begins anew when the group is created again', async () => {
    const stream = freshStream();
    await store.client.appendToStream(stream, events(2));
    for (let round = 0; round < 2; round++) {
      const settings = toStream({ checkPointUpperBound: 1 });
      await store.client.createPersistentSubscriptionToStream(stream, 'group', settings);
      const subscription = await join(store.client, stream, 'group');
      expect(await acknowledged(subscription, 2)).toEqual([0, 1]);
      await eventually(async () => {
        const { stats } = await store.client.getPersistentSubscriptionToStreamInfo(stream, 'group');
        return stats.lastCheckpointedEventRevision === 1n;
      });
      await subscription.unsubscribe();
      await store.client.deletePersistentSubscriptionToStream(stream, 'group');
    }
  });
});

describe('PersistentSubscriptions.RestartSubsystem', () => {
  it('drops the consumers, and goes on with the groups as they are written down', async () => {
    const stream = freshStream();
    await store.client.appendToStream(stream, events(3));
    await store.client.createPersistentSubscriptionToStream(stream, 'group', toStream({ checkPointUpperBound: 1 }));
    const subscription = await join(store.client, stream, 'group');
    expect(await acknowledged(subscription, 2)).toEqual([0, 1]);
    const info = () => store.client.getPersistentSubscriptionToStreamInfo(stream, 'group');
    await eventually(async () => (await info()).stats.lastCheckpointedEventRevision === 1n);
    const dropped = new Promise((resolve) => subscription.once('error', resolve));
    await store.client.restartPersistentSubscriptionSubsystem();
    expect(await dropped).toMatchObject({ type: ErrorType.PERSISTENT_SUBSCRIPTION_DROPPED });
    await eventually(() =>
      info()
        .then(() => true)
        .catch(() => false),
    ); // it may take its time to start
    const again = await join(store.client, stream, 'group');
    expect(await acknowledged(again, 1)).toEqual([2]);
    await again.unsubscribe();
  });
});
