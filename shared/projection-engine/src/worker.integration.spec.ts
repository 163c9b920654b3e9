import { describe, expect, test } from '@jest/globals';
import { Bench, MemoryBench } from './testing/bench.js';
import { added, tallyProjection } from './testing/tally.js';
import { until } from './testing/until.js';

const NAMES = Array.from({ length: 20 }, (_, index) => `name-${index}`);

describe('workers', () => {
  const bench = new MemoryBench();
  const owners = async () => (await bench.partitions()).map(({ owner }) => owner);
  const partitionsOf = async (id: string) => (await owners()).filter((owner) => owner === id).length;

  test('fold what is there, and what comes', async () => {
    bench.log.append('s', added('a'), added('b', 5));
    bench.run();
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
    bench.log.append('s', added('a', 2));
    await bench.caughtUp();
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 3, count: 2 });
  });

  test('the watermark passes events that nobody folds', async () => {
    bench.run();
    const position = bench.log.append('s', { type: 'Unheard', data: { name: 'a' } });
    await bench.caughtUp();
    expect(await bench.tallies.watermark()).toBe(position);
  });

  test('share the partitions: a new replica takes its part, and both are needed', async () => {
    const first = bench.run();
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.caughtUp();
    const second = bench.run();
    await until(
      'each has two',
      async () => (await partitionsOf(first.id)) === 2 && (await partitionsOf(second.id)) === 2,
    );
    bench.log.append('s', ...NAMES.map((name) => added(name, 2)));
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('a clean stop lets go of the partitions, so that the next one goes on at once', async () => {
    const clock = { now: new Date() };
    const first = bench.run({ now: () => clock.now });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await first.stop();
    expect(await owners()).toEqual([null, null, null, null]);
    bench.log.append('s', added('a'));
    bench.run({ now: () => clock.now }); // by its clock no lease has run out
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('one that is started again under its name goes on at once, and what is left of it is fenced off', async () => {
    const clock = { now: new Date() };
    const dead = bench.run({ now: () => clock.now });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await dead.crash();
    const epochs = (await bench.partitions()).map(({ epoch }) => epoch);
    bench.log.append('s', added('a'));
    bench.run({ now: () => clock.now, id: dead.id }); // by its clock no lease has run out
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
    expect((await bench.partitions()).map(({ epoch }) => epoch)).toEqual(epochs.map((epoch) => epoch + 1));
  });

  test("a dead worker's partitions are taken over when its lease is over, and not before", async () => {
    const clock = { now: new Date() };
    const now = () => clock.now;
    const dead = bench.run({ now });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await dead.crash();
    const heir = bench.run({ now, heartbeatMs: 5 });
    await until('the heir has looked', async () => (await heir.parts.readModels.workers.present(now())).length === 2);
    expect(await partitionsOf(dead.id)).toBe(4);
    clock.now = new Date(clock.now.getTime() + dead.parts.leaseMs + 1);
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    expect(await partitionsOf(heir.id)).toBe(4);
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('one at rest says that it is there and holds on to its partitions, and hardly looks', async () => {
    const worker = bench.run({ heartbeatMs: 5 });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    const { builds, workers } = worker.parts.readModels;
    const calls = { looks: 0, beats: 0 };
    const [list, present] = [builds.list.bind(builds), workers.present.bind(workers)];
    worker.parts.readModels.builds.list = () => (calls.looks++, list());
    worker.parts.readModels.workers.present = (now) => (calls.beats++, present(now));
    const endOf = async () => Math.min(...(await bench.partitions()).map(({ until }) => until.getTime()));
    const before = await endOf();
    await until('it has beaten for a while', () => calls.beats >= 20);
    // One look for some beats, and those that its own changes woke it for.
    expect(calls.looks).toBeLessThan(calls.beats / 2);
    expect(await endOf()).toBeGreaterThan(before);
    expect(await partitionsOf(worker.id)).toBe(4);
  });

  test('one that died at rest held nothing for longer than its lease, and its heir looks at every heartbeat', async () => {
    const clock = { now: new Date() };
    const now = () => clock.now;
    const dead = bench.run({ now });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await dead.looked();
    await dead.crash();
    const ends = (await bench.partitions()).map(({ until: end }) => end.getTime() - clock.now.getTime());
    expect(Math.max(...ends)).toBeLessThanOrEqual(dead.parts.leaseMs);
    let looks = 0;
    // At rest it would not look again before the test is over.
    const heir = bench.run({ now, heartbeatMs: 5, leaseMs: 10 ** 9, observer: { heartbeat: () => void looks++ } });
    const { builds } = heir.parts.readModels;
    const list = builds.list.bind(builds);
    let seen = 0;
    heir.parts.readModels.builds.list = () => (seen++, list());
    await until('it looks again and again', () => seen >= 10);
    expect(seen).toBeGreaterThanOrEqual(looks - 2);
  });

  test('pause while the event store is away, and go on from where they were', async () => {
    bench.run();
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.caughtUp();
    bench.log.cut({ away: true });
    const position = bench.log.append('s', added('late'));
    expect(await bench.tallies.waitFor(position, 50)).toBe(false);
    bench.log.back();
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('share one subscription among all live projections', async () => {
    const projections = ['one', 'two', 'three'].map((name) => ({ ...tallyProjection(), name }));
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    bench.run({ projections });
    const isThere = async () => {
      const partitions = await bench.partitions();
      return partitions.length === 12 && partitions.every(({ position }) => position === bench.log.last());
    };
    await until('all are there', isThere);
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await until('all are there', isThere);
    expect(bench.log.subscriptions).toHaveLength(1);
  });

  test('never hold more than the queue allows, however long the log', async () => {
    bench.log.append('s', ...Array.from({ length: 500 }, (_, index) => added(`n${index % 7}`)));
    let most = 0;
    const given = bench.log.counted();
    const batches: number[] = [];
    bench.run({
      batchSize: 10,
      queueSize: 20,
      store: given.store,
      observer: {
        batch: (size) => {
          batches.push(size);
          const handled = batches.reduce((sum, each) => sum + each, 0);
          most = Math.max(most, given.count() - handled);
        },
      },
    });
    await bench.caughtUp();
    expect(Math.max(...batches)).toBe(10);
    // The queue, and the one item that waits to get into it.
    expect(most).toBeLessThanOrEqual(21);
    expect(await bench.shown()).toEqual(bench.expected());
  });
});

describe('workers on MongoDB', () => {
  const bench = new Bench();

  test('pause while MongoDB is away, and stop all the same', async () => {
    const troubles: string[] = [];
    let rounds = 0;
    const worker = bench.run({
      log: (message) => troubles.push(message),
      observer: { heartbeat: () => void rounds++ },
    });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await bench.engine.stop();
    bench.engine = { ...bench.engine, stop: () => Promise.resolve() };
    bench.log.append('s', added('a'));
    await until('subscription and heartbeat wait', () =>
      ['paused', 'waiting'].every((what) => troubles.join().includes(what)),
    );
    // Away is not stuck: its heart goes on beating.
    const before = rounds;
    await until('another round', () => rounds > before + 1);
    await worker.stop();
  });
});
