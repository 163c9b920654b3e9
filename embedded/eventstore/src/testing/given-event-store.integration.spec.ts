import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { startEventStore } from '../server.js';
import type { RunningEventStore } from '../server.js';

// The seam is told by variables, which are read when it is loaded.
let engine: RunningEventStore;
let client: EventStoreDBClient;
const streams = async (): Promise<Set<string>> => {
  const names = new Set<string>();
  for await (const { event } of client.readAll())
    if (event && !event.streamId.startsWith('$')) names.add(event.streamId); // what is left of the engine's own
  return names;
};
const isThere = (stream: string): Promise<boolean> =>
  (async () => {
    for await (const _ of client.readStream(stream, { maxCount: 1 }));
    return true;
  })().catch(() => false);
const loaded = async () => ({
  ...(await import('./given-event-store.js')),
  ...(await import('@doremi/event-sourcing/testing')),
});

beforeAll(async () => {
  engine = await startEventStore({ port: 0, dataDir: null });
  client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${engine.port}?tls=false`);
  process.env.ENGINES_RUN = 'doremi-test-1';
  process.env.EVENTSTORE_URL = `esdb://127.0.0.1:${engine.port}?tls=false`;
});
afterAll(async () => {
  delete process.env.ENGINES_RUN;
  delete process.env.EVENTSTORE_URL;
  await client.dispose();
  await engine.stop();
});

it('an engine that is named keeps what others have, and loses what the file made', async () => {
  const { givenEventStore, ofThisFile } = await loaded();
  const group = persistentSubscriptionToAllSettingsFromDefaults();
  await client.appendToStream('of-others', jsonEvent({ type: 'A', data: {} }));
  await client.createPersistentSubscriptionToAll('of-others', group);
  const given = await givenEventStore();
  expect(given.url).toBe(process.env.EVENTSTORE_URL);
  const [mine, deleted, gone] = [ofThisFile('a'), ofThisFile('b'), ofThisFile('c')];
  for (const stream of [mine, deleted, gone, `settledDeliveries-${mine}`, 'also-of-others'])
    await client.appendToStream(stream, jsonEvent({ type: 'A', data: {} }));
  await client.deleteStream(deleted);
  await client.tombstoneStream(gone);
  await client.createPersistentSubscriptionToAll(ofThisFile('group'), group);
  await client.createPersistentSubscriptionToStream(
    mine,
    'group',
    persistentSubscriptionToStreamSettingsFromDefaults(),
  );
  await given.stop();
  expect((await client.listAllPersistentSubscriptions()).map(({ groupName }) => groupName)).toEqual(['of-others']);
  const left = await Promise.all([...(await streams())].map(async (name) => ((await isThere(name)) ? [name] : [])));
  expect(left.flat()).toEqual(['of-others', 'also-of-others']);
});

it('nobody is given a server to stop where one is named', async () => {
  const { ownEventStore } = await loaded();
  await expect(ownEventStore({ port: 0, dataDir: null })).rejects.toThrow('EVENTSTORE_URL names one');
});

it('on a stand-in, a name that others could have too is found out', async () => {
  delete process.env.EVENTSTORE_URL;
  const { givenEventStore, ofThisFile } = await loaded();
  const [right, wrong] = [await givenEventStore(), await givenEventStore()];
  const write = async (url: string, stream: string): Promise<void> => {
    const other = EventStoreDBClient.connectionString(url);
    await other.appendToStream(stream, jsonEvent({ type: 'A', data: {} }));
    await other.dispose();
  };
  await write(right.url, ofThisFile('a'));
  await write(wrong.url, 'cart-1');
  await right.stop();
  await expect(wrong.stop()).rejects.toThrow('not made by ofThisFile: cart-1');
});
