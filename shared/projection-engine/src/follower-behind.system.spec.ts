import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startCluster, type TestCluster } from '@doremi/embedded-eventstore/testing';
import type { EventStore, LookUp } from '@doremi/event-sourcing';
import { connectEventStore } from '@doremi/event-store';
import { asWritten, newEvent } from '@doremi/event-sourcing/testing';
import { openReadSide, readModelStore } from '@doremi/read-models';
import { type MongoInMemory, startMongoInMemory } from '@doremi/read-models/testing';
import { runWorker, type RunningWorker } from './testing/running-worker.js';
import { added, tallyModel } from './testing/tally.js';
import { until } from './testing/until.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 120_000;

let cluster: TestCluster;
let store: EventStore & LookUp;
let engine: MongoInMemory;
let running: RunningWorker | null = null;

beforeAll(async () => {
  // Longer than any test: a follower never gets to see what it is asked for.
  cluster = await startCluster({ heartbeatTimeout: 30_000, replicationDelay: 600_000 });
  store = connectEventStore(cluster.url('&nodePreference=follower'), asWritten);
  engine = await startMongoInMemory();
}, WITHIN);
afterEach(() => running?.stop());
afterAll(async () => {
  await store.close();
  await engine.stop();
  await cluster.end();
}, WITHIN);

test(
  'a follower that is behind is not asked whether the log is the one that was read',
  async () => {
    const readSide = openReadSide(engine.mongo);
    const tallies = readSide.readModel(tallyModel);
    const said: string[] = [];
    for (let round = 0; round < 3; round++) {
      // At each start it looks for what it handled before.
      running = runWorker((now) => readModelStore(engine.mongo, now), store, { log: (message) => said.push(message) });
      const { position } = await store.append('s', round - 1, [newEvent(added('a'))]);
      await until('it is built', () =>
        tallies.watermark().then(
          () => true,
          () => false,
        ),
      );
      expect(await tallies.waitFor(position, 30_000)).toBe(true);
      expect((await running.parts.readModels.eventLog.read()).mismatch).toBeNull();
      await running.stop();
    }
    expect(await tallies.byKey('a')).toEqual({ name: 'a', sum: 3, count: 3 });
    expect(said.filter((message) => message.includes('another') || message.includes('not the one'))).toEqual([]);
    readSide.close();
  },
  WITHIN,
);
