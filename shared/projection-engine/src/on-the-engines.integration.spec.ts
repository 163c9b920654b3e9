import { afterEach, describe, expect, test } from '@jest/globals';
import type { EngineVersion } from '@doremi/embedded-eventstore/testing';
import { type RunningEventStore, startEventStore } from '@doremi/embedded-eventstore';
import { type DomainEvent, type EventStore, isNowhere, type LookUp, type Position } from '@doremi/event-sourcing';
import { connectEventStore } from '@doremi/event-store';
import { asWritten, newEvent } from '@doremi/event-sourcing/testing';
import { openReadSide, readModelStore, type ReadSide } from '@doremi/read-models';
import { type MongoInMemory, startMongoInMemory } from '@doremi/read-models/testing';
import { runWorker, type RunningWorker } from './testing/running-worker.js';
import { added, tallyModel } from './testing/tally.js';
import { until } from './testing/until.js';

/** They differ in what they say at the end of a short log where nothing matched. */
const ENGINES: readonly EngineVersion[] = ['24.2', '25.0'];

describe('on the real protocols', () => {
  let server: RunningEventStore;
  let engine: MongoInMemory;
  let store: EventStore & LookUp;
  let readSide: ReadSide;
  let running: RunningWorker;

  const start = async (as?: EngineVersion): Promise<void> => {
    server = await startEventStore({ port: 0, dataDir: null, ...(as && { engine: as }) });
    engine = await startMongoInMemory();
    store = connectEventStore(`esdb://127.0.0.1:${server.port}?tls=false`, asWritten);
    readSide = openReadSide(engine.mongo);
  };

  afterEach(async () => {
    await running.stop();
    readSide.close();
    await store.close();
    await engine.stop();
    await server.stop();
  });

  const append = async (stream: string, expected: number, ...events: DomainEvent[]): Promise<Position> =>
    (
      await store.append(
        stream,
        expected,
        events.map((event) => newEvent(event)),
      )
    ).position;

  /** The next event reaches the build that is read. */
  const hearsTheNext = async (): Promise<void> => {
    const tallies = readSide.readModel(tallyModel);
    const position = await append('next', -1, added('next'));
    await until('it is there', async () => (await tallies.byKey('next').catch(() => null))?.count === 1);
    expect(await tallies.waitFor(position, 5_000)).toBe(true);
  };

  test.each(ENGINES)('a first start on a fresh %s: the next event is heard', async (as) => {
    await start(as);
    running = runWorker((now) => readModelStore(engine.mongo, now), store);
    const { partitions } = running.parts.readModels;
    await until('it has caught up', async () => (await partitions.list()).some(({ caughtUp }) => caughtUp));
    await hearsTheNext();
  });

  test.each(ENGINES)('a first start on a %s with a few events of others: the next event is heard', async (as) => {
    await start(as);
    await append('other', -1, { type: 'Unheard', data: {} });
    running = runWorker((now) => readModelStore(engine.mongo, now), store);
    await until('it is built', () =>
      readSide
        .readModel(tallyModel)
        .watermark()
        .then(Boolean, () => false),
    );
    await hearsTheNext();
  });

  test.each(ENGINES)('a model without events rebuilt on a young %s hears the next event', async (as) => {
    await start(as);
    await append('other', -1, { type: 'Unheard', data: {} });
    running = runWorker((now) => readModelStore(engine.mongo, now), store);
    const { builds, partitions } = running.parts.readModels;
    await until('it is built', () =>
      readSide
        .readModel(tallyModel)
        .watermark()
        .then(Boolean, () => false),
    );
    const { id } = await builds.begin('tally_v1', 4);
    running.engine.wake();
    await until('the new build is live', async () =>
      (await builds.list()).some((build) => build.id === id && build.state === 'live'),
    );
    await hearsTheNext();
    expect((await partitions.list()).filter(({ position }) => isNowhere(position))).toEqual([]);
  });

  test('folds, rebuilds with events that nobody folds at the end, and goes on', async () => {
    await start();
    const names = Array.from({ length: 40 }, (_, index) => added(`n${index % 8}`));
    await append('tally', -1, ...names);
    running = runWorker((now) => readModelStore(engine.mongo, now), store);
    const tallies = readSide.readModel(tallyModel);
    await until('it is built', () => tallies.watermark().then(Boolean, () => false));
    // The rebuild's filter shows none of these, and still it has to pass them.
    const unheard = Array.from({ length: 100 }, () => ({ type: 'Unheard', data: {} }));
    const position = await append('other', -1, ...unheard);
    expect(await tallies.waitFor(position, 5_000)).toBe(true);
    await running.parts.readModels.builds.begin('tally_v1', 4);
    running.engine.wake();
    const live = async () => (await running.parts.readModels.builds.list()).find(({ state }) => state === 'live');
    await until('the new build is live', async () => (await live())?.number === 2);
    const last = await append('tally', 39, added('n0', 100));
    expect(await tallies.waitFor(last, 5_000)).toBe(true);
    expect(await tallies.byKey('n0')).toEqual({ name: 'n0', sum: 105, count: 6 });
    expect(await tallies.find()).toHaveLength(8);
  });
});
