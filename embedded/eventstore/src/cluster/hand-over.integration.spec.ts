import { rm } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { event, events, eventually, freshStream } from '../testing/eventstore.js';
import { GivenCluster } from '../testing/given-cluster.js';
import { acknowledged, join, toStream } from '../testing/persistent.js';

// Nobody shall lose the lead here but who gives it away, however busy the machine.
const given = new GivenCluster({ heartbeatTimeout: 5_000, isInProcess: true });

describe('When the lead is handed over', () => {
  it('ends the calls of consumers, and the next leader goes on where the group was', async () => {
    const stream = freshStream();
    const client = given.clientOf(given.leader);
    const settings = toStream({ checkPointUpperBound: 1, checkPointLowerBound: 1, checkPointAfter: 10 });
    await client.createPersistentSubscriptionToStream(stream, 'group', settings);
    await client.appendToStream(stream, events(4));
    const subscription = await join(client, stream, 'group');
    expect(await acknowledged(subscription, 2)).toEqual([0, 1]);
    const ended = new Promise((resolve) => subscription.once('error', resolve));
    const next = given.clientOf(await given.cluster.handOver());
    expect(await ended).toMatchObject({ type: 'persistent-subscription-dropped' });
    const again = await join(next, stream, 'group');
    const [first] = await acknowledged(again, 1);
    expect(first).toBeLessThanOrEqual(2);
    await again.unsubscribe();
  });

  it('tells an open BatchAppend that requires the leader where that is now', async () => {
    const client = given.clientOf(given.leader);
    const options = { requiresLeader: true };
    await client.appendToStream(freshStream(), event(1), options);
    const next = await given.cluster.handOver();
    const append = client.appendToStream(freshStream(), event(2), options);
    await expect(append).rejects.toMatchObject({ type: 'not-leader', leader: { port: next.port } });
  });

  it('leaves subscriptions of the old leader open: they go on as the follower learns of events', async () => {
    const stream = freshStream();
    const seen: number[] = [];
    const subscription = given.clientOf(given.leader).subscribeToAll({ fromPosition: 'end', requiresLeader: true });
    await new Promise((resolve) => subscription.once('caughtUp', resolve).resume());
    subscription.on('data', ({ event: one }) => {
      if (one?.streamId === stream) seen.push((one.data as { n: number }).n);
    });
    await given.clientOf(await given.cluster.handOver()).appendToStream(stream, events(3));
    await eventually(() => seen.length === 3);
    expect(seen).toEqual([0, 1, 2]);
    await subscription.unsubscribe();
  });
});

describe('A node that lost its disk', () => {
  it('gets everything from the leader, at the same positions', async () => {
    await given.clientOf(given.leader).appendToStream(freshStream(), events(5));
    const [follower] = given.followers;
    await follower!.end('SIGTERM');
    await rm(follower!.folder, { recursive: true });
    await follower!.start();
    expect((await given.cluster.agreedLog()).length).toBeGreaterThanOrEqual(5);
  });
});
