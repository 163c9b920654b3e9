import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Registry } from '@doremi/process';
import { findProcess, OpsError } from '@doremi/http';
import { poisoned, tallyProjection } from '@doremi/projection-engine/testing';
import { OpsClient } from '../cli/ops-client.js';
import { statusTable } from '../cli/status-table.js';
import { metricsOf } from './metrics.js';
import { projectionEngine } from '@doremi/projection-engine';
import { readModelStore } from '@doremi/read-models';
import { OperatorBench } from '../testing/operator-bench.js';
import { readinessOf } from './readiness.js';

describe('the operator', () => {
  const bench = new OperatorBench();

  test('sees how the projections stand', async () => {
    expect(await bench.client.status()).toEqual([
      {
        name: 'tally',
        version: 1,
        isCurrent: true,
        live: 'tally_v1_b1',
        builds: [
          {
            build: 'tally_v1_b1',
            state: 'live',
            built: true,
            stranded: null,
            documents: 2,
            watermark: bench.log.last(),
            lagSeconds: 0,
            eventsPerSecond: expect.any(Number),
            lanes: [0, 1, 2, 3].map((lane) => ({ lane, position: bench.log.last(), owner: bench.feeding.id })),
            parked: 0,
            skipped: 0,
            stuckSeconds: 0,
          },
        ],
      },
    ]);
    const [head, row] = statusTable(await bench.client.status()).split('\n');
    expect(head?.split(/ {2,}/)).toContain('documents');
    expect(row?.split(/ {2,}/)).toEqual([
      'tally',
      '1',
      'tally_v1_b1',
      'live',
      '2',
      '0xe',
      '0.0 s',
      `4 by ${bench.feeding.id.slice(0, 8)}`,
      '0',
      '-',
    ]);
  });

  test('is told which projections there are', async () => {
    await expect(bench.client.rebuild('nothing')).rejects.toThrow('There is no such projection. There are: tally');
    const response = await fetch(`${bench.url}/ops/nothing`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  test('is told where nothing answers', async () => {
    await expect(new OpsClient('http://127.0.0.1:1').status()).rejects.toThrow(OpsError);
  });

  test('gets 503 while MongoDB is away', async () => {
    await bench.engine.stop();
    const response = await fetch(`${bench.url}/ops/projections`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
    bench.engine = { ...bench.engine, stop: () => Promise.resolve() };
  });

  test('sees readiness: not before everything is built, degraded by what is parked', async () => {
    const up = { ping: () => Promise.resolve() };
    const away = { ping: () => Promise.reject(new Error('no connection')) };
    const ready = () => readinessOf({ ...bench.engines(), eventStore: up, board: bench.board });
    expect(await ready()).toEqual({
      ready: true,
      degraded: false,
      parts: { eventstore: 'up', mongodb: 'up', log: 'up', builds: 'up' },
    });
    bench.log.append('s', poisoned('a'));
    await bench.caughtUp();
    expect(await ready()).toMatchObject({ ready: true, degraded: true, parts: { parked: '1 event' } });
    expect(await readinessOf({ ...bench.engines(), eventStore: away, board: bench.board })).toMatchObject({
      ready: false,
      parts: { eventstore: 'no connection' },
    });
    const { parts } = bench.feeding;
    const unbuilt = {
      look: projectionEngine({ ...parts, projections: [{ ...tallyProjection(), name: 'new' }] }).status,
    };
    expect(await readinessOf({ ...bench.engines(), eventStore: up, board: unbuilt })).toMatchObject({
      ready: false,
      parts: { builds: 'new is not built yet' },
    });
  });

  test('sees readiness degraded by a rebuild that gets no further', async () => {
    const up = { ping: () => Promise.resolve() };
    const clock = { now: new Date() };
    const { parts } = bench.feeding;
    const board = { look: projectionEngine({ ...parts, now: () => clock.now, leaseMs: -60_000 }).status };
    const ready = () => readinessOf({ ...bench.engines(), eventStore: up, board });
    bench.log.pauseBefore = 1;
    const { build } = await bench.client.rebuild('tally');
    await bench.until('it stands still', async () => {
      const [{ builds = [] } = {}] = await board.look();
      return builds.some(({ progress }) => progress?.handled === 1);
    });
    expect(await ready()).toMatchObject({ degraded: false });
    clock.now = new Date(clock.now.getTime() + 30_000);
    expect(await ready()).toMatchObject({ degraded: true, parts: { stuck: build } });
    bench.log.goOn();
    await bench.until('it is live', async () => (await bench.states())[build] === 'live');
    expect(await ready()).toMatchObject({ degraded: false });
  });

  test('is not told that all is well by the lease of a worker that died', async () => {
    await bench.feeding.crash();
    const up = { ping: () => Promise.resolve() };
    expect((await bench.partitions()).map(({ owner }) => owner)).toEqual(Array(4).fill(bench.feeding.id));
    const board = {
      look: projectionEngine({ ...bench.feeding.parts, readModels: readModelStore(bench.engine.mongo) }).status,
    };
    expect(await readinessOf({ ...bench.engines(), eventStore: up, board })).toMatchObject({
      ready: false,
      parts: { builds: 'tally is not fed yet' },
    });
  });

  test('reads metrics', async () => {
    const registry = new Registry();
    const meters = metricsOf(
      registry,
      () => bench.board.look(),
      () => bench.feeding.parts.readModels.eventLog.read(),
    );
    meters.batch(3, 2);
    meters.conflict();
    bench.log.append('s', poisoned('a'));
    await bench.caughtUp();
    const text = await registry.metrics();
    expect(text).toContain('doremi_projection_events_total 2');
    expect(text).toContain('doremi_projection_write_conflicts_total 1');
    expect(text).toContain('doremi_projection_lag_seconds{build="tally_v1_b1"} 0');
    expect(text).toContain('doremi_projection_watermark{build="tally_v1_b1"} 21');
    expect(text).toContain('doremi_projection_parked_events{build="tally_v1_b1"} 1');
    expect(text).toContain('doremi_event_store_mismatch 0');
    expect(text).not.toContain('doremi_projection_stranded{');
  });
});

describe('finding the projections process', () => {
  test('by its URL, by what the running system wrote down, or by its port', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'doremi-'));
    const processes = [
      { name: 'gateway', pid: 1, port: 5000 },
      { name: 'projections', pid: 2, port: 5001 },
    ];
    await writeFile(join(dataDir, 'processes.json'), JSON.stringify(processes));
    expect(await findProcess('projections', { PROJECTIONS_URL: 'http://there:1/', DATA_DIR: dataDir })).toBe(
      'http://there:1',
    );
    expect(await findProcess('projections', { DATA_DIR: dataDir })).toBe('http://127.0.0.1:5001');
    await rm(dataDir, { recursive: true });
    expect(await findProcess('projections', { DATA_DIR: dataDir })).toBe('http://127.0.0.1:8085');
  });
});
