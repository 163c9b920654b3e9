import { describe, expect, test } from '@jest/globals';
import { Bench } from './testing/bench.js';
import { added, poisoned, tallyProjection } from './testing/tally.js';
import { readModelStore } from '@doremi/read-models';

const V1 = tallyProjection();
const V2 = { ...tallyProjection(), version: 2 };
const DAY = 24 * 60 * 60 * 1_000;

describe('a release with a new version of a projection', () => {
  const bench = new Bench();
  const clock = { now: new Date() };
  const now = () => clock.now;
  const pass = (milliseconds: number) => (clock.now = new Date(clock.now.getTime() + milliseconds));
  const access = () => readModelStore(bench.engine.mongo, now);
  const builds = () => access().builds.list();
  const states = async () => Object.fromEntries((await builds()).map(({ id, state }) => [id, state]));
  /** Leases never run out here: the clock jumps days, and who is there is there. */
  const run = (projection: typeof V1, more: Parameters<Bench['run']>[0] = {}) =>
    bench.run({ projections: [projection], now, leaseMs: 1_000 * DAY, ...more });
  const isLive = (id: string) => bench.until(`${id} is live`, async () => (await states())[id] === 'live');
  const readAt = (projection: typeof V1) => bench.readSide.readModel(projection);

  test('builds it beside the old one; both are fed and read while workers of both releases run', async () => {
    run(V1);
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    run(V2);
    await isLive('tally_v2_b1');
    expect(await states()).toEqual({ tally_v1_b1: 'live', tally_v2_b1: 'live' });
    const position = bench.log.append('s', added('a'));
    for (const version of [V1, V2]) {
      const tallies = readAt(version);
      expect(await tallies.waitFor(position, 5_000)).toBe(true);
      expect(await tallies.byKey('a')).toEqual({ name: 'a', sum: 2, count: 2 });
    }
  });

  test('does not promote it while something of it is parked', async () => {
    run(tallyProjection(() => false));
    bench.log.append('s', poisoned('a'));
    await bench.caughtUp();
    const { looked } = run(V2);
    await bench.until('it has seen everything', async () =>
      (await builds()).some((build) => build.version === 2 && build.builtAt),
    );
    await looked();
    expect(await states()).toEqual({ tally_v1_b1: 'live', tally_v2_b1: 'building' });
  });

  test('keeps the old one for a day after its last worker has gone, and then nothing of it is left', async () => {
    const old = run(V1);
    bench.log.append('s', added('a'), poisoned('b'));
    await bench.caughtUp();
    const { looked } = run(tallyProjectionV2(() => false));
    await isLive('tally_v2_b1');
    pass(2 * DAY);
    await looked();
    expect(await states()).toMatchObject({ tally_v1_b1: 'live' });

    await old.stop();
    await looked();
    pass(DAY - 1);
    await looked();
    expect(await states()).toMatchObject({ tally_v1_b1: 'live' });
    pass(1);
    await bench.until('it is retired', async () => (await states()).tally_v1_b1 === 'retired');
    pass(10_000);
    await bench.until('it is gone', async () => !('tally_v1_b1' in (await states())));
    expect(await states()).toEqual({ tally_v2_b1: 'live' });
    expect((await bench.partitions()).map(({ build }) => build)).not.toContain('tally_v1_b1');
    expect(await access().parkedEvents.list(['tally_v1_b1'])).toEqual([]);
    const collections = await bench.engine.mongo.database('main').listCollections().toArray();
    expect(collections.map(({ name }) => name)).not.toContain('tally_v1_b1');
  });

  test('an old release that comes back in time finds its build as it left it, and the day begins anew', async () => {
    const old = run(V1);
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    const { looked } = run(V2);
    await isLive('tally_v2_b1');
    await old.stop();
    await looked();
    pass(DAY - 1);
    const back = run(V1);
    const position = bench.log.append('s', added('a'));
    expect(await readAt(V1).waitFor(position, 5_000)).toBe(true);
    await looked();
    await back.stop();
    await looked();
    pass(DAY - 1);
    await looked();
    expect(await states()).toMatchObject({ tally_v1_b1: 'live' });
  });

  test('an old release that comes back too late builds its version anew', async () => {
    const old = run(V1);
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    const { looked } = run(V2);
    await isLive('tally_v2_b1');
    await old.stop();
    await looked();
    pass(DAY);
    await bench.until('it is retired', async () => (await states()).tally_v1_b1 === 'retired');
    pass(10_000);
    await bench.until('it is gone', async () => !('tally_v1_b1' in (await states())));
    run(V1);
    await isLive('tally_v1_b1');
    expect(await readAt(V1).waitFor(bench.log.last(), 5_000)).toBe(true);
    expect(await readAt(V1).byKey('a')).toEqual({ name: 'a', sum: 1, count: 1 });
  });

  test('nobody retires a newer version than their own', async () => {
    run(V1);
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    const next = run(V2);
    await isLive('tally_v2_b1');
    await next.stop();
    const { looked } = run(V1);
    await looked();
    pass(2 * DAY);
    await looked();
    expect(await states()).toMatchObject({ tally_v2_b1: 'live' });
  });
});

const tallyProjectionV2 = (isPoisonous: () => boolean) => ({ ...tallyProjection(isPoisonous), version: 2 });
