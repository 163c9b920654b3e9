import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type RunningEventStore, startEventStore } from '@doremi/embedded-eventstore';
import { connectEventStore } from '@doremi/event-store';
import { asWritten, newEvent } from '@doremi/event-sourcing/testing';
import { type MongoInMemory, startMongoInMemory } from '@doremi/read-models/testing';
import type { Position } from '@doremi/event-sourcing';
import { runWorker, type RunningWorker } from './testing/running-worker.js';
import { until } from './testing/until.js';
import { startCuttableProxy, type CuttableProxy } from './testing/cuttable-proxy.js';
import { readModelStore } from '@doremi/read-models';

/** Over 12 MB, far more than the windows and buffers on the way hold together. */
const EVENTS = 6_000;
const EVENTS_PER_APPEND = 400;
const PADDING = 'x'.repeat(2_000);
/** The native client's window alone takes 2 MiB. */
const MOST_ON_THE_WAY = 4 * 1024 * 1024;

const nth = (n: number) => newEvent({ type: 'Added', data: { name: `n${n % 50}`, amount: 1, PADDING } });

describe('a long backlog and a slow MongoDB', () => {
  let server: RunningEventStore;
  let proxy: CuttableProxy;
  let mongo: MongoInMemory;
  let worker: RunningWorker | null = null;
  let letGo = (): void => undefined;

  beforeEach(async () => {
    server = await startEventStore({ port: 0, dataDir: null });
    proxy = await startCuttableProxy(server.port);
    mongo = await startMongoInMemory();
  });
  afterEach(async () => {
    letGo();
    await worker?.stop();
    await proxy.stop();
    await mongo.stop();
    await server.stop();
  });

  test('the event store is read no faster than documents are written, whatever waits', async () => {
    const direct = connectEventStore(`esdb://127.0.0.1:${server.port}?tls=false`, asWritten);
    let last: Position | null = null;
    for (let from = 0; from < EVENTS; from += EVENTS_PER_APPEND) {
      const events = Array.from({ length: EVENTS_PER_APPEND }, (_, index) => nth(from + index));
      last = (await direct.append('tally', from - 1, events)).position;
    }
    await direct.close();

    const store = connectEventStore(`esdb://127.0.0.1:${proxy.port}?tls=false`, asWritten);
    const readModels = readModelStore(mongo.mongo);
    const isLetGo = new Promise<void>((resolve) => (letGo = resolve));
    let isWriting = false;
    const documentsOf: typeof readModels.documentsOf = (build) => {
      const documents = readModels.documentsOf(build);
      const write = documents.write.bind(documents);
      documents.write = async (writes) => {
        isWriting = true;
        await isLetGo;
        return write(writes);
      };
      return documents;
    };
    worker = runWorker(() => readModels, store, {
      readModels: { ...readModels, documentsOf },
      batchSize: 50,
      queueSize: 100,
    });
    await until('it writes', () => isWriting, 60_000);
    let before = -1;
    // What is on the way arrives; then nothing more comes, for longer than anything takes here.
    await until('nothing comes any more', async () => {
      const had = before;
      before = proxy.received();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return had === before;
    });
    expect(proxy.received()).toBeLessThan(MOST_ON_THE_WAY);

    letGo();
    const { partitions } = worker.parts.readModels;
    await until(
      'all of it is handled',
      async () => (await partitions.list()).every(({ position }) => position >= (last ?? position)),
      60_000,
    );
    expect(proxy.received()).toBeGreaterThan(EVENTS * PADDING.length);
    const [build] = await readModels.builds.list();
    const stored = build && (await readModels.documentsOf(build).load(['n7']));
    expect(stored?.get('n7')?.document).toMatchObject({ sum: EVENTS / 50, count: EVENTS / 50 });
    await worker.stop();
    await store.close();
  }, 180_000);
});
