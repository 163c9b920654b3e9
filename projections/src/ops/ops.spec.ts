import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { Registry } from '@doremi/shared/process/metrics';
import { follow, lines } from '../cli/follow.js';
import { findProjections } from '../cli/find-projections.js';
import { OpsClient, OpsError } from '../cli/ops-client.js';
import { statusTable } from '../cli/status-table.js';
import { metersOn } from '../engine/meters.js';
import { writeAccess } from '../engine/write-access.js';
import { StatusBoard } from '../engine/status.js';
import { Bench } from '../testing/bench.js';
import type { RunningWorker } from '../testing/running-worker.js';
import { added, poisoned } from '../testing/tally.js';
import { readinessOf } from './readiness.js';
import { mountOps } from './routes.js';

describe('the operator', () => {
  const bench = new Bench();
  let server: Server;
  let url: string;
  let client: OpsClient;
  let running: RunningWorker;
  let board: StatusBoard;

  beforeEach(async () => {
    running = bench.run();
    board = new StatusBoard(running.parts);
    const app = express();
    const { projections, readSide, lanesPerBuild } = running.parts;
    mountOps(app, {
      projections,
      builds: readSide.builds,
      board,
      lanesPerBuild,
      wake: () => running.worker.wake(),
      onFault: (error) => {
        throw error;
      },
    });
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = new OpsClient(url);
    bench.log.append('s', added('a'), added('b'));
    await bench.caughtUp();
    await bench.until('it is known to be fed', async () => (await board.look())[0]?.builds[0]?.lagSeconds === 0);
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  test('sees how the projections stand', async () => {
    expect(await client.status()).toEqual([
      {
        name: 'tally',
        version: 1,
        live: 'tally_v1_b1',
        builds: [
          {
            build: 'tally_v1_b1',
            state: 'live',
            built: true,
            documents: 2,
            watermark: bench.log.last(),
            lagSeconds: 0,
            lanes: [0, 1, 2, 3].map((lane) => ({ lane, position: bench.log.last(), owner: running.id })),
            parked: 0,
          },
        ],
      },
    ]);
    const [head, row] = statusTable(await client.status()).split('\n');
    expect(head?.split(/ {2,}/)).toContain('documents');
    expect(row?.split(/ {2,}/)).toEqual([
      'tally',
      '1',
      'tally_v1_b1',
      'live',
      '2',
      '0xe',
      '0.0 s',
      `4 by ${running.id.slice(0, 8)}`,
      '0',
      '-',
    ]);
  });

  test('rebuilds a projection and follows it until it is live', async () => {
    bench.log.pauseBefore = 1;
    const begun = await client.rebuild('tally');
    expect(begun).toEqual({ name: 'tally', build: 'tally_v1_b2' });
    const printed: string[] = [];
    const print = (line: string): void => {
      printed.push(line);
      bench.log.goOn();
    };
    await follow(client, [begun], lines(print, 0), 5);
    expect(printed[0]).toMatch(/^tally: [01]\/2 events, \d+\/s, /);
    expect(printed.at(-1)).toBe('tally: tally_v1_b2 is live');
    const response = await fetch(`${url}/ops/projections/rebuilds`);
    expect(await response.json()).toEqual({ rebuilds: [] });
  });

  test('hears of a rebuild that vanished', async () => {
    const gone = { name: 'tally', build: 'tally_v1_b9' };
    await expect(
      follow(
        client,
        [gone],
        lines(() => undefined),
      ),
    ).rejects.toThrow('tally_v1_b9 was dropped');
  });

  test('is told which projections there are', async () => {
    await expect(client.rebuild('nothing')).rejects.toThrow('There is no such projection. There are: tally');
    const response = await fetch(`${url}/ops/nothing`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  test('is told where nothing answers', async () => {
    await expect(new OpsClient('http://127.0.0.1:1').status()).rejects.toThrow(OpsError);
  });

  test('gets 503 while MongoDB is away', async () => {
    await bench.engine.stop();
    const response = await fetch(`${url}/ops/projections`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
    bench.engine = { ...bench.engine, stop: () => Promise.resolve() };
  });

  test('sees readiness: not before everything is built, degraded by what is parked', async () => {
    const up = { ping: () => Promise.resolve() };
    const away = { ping: () => Promise.reject(new Error('no connection')) };
    const ready = () => readinessOf({ eventStore: up, mongo: bench.engine.mongo, board });
    expect(await ready()).toEqual({
      ready: true,
      degraded: false,
      parts: { eventstore: 'up', mongodb: 'up', builds: 'up' },
    });
    bench.log.append('s', poisoned('a'));
    await bench.caughtUp();
    expect(await ready()).toMatchObject({ ready: true, degraded: true, parts: { parked: '1 event' } });
    expect(await readinessOf({ eventStore: away, mongo: bench.engine.mongo, board })).toMatchObject({
      ready: false,
      parts: { eventstore: 'no connection' },
    });
    const unbuilt = new StatusBoard({ ...running.parts, projections: [{ name: 'new', version: 1, database: 'main' }] });
    expect(await readinessOf({ eventStore: up, mongo: bench.engine.mongo, board: unbuilt })).toMatchObject({
      ready: false,
      parts: { builds: 'new is not built yet' },
    });
  });

  test('is not told that all is well by the lease of a worker that died', async () => {
    await running.crash();
    const up = { ping: () => Promise.resolve() };
    expect((await bench.lanes()).map(({ owner }) => owner)).toEqual(Array(4).fill(running.id));
    const board = new StatusBoard({ ...running.parts, readSide: writeAccess(bench.engine.mongo) });
    expect(await readinessOf({ eventStore: up, mongo: bench.engine.mongo, board })).toMatchObject({
      ready: false,
      parts: { builds: 'tally is not fed yet' },
    });
  });

  test('reads metrics', async () => {
    const registry = new Registry();
    const meters = metersOn(registry, () => board.look());
    meters.batch(3, 2);
    meters.conflict();
    bench.log.append('s', poisoned('a'));
    await bench.caughtUp();
    const text = await registry.metrics();
    expect(text).toContain('projections_events_total 2');
    expect(text).toContain('projections_write_conflicts_total 1');
    expect(text).toContain('projections_lag_seconds{build="tally_v1_b1"} 0');
    expect(text).toContain('projections_watermark{build="tally_v1_b1"} 21');
    expect(text).toContain('projections_parked_events{build="tally_v1_b1"} 1');
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
    expect(await findProjections({ PROJECTIONS_URL: 'http://there:1/', DATA_DIR: dataDir })).toBe('http://there:1');
    expect(await findProjections({ DATA_DIR: dataDir })).toBe('http://127.0.0.1:5001');
    await rm(dataDir, { recursive: true });
    expect(await findProjections({ DATA_DIR: dataDir })).toBe('http://127.0.0.1:8085');
  });
});
