import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningEventStore, startEventStore } from '@doremi/embedded-eventstore';
import { connectEventStore } from '@doremi/event-store';
import { upcast } from '@doremi/domain';
import { eventStoreUrl } from '@doremi/event-store/testing';
import { newEvent } from '@doremi/event-sourcing/testing';
import { chaos } from './chaos.js';

let engine: RunningEventStore;
beforeEach(async () => {
  engine = await startEventStore({ port: 0, dataDir: null });
  process.env.EVENTSTORE_URL = `esdb://admin:changeit@127.0.0.1:${engine.port}?tls=false`;
});
afterEach(async () => {
  delete process.env.EVENTSTORE_URL;
  await engine.stop();
});

test('an event store that is named is said to be spared, and is refused where it has a history', async () => {
  const store = connectEventStore(eventStoreUrl(engine.port), upcast);
  await store.append('cart-1', -1, [newEvent({ type: 'CartCreated', data: {} })]);
  await store.close();
  const said: string[] = [];
  const run = chaos({
    seed: 1,
    lasting: 1,
    customers: 1,
    ordersBetween: 1,
    oddAnswers: 0,
    say: (line) => said.push(line),
  });
  await expect(run).rejects.toThrow('has events of Doremi already');
  expect(said).toEqual([
    `EVENTSTORE_URL names 127.0.0.1:${engine.port}: it is used, and neither killed nor frozen, since it is not ours`,
  ]);
});
