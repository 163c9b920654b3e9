import { describe, expect, it } from '@jest/globals';
import { event, eventually, events, freshStream, numbers } from '../testing/eventstore.js';
import { GivenCluster } from '../testing/given-cluster.js';

// Longer than any test: what a follower holds back is not seen as long as it follows.
const given = new GivenCluster({ heartbeatTimeout: 5_000, replicationDelay: 600_000, isInProcess: true });

describe('A cluster that replicates with a delay', () => {
  it('acknowledges what a majority has on disk, though no follower shows it', async () => {
    const stream = freshStream();
    await given.clientOf(given.leader).appendToStream(stream, events(3));
    expect(await numbers(given.clientOf(given.leader).readStream(stream))).toEqual([0, 1, 2]);
    for (const follower of given.followers) {
      const read = numbers(given.clientOf(follower).readStream(stream));
      await expect(read).rejects.toMatchObject({ type: 'stream-not-found' });
    }
  });

  it('does not show an append to who did it through a follower', async () => {
    const stream = freshStream();
    const client = given.clientOf(given.followers[0]!);
    expect(await client.appendToStream(stream, event(1))).toMatchObject({ nextExpectedRevision: 0n });
    await expect(numbers(client.readStream(stream))).rejects.toMatchObject({ type: 'stream-not-found' });
    const again = client.appendToStream(stream, event(2), { expectedRevision: 'no_stream' });
    await expect(again).rejects.toMatchObject({ type: 'wrong-expected-version' });
  });

  it('shows everything on the follower that becomes the leader, to its subscriptions as well, and loses none of it', async () => {
    const stream = freshStream();
    const seen = new Map<number, number[]>();
    for (const follower of given.followers) {
      const got: number[] = [];
      seen.set(follower.port, got);
      const subscription = given.clientOf(follower).subscribeToStream(stream, { fromRevision: 'start' });
      await new Promise((resolve) => subscription.once('caughtUp', resolve).resume());
      subscription.on('data', ({ event: one }) => got.push((one!.data as { n: number }).n));
    }
    await given.clientOf(given.leader).appendToStream(stream, events(3));
    expect([...seen.values()]).toEqual([[], []]);
    const next = await given.cluster.handOver();
    expect(await numbers(given.clientOf(next).readStream(stream, { requiresLeader: true }))).toEqual([0, 1, 2]);
    await eventually(() => seen.get(next.port)!.length === 3);
    expect(seen.get(next.port)).toEqual([0, 1, 2]);
  });
});
