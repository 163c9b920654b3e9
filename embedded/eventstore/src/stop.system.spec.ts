import { describe, expect, it } from '@jest/globals';
import { ErrorType } from '@eventstore/db-client';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { connect, event, events, eventually, inTemporaryDirectory, numbers, onServer } from './testing/eventstore.js';
import { ALONE } from './testing/given-cluster.js';
import { ownEventStore } from './testing/given-event-store.js';
import { join, toStream } from './testing/persistent.js';
import { startProcess } from './testing/process.js';

/** Two subscriptions and a consumer of a group, each live, and how each of them ends. */
const endings = async (client: EventStoreDBClient) => {
  await client.appendToStream('stream', events(3));
  await client.createPersistentSubscriptionToStream('stream', 'group', toStream());
  const live = [client.subscribeToAll(), client.subscribeToStream('stream')];
  await Promise.all(live.map((one) => new Promise((resolve) => one.once('caughtUp', resolve).resume())));
  const consumer = await join(client, 'stream', 'group');
  consumer.resume();
  return [...live, consumer].map((one) => ({ ended: new Promise((resolve) => one.once('error', resolve)) }));
};

describe('A server that is told to stop', () => {
  const RESET = { code: 13, message: expect.stringContaining('RST_STREAM with code 0') };

  it('resets subscriptions, drops consumers, and refuses whoever comes', async () => {
    const server = await ownEventStore({ port: 0, dataDir: null });
    const client = connect(server.port);
    const [toAll, toStream_, consumer] = await endings(client);
    await server.stop();
    expect(await toAll!.ended).toMatchObject(RESET);
    expect(await toStream_!.ended).toMatchObject(RESET);
    expect(await consumer!.ended).toMatchObject({ type: ErrorType.PERSISTENT_SUBSCRIPTION_DROPPED });
    await expect(numbers(client.readStream('stream'))).rejects.toMatchObject({ code: 14 });
    await client.dispose();
  });

  it('has what it acknowledged until then', async () => {
    await inTemporaryDirectory(async (directory) => {
      const server = await ownEventStore({ port: 0, dataDir: directory });
      const client = connect(server.port);
      const acknowledged: number[] = [];
      const appendFrom = async (first: number): Promise<void> => {
        for (let n = first; ; n += 10) {
          await client.appendToStream(`s-${n}`, event(n), ALONE);
          acknowledged.push(n);
        }
      };
      // One of a batch is told of nothing when its stream is reset without a status, and waits for 10 s.
      const writers = Promise.allSettled(Array.from({ length: 10 }, (_, first) => appendFrom(first)));
      await eventually(() => acknowledged.length > 50);
      await server.stop();
      expect((await writers).every(({ status }) => status === 'rejected')).toBe(true);
      await client.dispose();
      await onServer(directory, async (after) => {
        for (const n of acknowledged) expect(await numbers(after.readStream(`s-${n}`))).toEqual([n]);
      });
    });
  });
});

describe('A server that is killed', () => {
  it('ends every call with UNAVAILABLE', async () => {
    const server = await startProcess(['--mem']);
    const client = connect(server.port);
    const ended = await endings(client);
    await server.end('SIGKILL');
    for (const one of ended) expect(await one.ended).toMatchObject({ code: 14 });
    await client.dispose();
  });
});
