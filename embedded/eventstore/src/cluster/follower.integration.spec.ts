import { EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, it } from '@jest/globals';
import { drain, event, eventually, freshStream, numbers } from '../testing/eventstore.js';
import { GivenCluster } from '../testing/given-cluster.js';
import { join, toStream } from '../testing/persistent.js';

// Nobody shall lose the lead here, however busy the machine.
const given = new GivenCluster({ heartbeatTimeout: 5_000, isInProcess: true });

/** Runs `use` with a client of its own: one that is sent to the leader goes there and stays there. */
const withClient = async <T>(url: string, use: (client: EventStoreDBClient) => Promise<T>): Promise<T> => {
  const client = EventStoreDBClient.connectionString(url);
  try {
    return await use(client);
  } finally {
    await client.dispose();
  }
};

const leader = (): EventStoreDBClient => given.clientOf(given.leader);
const follower = (): EventStoreDBClient => given.clientOf(given.followers[0]!);

describe('Gossip.Read of a cluster', () => {
  it('shows all members on every node, one of them the leader', async () => {
    const views = await Promise.all(given.cluster.nodes.map((node) => node.gossip()));
    const addresses = given.cluster.nodes.map(({ address }) => address).sort();
    for (const members of views) {
      expect(members.map(({ address }) => address).sort()).toEqual(addresses);
      expect(members.every(({ isAlive }) => isAlive)).toBe(true);
      expect(members.filter(({ state }) => state === 'LEADER').map(({ address }) => address)).toEqual([
        given.leader.address,
      ]);
      expect(members.filter(({ state }) => state === 'FOLLOWER')).toHaveLength(2);
    }
  });

  it('lets a client that prefers the leader find it, from whichever node it asks', async () => {
    for (const url of [
      given.cluster.url(),
      given.cluster.discoverUrl(),
      given.followers[0]!.url.replace('esdb:', 'esdb+discover:'),
    ]) {
      const append = withClient(url, (client) =>
        client.appendToStream(freshStream(), event(1), { requiresLeader: true }),
      );
      expect((await append).success).toBe(true);
    }
  });

  it('lets a client that prefers a follower find one', async () => {
    await withClient(given.cluster.url('&nodePreference=follower'), async (client) => {
      const append = client.appendToStream(freshStream(), event(1), { requiresLeader: true });
      await expect(append).rejects.toMatchObject({ type: 'not-leader' });
    });
  });
});

describe('A follower', () => {
  /** What a call that only the leader answers is told. */
  const notLeader = () => ({ type: 'not-leader', leader: { address: '127.0.0.1', port: given.leader.port } });
  const requiresLeader = { requiresLeader: true };
  const credentials = { username: 'admin', password: 'changeit' };

  it.each<[string, (client: EventStoreDBClient) => Promise<unknown>]>([
    ['Streams.BatchAppend', (client) => client.appendToStream('s', event(1), requiresLeader)],
    ['Streams.Append', (client) => client.appendToStream('s', event(1), { ...requiresLeader, credentials })],
    ['Streams.Read', (client) => drain(client.readStream('s', requiresLeader))],
    ['Streams.Read of $all', (client) => drain(client.readAll(requiresLeader))],
    ['a subscription', (client) => drain(client.subscribeToAll(requiresLeader))],
    ['Streams.Delete', (client) => client.deleteStream('s', requiresLeader)],
    ['Streams.Tombstone', (client) => client.tombstoneStream('s', requiresLeader)],
  ])('says to %s that requires the leader where that is', async (_, call) => {
    await withClient(given.followers[0]!.url, (client) => expect(call(client)).rejects.toMatchObject(notLeader()));
  });

  it.each<[string, (client: EventStoreDBClient) => Promise<unknown>]>([
    ['Create', (client) => client.createPersistentSubscriptionToStream('s', 'group', toStream())],
    ['Update', (client) => client.updatePersistentSubscriptionToStream('s', 'group', toStream())],
    ['Delete', (client) => client.deletePersistentSubscriptionToStream('s', 'group')],
    ['Read', (client) => join(client, 's', 'group')],
  ])('says to PersistentSubscriptions.%s where the leader is', async (_, call) => {
    await withClient(given.followers[0]!.url, (client) => expect(call(client)).rejects.toMatchObject(notLeader()));
  });

  it('does not restart the subsystem of persistent subscriptions, which it does not run', async () => {
    await withClient(given.followers[0]!.url, async (client) => {
      const restart = client.restartPersistentSubscriptionSubsystem();
      await expect(restart).rejects.toMatchObject({ type: 'persistent-subscription-failed' });
    });
  });

  it('sends a client to the leader by saying so: its next call goes there', async () => {
    await withClient(given.followers[0]!.url, async (client) => {
      await expect(client.appendToStream('s', event(1), requiresLeader)).rejects.toMatchObject(notLeader());
      expect((await client.appendToStream(freshStream(), event(1), requiresLeader)).success).toBe(true);
    });
  });

  it('has the leader do an append, a deletion and a tombstone that do not require the leader', async () => {
    const [appended, deleted, tombstoned] = [freshStream(), freshStream(), freshStream()];
    for (const stream of [appended, deleted, tombstoned]) {
      expect(await follower().appendToStream(stream, event(7))).toMatchObject({ nextExpectedRevision: 0n });
    }
    await follower().deleteStream(deleted);
    await follower().tombstoneStream(tombstoned);
    expect(await numbers(leader().readStream(appended))).toEqual([7]);
    await expect(numbers(leader().readStream(deleted))).rejects.toMatchObject({ type: 'stream-not-found' });
    await expect(numbers(leader().readStream(tombstoned))).rejects.toMatchObject({ type: 'stream-deleted' });
  });

  it('passes on what the leader refuses', async () => {
    const stream = freshStream();
    await leader().appendToStream(stream, event(1));
    const append = follower().appendToStream(stream, event(2), { expectedRevision: 'no_stream' });
    await expect(append).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 0n });
  });

  it('gives a repetition the first answer', async () => {
    const [stream, repeated] = [freshStream(), event(1)];
    const first = await leader().appendToStream(stream, repeated);
    expect(await follower().appendToStream(stream, repeated)).toEqual(first);
  });

  it('serves reads and subscriptions, each event at the position that it has on the leader', async () => {
    const stream = freshStream();
    const { position } = await leader().appendToStream(stream, event(3));
    await eventually(async () => (await numbers(follower().readStream(stream))).length === 1);
    const positions: bigint[] = [];
    for await (const { event: seen } of follower().subscribeToAll({ fromPosition: 'start' })) {
      positions.push(seen!.position.commit);
      if (seen?.streamId === stream) break;
    }
    expect(positions.at(-1)).toBe(position!.commit);
  });
});
