import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openReadSide, type ReadSide } from '@doremi/shared/engines/read-side/read-side';
import { MemoryLog } from '../testing/memory-log.js';
import { startMongoInMemory, type MongoInMemory } from '../testing/mongo-in-memory.js';
import { runWorker, type RunningWorker } from '../testing/running-worker.js';
import { added, tallyModel } from '../testing/tally.js';

describe('a worker', () => {
  let engine: MongoInMemory;
  let log: MemoryLog;
  let readSide: ReadSide;
  let running: RunningWorker[];

  const run = (overrides: Parameters<typeof runWorker>[2] = {}): RunningWorker => {
    const worker = runWorker(engine.mongo, log, overrides);
    running.push(worker);
    return worker;
  };

  beforeEach(async () => {
    engine = await startMongoInMemory();
    log = new MemoryLog();
    readSide = openReadSide(engine.mongo);
    running = [];
  });

  afterEach(async () => {
    await Promise.all(running.map(({ stop }) => stop()));
    readSide.close();
    await engine.stop();
  });

  test('folds what is there and what comes', async () => {
    log.append('a', added('a'), added('b', 5));
    run();
    const tallies = readSide.readModel(tallyModel);
    const { until } = await import('../testing/until.js');
    await until('built', () =>
      tallies.find().then(
        () => true,
        () => false,
      ),
    );
    expect(await tallies.waitFor(log.last(), 5_000)).toBe(true);
    expect(await tallies.byKey('b')).toEqual({ name: 'b', sum: 5, count: 1 });
    const position = log.append('a', added('a', 2));
    expect(await tallies.waitFor(position, 5_000)).toBe(true);
    expect(await tallies.byKey('a')).toEqual({ name: 'a', sum: 3, count: 2 });
  });
});
