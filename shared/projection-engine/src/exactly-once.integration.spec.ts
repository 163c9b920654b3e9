import { describe, expect, test } from '@jest/globals';
import { EngineUnavailable, type Position } from '@doremi/event-sourcing';
import { Bench, MemoryBench } from './testing/bench.js';
import { added, tallyProjection } from './testing/tally.js';
import { BatchProcessor } from './batch-processor.js';
import { DocumentMemory } from './document-buffer.js';
import { FoldedWriter, WriteConflict } from './folded-writer.js';
import type { LeasedPartition } from './leased-partition.js';

const NAMES = Array.from({ length: 20 }, (_, index) => `name-${index}`);

describe.each([
  ['MongoDB', () => new Bench()],
  ['memory', () => new MemoryBench()],
])('every event counts once, with documents in %s', (_, made) => {
  const bench = made();
  const access = () => bench.store();

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
    const readModels = access();
    const checkpoint = readModels.partitions.checkpoint.bind(readModels.partitions);
    let failures = 0;
    readModels.partitions.checkpoint = (...input) =>
      failures++ < 3 ? Promise.reject(new EngineUnavailable('cut')) : checkpoint(...input);
    bench.log.append('s', ...NAMES.map((name) => added(name)), ...NAMES.map((name) => added(name, 3)));
    bench.run({ readModels, batchSize: 10 });
    await bench.caughtUp();
    expect(failures).toBeGreaterThan(3);
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('when the checkpoint was written and its answer was lost', async () => {
    const readModels = access();
    const checkpoint = readModels.partitions.checkpoint.bind(readModels.partitions);
    let calls = 0;
    readModels.partitions.checkpoint = async (...input) => {
      const done = await checkpoint(...input);
      if (calls++ % 2 === 0) throw new EngineUnavailable('cut');
      return done;
    };
    bench.log.append('s', ...NAMES.map((name) => added(name)), ...NAMES.map((name) => added(name, 3)));
    bench.run({ readModels, batchSize: 10 });
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
    const handled = (await bench.partitions()).reduce((sum, partition) => sum + partition.handled, 0);
    expect(handled).toBe(bench.log.events.length);
  });

  test('when the process dies between two documents of a batch', async () => {
    const readModels = access();
    let isDead = false;
    const dying = bench.run({
      readModels: {
        ...readModels,
        documentsOf: (build) => {
          const documents = readModels.documentsOf(build);
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

  test('when two workers are sure to hold the same partitions', async () => {
    const worker = bench.run();
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.caughtUp();
    await worker.stop();
    const paused = await pausedWorker();
    const events = NAMES.map((name) => added(name, 7));
    bench.log.append('s', ...events);
    bench.run();
    await bench.caughtUp();
    const before = { shown: await bench.shown(), partitions: await bench.partitions() };

    const batch = { events: bench.log.events.slice(-events.length), end: bench.log.last(), caughtUp: false };
    await expect(paused.process(batch)).rejects.toThrow(WriteConflict);
    const after = { shown: await bench.shown(), partitions: await bench.partitions() };
    expect(after.shown).toEqual(before.shown);
    expect(after.shown).toEqual(bench.expected());
    expect(after.partitions.map(({ position, epoch, handled }) => ({ position, epoch, handled }))).toEqual(
      before.partitions.map(({ position, epoch, handled }) => ({ position, epoch, handled })),
    );
  });

  test('when one that slept wrote between read and write of its successor, who drops the batch', async () => {
    const worker = bench.run();
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.caughtUp();
    await worker.stop();
    const paused = await pausedWorker();
    const successor = await pausedWorker('successor');
    bench.log.append('s', ...NAMES.map((name) => added(name, 7)));
    const first = { events: bench.log.events.slice(-NAMES.length), end: bench.log.last(), caughtUp: false };
    bench.log.append('s', ...NAMES.map((name) => added(name, 100)));
    const both = { events: bench.log.events.slice(-2 * NAMES.length), end: bench.log.last(), caughtUp: false };
    const before = await bench.partitions();
    await expect(paused.process(first)).rejects.toThrow(WriteConflict); // its documents are written, its checkpoint is not
    await expect(successor.process(both)).rejects.toThrow(WriteConflict);
    expect(await bench.partitions()).toEqual(before);
    bench.run();
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
  });

  /** A worker that took every partition, read the documents, and then slept through its lease. */
  const pausedWorker = async (owner = 'sleeper') => {
    const readModels = access();
    const [build] = await readModels.builds.list();
    if (!build) throw new Error('there is no build');
    await readModels.partitions.acquire(owner, await bench.partitions(), new Date(0));
    const documents = readModels.documentsOf(build);
    const stale = await documents.load(NAMES);
    const load = documents.load.bind(documents);
    // What it read before it was paused is what it goes on with; the look after a lost write is a real one.
    documents.load = (keys) => {
      documents.load = load;
      return Promise.resolve(new Map([...stale].filter(([key]) => keys.includes(key))));
    };
    const target = { build, projection: tallyProjection(), documents };
    const partitions = (await bench.partitions()).map(({ id, number, epoch, position }): LeasedPartition => ({
      id,
      target,
      number,
      epoch,
      position,
      folded: position,
      caughtUp: true,
      parked: new Set(),
      witnessed: 0,
    }));
    const observer = {};
    const writer = new FoldedWriter({ ...readModels, owner, leaseMs: 1_000, now: () => new Date(), observer });
    const processor = new BatchProcessor({ writer, observer, memory: new DocumentMemory(1e6), writeBehindMs: 0 });
    const process = (batch: { events: typeof bench.log.events; end: Position; caughtUp: boolean }) =>
      processor.process(partitions, batch, null);
    return { process };
  };
});
