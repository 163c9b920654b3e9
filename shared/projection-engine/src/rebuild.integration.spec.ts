import { describe, expect, test } from '@jest/globals';
import { ParkedEvents, readModelStore } from '@doremi/read-models';
import { Bench } from './testing/bench.js';
import { added, poisoned, tallyProjection } from './testing/tally.js';
import { StatusBoard } from './status.js';

const MODEL = 'tally_v1';
const NAMES = Array.from({ length: 30 }, (_, index) => `name-${index}`);

describe('a rebuild', () => {
  const bench = new Bench();
  const access = () => readModelStore(bench.engine.mongo);
  const begin = (model = MODEL) => access().builds.begin(model, 4);
  const live = async (model = MODEL) =>
    (await access().builds.list()).find((build) => build.model === model && build.state === 'live')?.number;

  test('goes on beside reads and writes: no read fails, comes short or goes back', async () => {
    const { engine } = bench.run({ batchSize: 20 });
    for (let round = 0; round < 10; round++) bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.caughtUp();

    let isOver = false;
    let least = 0;
    let reads = 0;
    const reading = (async () => {
      while (!isOver) {
        const shown = await bench.shown();
        expect(shown).toHaveLength(NAMES.length);
        const sum = shown.reduce((total, tally) => total + tally.sum, 0);
        expect(sum).toBeGreaterThanOrEqual(least);
        least = sum;
        reads++;
      }
    })();
    await begin();
    engine.wake();
    await bench.until('the new build is live', async () => {
      bench.log.append('s', added(NAMES[reads % NAMES.length] ?? ''));
      await bench.caughtUp();
      return (await live()) === 2;
    });
    isOver = true;
    await reading;
    await bench.caughtUp();
    expect(reads).toBeGreaterThan(0);
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('asks only for the types that its handlers name; both builds are fed afterwards', async () => {
    const { engine } = bench.run();
    bench.log.append('s', added('a'), { type: 'Unheard', data: { name: 'a' } });
    await bench.caughtUp();
    await begin();
    engine.wake();
    await bench.until('the new build is live', async () => (await live()) === 2);
    expect(bench.log.subscriptions.map(({ types }) => types)).toContainEqual(['Added', 'Poisoned']);
    const position = bench.log.append('s', added('a'));
    await bench.until('both are there', async () =>
      (await bench.partitions()).every((partition) => partition.position === position),
    );
    const documents = await Promise.all(
      (await access().builds.list()).map((build) => access().documentsOf(build).load(['a'])),
    );
    expect(documents.map((loaded) => loaded.get('a')?.document)).toEqual([
      { name: 'a', sum: 2, count: 2 },
      { name: 'a', sum: 2, count: 2 },
    ]);
  });

  test('of several projections is one pass over the events', async () => {
    const second = { ...tallyProjection(), name: 'second' };
    const projections = [tallyProjection(), second];
    const first = bench.run({ projections });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await first.stop();
    await Promise.all([begin(), begin('second_v1')]);
    bench.run({ projections });
    await bench.until('both are live', async () => (await live()) === 2 && (await live('second_v1')) === 2);
    expect(bench.log.subscriptions.filter(({ types }) => types !== undefined)).toHaveLength(1);
  });

  test('goes on from its own checkpoint after its worker died', async () => {
    const clock = { now: new Date() };
    const now = () => clock.now;
    const dying = bench.run({ now, batchSize: 5 });
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.caughtUp();
    bench.log.pauseBefore = 20;
    await begin();
    dying.engine.wake();
    const halfway = bench.log.events[19]?.position;
    const ofRebuild = async () => (await bench.partitions()).filter(({ build }) => build === 'tally_v1_b2');
    await bench.until('it is halfway', async () => (await ofRebuild()).some(({ position }) => position === halfway));
    await dying.crash();
    clock.now = new Date(clock.now.getTime() + dying.parts.leaseMs + 1);
    bench.log.goOn();
    const before = bench.log.subscriptions.length;
    bench.run({ now });
    await bench.until('the new build is live', async () => (await live()) === 2);
    const passes = bench.log.subscriptions.slice(before).filter(({ types }) => types !== undefined);
    expect(passes.map(({ after }) => after)).toEqual([halfway]);
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
    expect((await ofRebuild()).reduce((sum, { handled }) => sum + handled, 0)).toBe(NAMES.length);
  });

  test('with something parked is not promoted until that is settled', async () => {
    let isPoisonous = false;
    const { engine, looked } = bench.run({ projections: [tallyProjection(() => isPoisonous)] });
    bench.log.append('s', added('a'), poisoned('a'), added('a'));
    await bench.caughtUp();
    isPoisonous = true;
    const { id } = await begin();
    engine.wake();
    const parkedEvents = new ParkedEvents(bench.engine.mongo);
    await bench.until('it is parked', async () => (await parkedEvents.list()).length === 1);
    await bench.until('it has caught up', async () => (await bench.partitions()).every(({ caughtUp }) => caughtUp));
    await looked();
    expect(await live()).toBe(1);
    isPoisonous = false;
    await parkedEvents.askRetry(id, 'a');
    await bench.until('the new build is live', async () => (await live()) === 2);
    expect(await bench.shown()).toEqual([{ name: 'a', sum: 2, count: 3 }]);
  });

  test('tells how far it is, counted against the live build', async () => {
    const clock = { now: new Date() };
    const { engine, parts } = bench.run({ batchSize: 10 });
    bench.log.append('s', ...NAMES.map((name) => added(name)));
    await bench.caughtUp();
    bench.log.pauseBefore = 15;
    const build = await begin();
    engine.wake();
    const now = () => clock.now;
    const board = new StatusBoard({ ...parts, now });
    clock.now = new Date(build.createdAt.getTime() + 3_000);
    await bench.until('it stands still', async () => {
      const [{ builds: [rebuild] = [] } = {}] = await board.look();
      return rebuild?.progress?.handled === 15;
    });
    const [{ builds: [rebuild] = [] } = {}] = await new StatusBoard({ ...parts, now }).look();
    expect(rebuild).toMatchObject({ build: build.id, state: 'building', built: false, parked: 0 });
    expect(rebuild?.progress).toEqual({
      handled: 15,
      total: 30,
      totalIs: 'counted',
      eventsPerSecond: 5,
      secondsLeft: 3,
    });
    bench.log.goOn();
  });

  test('leaves the former build as a way back until its time is over', async () => {
    const clock = { now: new Date() };
    const { engine, parts, looked } = bench.run({ now: () => clock.now, leaseMs: 10 * 24 * 3_600_000 });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await begin();
    engine.wake();
    await bench.until('the new build is live', async () => (await live()) === 2);
    await looked();
    const states = async () => (await access().builds.list()).map(({ state }) => state);
    expect(await states()).toEqual(['standby', 'live']);
    clock.now = new Date(clock.now.getTime() + parts.retireAfterMs);
    await bench.until('it is retired', async () => (await states())[0] === 'retired');
    // Somebody may not have heard yet that another one is read, or still feed it.
    await looked();
    expect(await access().documentsOf({ id: 'tally_v1_b1', database: 'main' }).count()).toBe(1);
    clock.now = new Date(clock.now.getTime() + 10_000);
    await bench.until('it is gone', async () => (await states()).length === 1);
    const [former] = await bench.engine.mongo.database('main').listCollections({ name: 'tally_v1_b1' }).toArray();
    expect(former).toBeUndefined();
    expect((await bench.partitions()).map(({ build }) => build)).not.toContain('tally_v1_b1');
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('of a new version is made by itself and read once it is built', async () => {
    const old = bench.run();
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await old.stop();
    const next = { ...tallyProjection(), version: 2 };
    bench.run({ projections: [next] });
    const tallies = bench.readSide.readModel(next);
    await bench.until('version 2 is live', async () => (await live('tally_v2')) === 1);
    expect(await tallies.waitFor(bench.log.last(), 5_000)).toBe(true);
    expect(await live()).toBe(1);
  });
});
