import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startEventStore, type RunningEventStore } from '@doremi/embedded-eventstore/server';
import { connectEventStore } from '@doremi/shared/engines/event-store-db';
import { upcast } from '@doremi/shared/events/upcast';
import { startMongoInMemory, type MongoInMemory } from '@doremi/shared/engines/read-side/testing/mongo-in-memory';
import { SYSTEM } from '@doremi/shared/kernel/actor';
import type { Position } from '@doremi/shared/kernel/position';
import { runWorker, type RunningWorker } from '../testing/running-worker.js';
import { until } from '../testing/until.js';
import { startRelay, type Relay } from './testing/relay.js';
import { writeAccess } from './write-access.js';

/** Over 12 MB, far more than the windows and buffers on the way hold together. */
const EVENTS = 6_000;
const EVENTS_PER_APPEND = 400;
const PADDING = 'x'.repeat(2_000);
const MOST_ON_THE_WAY = 2 * 1024 * 1024;

const newEvent = (n: number) => {
  const id = randomUUID();
  const ids = { $correlationId: id, $causationId: id, commandId: id };
  const metadata = { ...ids, actor: SYSTEM, occurredAt: new Date().toISOString(), schemaVersion: 1 };
  return { id, event: { type: 'Added', data: { name: `n${n % 50}`, amount: 1, PADDING } }, metadata };
};

describe('a long backlog and a slow MongoDB', () => {
  let server: RunningEventStore;
  let relay: Relay;
  let mongo: MongoInMemory;
  let worker: RunningWorker | null = null;
  let letGo = (): void => undefined;

  beforeEach(async () => {
    server = await startEventStore({ port: 0, dataDir: null });
    relay = await startRelay(server.port);
    mongo = await startMongoInMemory();
  });
  afterEach(async () => {
    letGo();
    await worker?.stop();
    await relay.stop();
    await mongo.stop();
    await server.stop();
  });

  test('the event store is read no faster than documents are written, whatever waits', async () => {
    const direct = connectEventStore(`esdb://127.0.0.1:${server.port}?tls=false`, upcast);
    let last: Position | null = null;
    for (let from = 0; from < EVENTS; from += EVENTS_PER_APPEND) {
      const events = Array.from({ length: EVENTS_PER_APPEND }, (_, index) => newEvent(from + index));
      last = (await direct.append('tally', from - 1, events)).position;
    }
    await direct.close();

    const store = connectEventStore(`esdb://127.0.0.1:${relay.port}?tls=false`, upcast);
    const readSide = writeAccess(mongo.mongo);
    const isLetGo = new Promise<void>((resolve) => (letGo = resolve));
    let isWriting = false;
    const documentsOf: typeof readSide.documentsOf = (build) => {
      const documents = readSide.documentsOf(build);
      const write = documents.write.bind(documents);
      documents.write = async (writes) => {
        isWriting = true;
        await isLetGo;
        return write(writes);
      };
      return documents;
    };
    worker = runWorker(mongo.mongo, store, { readSide: { ...readSide, documentsOf }, batchSize: 50, queueSize: 100 });
    await until('it writes', () => isWriting, 60_000);
    let before = -1;
    // What is on the way arrives; then nothing more comes, for longer than anything takes here.
    await until('nothing comes any more', async () => {
      const had = before;
      before = relay.received();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return had === before;
    });
    expect(relay.received()).toBeLessThan(MOST_ON_THE_WAY);

    letGo();
    const { lanes } = worker.parts.readSide;
    await until(
      'all of it is handled',
      async () => (await lanes.list()).every(({ position }) => position >= (last ?? position)),
      60_000,
    );
    expect(relay.received()).toBeGreaterThan(EVENTS * PADDING.length);
    const [build] = await readSide.builds.list();
    const stored = build && (await readSide.documentsOf(build).load(['n7']));
    expect(stored?.get('n7')?.document).toMatchObject({ sum: EVENTS / 50, count: EVENTS / 50 });
    await worker.stop();
    await store.close();
  }, 180_000);
});
