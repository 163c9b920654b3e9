import { describe, expect, test } from '@jest/globals';
import { EngineUnavailable } from '@doremi/shared/engines/event-store';
import type { Position } from '@doremi/shared/kernel/position';
import { Bench } from '../testing/bench.js';
import { added, tallyProjection } from '../testing/tally.js';
import { Feeder, LostRace } from './feeder.js';
import type { HeldLane } from './held-lane.js';
import { writeAccess } from './write-access.js';

const NAMES = Array.from({ length: 20 }, (_, index) => `name-${index}`);

describe('every event counts once', () => {
  const bench = new Bench();
  const access = () => writeAccess(bench.engine.mongo);

  test('when events are delivered again and again', async () => {
    bench.run({ batchSize: 3 });
    for (let round = 1; round <= 5; round++) {
      bench.log.append('s', ...NAMES.map((name) => added(name, round)));
      await bench.until('it reads', () => bench.log.subscriptions.length >= round);
      bench.log.cut();
    }
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('when the connection goes between documents and checkpoint', async () => {
    const readSide = access();
    const checkpoint = readSide.lanes.checkpoint.bind(readSide.lanes);
    let failures = 0;
    readSide.lanes.checkpoint = (...input) =>
      failures++ < 3 ? Promise.reject(new EngineUnavailable('cut')) : checkpoint(...input);
    bench.log.append('s', ...NAMES.map((name) => added(name)), ...NAMES.map((name) => added(name, 3)));
    bench.run({ readSide, batchSize: 10 });
    await bench.caughtUp();
    expect(failures).toBeGreaterThan(3);
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('when the checkpoint was written and its answer was lost', async () => {
    const readSide = access();
    const checkpoint = readSide.lanes.checkpoint.bind(readSide.lanes);
    let calls = 0;
    readSide.lanes.checkpoint = async (...input) => {
      const done = await checkpoint(...input);
      if (calls++ % 2 === 0) throw new EngineUnavailable('cut');
      return done;
    };
    bench.log.append('s', ...NAMES.map((name) => added(name)), ...NAMES.map((name) => added(name, 3)));
    bench.run({ readSide, batchSize: 10 });
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
    const handled = (await bench.lanes()).reduce((sum, lane) => sum + lane.handled, 0);
    expect(handled).toBe(bench.log.events.length);
  });

  test('when the process dies between two documents of a batch', async () => {
    const readSide = access();
    let isDead = false;
    const dying = bench.run({
      readSide: {
        ...readSide,
        documentsOf: (build) => {
          const documents = readSide.documentsOf(build);
          const write = documents.write.bind(documents);
          documents.write = async (writes) => {
            if (!isDead) await write(writes.slice(0, 5));
            isDead = true;
            throw new EngineUnavailable('dead');
          };
          return documents;
        },
      },
    });
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.until('half of it is written', () => isDead);
    await dying.stop();
    bench.run();
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('when two workers are sure to hold the same lanes', async () => {
    const worker = bench.run();
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.caughtUp();
    await worker.stop();
    const asleep = await sleeper();
    const events = NAMES.map((name) => added(name, 7));
    bench.log.append('s', ...events);
    bench.run();
    await bench.caughtUp();
    const before = { shown: await bench.shown(), lanes: await bench.lanes() };

    const batch = { events: bench.log.events.slice(-events.length), end: bench.log.last(), caughtUp: false };
    await expect(asleep.feed(batch)).rejects.toThrow(LostRace);
    const after = { shown: await bench.shown(), lanes: await bench.lanes() };
    expect(after.shown).toEqual(before.shown);
    expect(after.shown).toEqual(bench.expected());
    expect(after.lanes.map(({ position, epoch, handled }) => ({ position, epoch, handled }))).toEqual(
      before.lanes.map(({ position, epoch, handled }) => ({ position, epoch, handled })),
    );
  });

  test('when one that slept wrote between read and write of its successor, who drops the batch', async () => {
    const worker = bench.run();
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.caughtUp();
    await worker.stop();
    const asleep = await sleeper();
    const successor = await sleeper('successor');
    bench.log.append('s', ...NAMES.map((name) => added(name, 7)));
    const first = { events: bench.log.events.slice(-NAMES.length), end: bench.log.last(), caughtUp: false };
    bench.log.append('s', ...NAMES.map((name) => added(name, 100)));
    const both = { events: bench.log.events.slice(-2 * NAMES.length), end: bench.log.last(), caughtUp: false };
    const before = await bench.lanes();
    await expect(asleep.feed(first)).rejects.toThrow(LostRace); // its documents are written, its checkpoint is not
    await expect(successor.feed(both)).rejects.toThrow(LostRace);
    expect(await bench.lanes()).toEqual(before);
    bench.run();
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
  });

  /** A worker that took every lane, read the documents, and then slept through its lease. */
  const sleeper = async (owner = 'sleeper') => {
    const readSide = access();
    const [build] = await readSide.builds.list();
    if (!build) throw new Error('there is no build');
    await readSide.lanes.acquire(owner, await bench.lanes(), new Date(0));
    const documents = readSide.documentsOf(build);
    const stale = await documents.load(NAMES);
    const load = documents.load.bind(documents);
    // What it read before it fell asleep is what it goes on with; the look after a lost write is a real one.
    documents.load = (keys) => {
      documents.load = load;
      return Promise.resolve(new Map([...stale].filter(([key]) => keys.includes(key))));
    };
    const target = { build, projection: tallyProjection(), documents };
    const lanes = (await bench.lanes()).map(({ id, lane, epoch, position }): HeldLane => ({
      id,
      target,
      lane,
      epoch,
      position,
      caughtUp: true,
      parked: new Set(),
      witnessed: 0,
    }));
    const feeder = new Feeder({
      ...readSide,
      owner,
      leaseMs: 1_000,
      now: () => new Date(),
      meters: { batch: () => undefined, conflict: () => undefined, parked: () => undefined },
    });
    const feed = (batch: { events: typeof bench.log.events; end: Position; caughtUp: boolean }) =>
      feeder.feed(lanes, batch, null);
    return { feed };
  };
});
