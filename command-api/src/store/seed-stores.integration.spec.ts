import { EngineUnavailable } from '@doremi/event-sourcing';
import { storeStream } from '@doremi/domain';
import { silentLog } from '@doremi/process/testing';
import { expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { around } from '../command-handler/testing/around.js';
import { once } from '../command-handler/testing/counter.js';
import { seedStores } from './seed-stores.js';
import { withMemoryEventStore } from '../testing/in-memory.js';

const engine = withMemoryEventStore();
const never = new AbortController().signal;
const eventsOf = (storeId: number) => engine.store.read(storeStream(storeId));

test('a fresh system gets its stores once, and one that is there stays as it is', async () => {
  const aggregates = aggregatesOn(engine.store);
  const own = { type: 'RegisterStore', storeId: 2002, storeName: 'Own', address: 'here', timezone: 'UTC' } as const;
  await aggregates.stores.handle(storeStream(2002), own, once());
  for (let start = 0; start < 2; start++) {
    const seeding = seedStores(aggregatesOn(engine.store), [2001, 2002], silentLog, never);
    await seeding.ended;
    expect(seeding.state()).toBe('up');
  }
  expect(await eventsOf(2001)).toMatchObject([{ type: 'StoreRegistered', data: { storeName: 'Doremi 2001' } }]);
  expect(await eventsOf(2002)).toMatchObject([{ data: { storeName: 'Own' } }]);
});

test('it waits for an event store that is away, and says so', async () => {
  let isAway = true;
  const away = around(engine.store, (_, go) => (isAway ? Promise.reject(new EngineUnavailable('away')) : go()));
  const seeding = seedStores(aggregatesOn(away), [2003], silentLog, never);
  await new Promise(setImmediate);
  expect(seeding.state()).toBe('waiting');
  isAway = false;
  await seeding.ended;
  expect(await eventsOf(2003)).toHaveLength(1);
});

test('a stop ends the waiting', async () => {
  const away = around(engine.store, () => Promise.reject(new EngineUnavailable('away')));
  const stopping = new AbortController();
  const seeding = seedStores(aggregatesOn(away), [2004], silentLog, stopping.signal);
  stopping.abort();
  await seeding.ended;
  expect(seeding.state()).toBe('waiting');
});
