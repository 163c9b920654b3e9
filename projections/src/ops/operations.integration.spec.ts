import { describe, expect, test } from '@jest/globals';
import { Partitions } from '@doremi/read-models';
import { added, poisoned } from '@doremi/projection-engine/testing';
import { statusTable } from '../cli/status-table.js';
import { OperatorBench } from '../testing/operator-bench.js';

const B1 = 'tally_v1_b1';
const B2 = 'tally_v1_b2';

describe('what an operator does to builds', () => {
  const bench = new OperatorBench();
  const ask = async (path: string) => {
    const response = await fetch(`${bench.url}/ops/projections/${path}`, { method: 'POST' });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test('a rebuild begins beside the live build, and a second request joins it', async () => {
    bench.log.pauseBefore = 1;
    expect(await ask('tally/rebuild')).toEqual({ status: 202, body: { name: 'tally', build: B2 } });
    expect(await bench.client.rebuild('tally')).toEqual({ name: 'tally', build: B2 });
    expect(await bench.states()).toEqual({ [B1]: 'live', [B2]: 'building' });
    const response = await fetch(`${bench.url}/ops/projections/rebuilds`);
    expect(await response.json()).toMatchObject({ rebuilds: [{ name: 'tally', build: B2 }] });
    bench.log.goOn();
  });

  test.each(['tally', B2])('a rebuild is cancelled by %s, and leaves nothing behind', async (target) => {
    bench.log.pauseBefore = 1;
    await bench.client.rebuild('tally');
    expect(await bench.client.cancel(target)).toEqual({ name: 'tally', build: B2 });
    expect((await bench.client.status())[0]?.builds.map(({ build }) => build)).toEqual([B1]);
    expect(await ask('tally/cancel')).toMatchObject({ status: 409, body: { code: 'NO_REBUILD_UNDER_WAY' } });
    expect(await ask(`${B1}/cancel`)).toMatchObject({ status: 409, body: { code: 'NO_REBUILD_UNDER_WAY' } });
    bench.log.goOn();
    expect(await bench.client.rebuild('tally')).toEqual({ name: 'tally', build: 'tally_v1_b3' });
  });

  test('the first build of a new version is not cancelled: there is nothing else to read', async () => {
    const { builds } = bench.feeding.parts.readModels;
    await builds.ensure({ name: 'tally', version: 2, database: 'main' }, 4);
    expect(await ask('tally_v2_b1/cancel')).toMatchObject({ status: 409, body: { code: 'BUILD_IS_ONLY_ONE' } });
    expect(await bench.states()).toMatchObject({ tally_v2_b1: 'building' });
  });

  test('there and back: rollback and promote, while both builds are kept fed', async () => {
    await bench.rebuilt();
    expect(await bench.client.rollback('tally')).toEqual({ name: 'tally', build: B1 });
    expect(await bench.states()).toEqual({ [B1]: 'live', [B2]: 'standby' });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
    expect(await bench.client.promote(B2)).toEqual({ name: 'tally', build: B2 });
    await bench.caughtUp();
    expect(await bench.shown()).toEqual(bench.expected());
    expect(bench.said).toContain(`${B2} is live, as anonymous asked`);
  });

  test('a build that was never fed as far is not read, and the problem says how far it is', async () => {
    bench.log.pauseBefore = 1;
    await bench.client.rebuild('tally');
    expect(await ask(`builds/${B2}/promote`)).toMatchObject({
      status: 409,
      body: { code: 'BUILD_INCOMPLETE', build: B2, live: B1, liveWatermark: bench.log.last(), parked: 0 },
    });
    expect(await bench.states()).toEqual({ [B1]: 'live', [B2]: 'building' });
    bench.log.goOn();
  });

  test('a standby build that stays behind is no way back', async () => {
    await bench.rebuilt();
    // Somebody holds its partitions, and feeds nothing.
    const partitions = new Partitions(bench.engine.mongo);
    const held = await partitions.list([B1]);
    await partitions.acquire('somebody', held, new Date(Date.now() + 60_000));
    bench.log.append('s', added('a'), added('b'), added('c'), added('d'));
    await bench.until('the live build is further', async () =>
      (await partitions.list([B2])).every(({ position }) => position === bench.log.last()),
    );
    expect(await ask('tally/rollback')).toMatchObject({ status: 409, body: { code: 'BUILD_BEHIND', live: B2 } });
    expect(await bench.states()).toEqual({ [B1]: 'standby', [B2]: 'live' });
  });

  test('a standby build that holds something back is no way back', async () => {
    bench.isPoisonous = false;
    bench.log.append('s', poisoned('a'));
    await bench.rebuilt();
    bench.isPoisonous = true;
    bench.log.append('s', poisoned('b'));
    await bench.caughtUp();
    expect(await ask('tally/rollback')).toMatchObject({ status: 409, body: { code: 'BUILD_HAS_PARKED', parked: 1 } });
  });

  test('a standby build that stands at no place of this log is no way back, and the status says so', async () => {
    await bench.rebuilt();
    const { builds } = bench.feeding.parts.readModels;
    const former = (await builds.list()).find(({ id }) => id === B1);
    if (former) await builds.strand(former, 'NO_PLACE');
    expect(await ask('tally/rollback')).toMatchObject({ status: 409, body: { code: 'BUILD_STRANDED', build: B1 } });
    expect(await bench.states()).toEqual({ [B1]: 'standby', [B2]: 'live' });
    expect(statusTable(await bench.client.status())).toMatch(/tally_v1_b1 +standby, at no place of this log .*not fed/);
  });

  test('where there was no other build there is no way back', async () => {
    expect(await ask('tally/rollback')).toMatchObject({ status: 409, body: { code: 'NO_WAY_BACK' } });
  });

  test('only a standby build is retired', async () => {
    expect(await ask(`builds/${B1}/retire`)).toMatchObject({ status: 409, body: { code: 'BUILD_IS_LIVE' } });
    await bench.rebuilt();
    expect(await bench.client.retire(B1)).toEqual({ name: 'tally', build: B1 });
    expect((await bench.client.status())[0]?.builds.map(({ build }) => build)).toEqual([B2]);
    // Readers that have not heard yet may still read it: its documents go later.
    expect(await bench.feeding.parts.readModels.documentsOf({ id: B1, database: 'main' }).count()).toBe(2);
    expect(await ask('tally/rollback')).toMatchObject({ status: 409, body: { code: 'NO_WAY_BACK' } });
    expect(await ask(`builds/${B1}/promote`)).toMatchObject({ status: 404, body: { code: 'BUILD_NOT_FOUND' } });
  });

  test('what is unknown is 404, and says what there is', async () => {
    for (const path of ['nothing/rebuild', 'nothing/rollback', 'nothing/verify'])
      expect(await ask(path)).toMatchObject({ status: 404, body: { code: 'PROJECTION_NOT_FOUND', known: ['tally'] } });
    for (const path of ['nothing/cancel', 'builds/nothing/promote', 'builds/nothing/retire'])
      expect(await ask(path)).toMatchObject({ status: 404, body: { code: 'BUILD_NOT_FOUND', known: [B1] } });
  });
});
