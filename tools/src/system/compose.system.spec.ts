import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEventStore } from '@doremi/embedded-eventstore';
import { startMongo } from '@doremi/embedded-mongo';
import { startRedis } from '@doremi/embedded-redis';
import { parse } from 'yaml';
import { freePorts, until } from '@doremi/start';
import type { Compose, ComposeService } from '../deploy/testing/compose-faults.js';
import { SignedInUsers } from '../testing/signed-in-users.js';
import { steps } from '../walk/steps.js';
import { walk } from '../walk/walk.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const ours = Object.entries(compose.services).filter(([, service]) => service.build !== undefined);
/** Where those of the file listen, and the engines. */
const PORTS = ['8081', '8082', '8083', '8084', '8085', '8086', '8088', '8089'];
const ENGINES = ['2113', '27017', '6379'];
const anyPort = new RegExp(`\\b(${[...PORTS, ...ENGINES].join('|')})\\b`, 'g');

describe('the services of docker-compose.yml, with their own environment and command', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'doremi-compose-'));
  const children: ChildProcess[] = [];
  const stops: (() => Promise<void>)[] = [];
  const preload = pathToFileURL(join(root, 'tools/src/testing/compose-names.mjs')).href;
  let ports: ReadonlyMap<string, string>;

  /** Another port for each of the file's, since those may be taken here; nothing else of the file is changed. */
  const here = (value: string): string => value.replace(anyPort, (found) => ports.get(found) ?? found);

  const start = (name: string, { command = [], environment = {} }: ComposeService): void => {
    const told = Object.entries(environment).map(([key, value]): [string, string] => [key, here(String(value))]);
    const [file = '', ...args] = command.map(here);
    const child = spawn(file === 'node' ? process.execPath : file, args, {
      cwd: root,
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        ...Object.fromEntries(told),
        // The volume of the container is a folder of this test's.
        ...(environment.DATA_DIR !== undefined && { DATA_DIR: join(dataDir, name) }),
        COMPOSE_NAMES: Object.keys(compose.services).join(','),
        NODE_OPTIONS: `--import ${preload}`,
      },
    });
    children.push(child);
  };

  beforeAll(async () => {
    const engines = [
      await startEventStore({ port: 0, dataDir: null }),
      await startMongo({ port: 0, dataDir: null }),
      await startRedis({ port: 0 }),
    ];
    stops.push(...engines.map((engine) => () => engine.stop()));
    const free = [...(await freePorts(PORTS.length)), ...engines.map((engine) => engine.port)];
    ports = new Map([...PORTS, ...ENGINES].map((number, index) => [number, String(free[index])]));
    for (const [name, service] of ours) start(name, service);
    // The whole, and the payment provider, which is no part of it.
    const isReady = (number: string) =>
      fetch(`http://127.0.0.1:${ports.get(number)}/health/ready`).then(({ ok }) => ok);
    const areReady = () =>
      Promise.all(['8088', '8083'].map(isReady)).then(
        (answers) => answers.every(Boolean),
        () => false,
      );
    await until('every service to be ready', areReady, 40_000);
  }, 60_000);

  afterAll(async () => {
    await Promise.all(
      children.map(async (child) => {
        if (child.exitCode !== null) return;
        child.kill('SIGTERM');
        await once(child, 'exit');
      }),
    );
    await Promise.all(stops.map((stop) => stop()));
    rmSync(dataDir, { recursive: true, force: true });
  }, 30_000);

  test('do the walk', async () => {
    const faults: string[] = [];
    const url = `http://127.0.0.1:${ports.get('8088')}`;
    const users = await SignedInUsers.signIn(url);
    for await (const result of walk(url, steps, users.walking)) faults.push(...result.faults);
    expect(faults).toEqual([]);
  });

  test('take calls over gRPC', async () => {
    const client = connect(`http://127.0.0.1:${ports.get('8089')}`);
    const path = '/grpc.health.v1.Health/Check';
    const check = async (): Promise<readonly number[]> => {
      const call = client.request({
        ':method': 'POST',
        ':path': path,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      // A message of no bytes, which asks for all.
      call.end(Buffer.from([0, 0, 0, 0, 0]));
      return [...(await buffer(call))];
    };
    // It looks once a second whether all is well. Field 1 of the answer is 1: SERVING.
    await until('gRPC to say that it serves', async () => String(await check()) === '0,0,0,0,2,8,1');
    client.close();
  });

  test.each(ours)('the health check of %s passes', async (_, { healthcheck }) => {
    const [kind, file = '', ...args] = (healthcheck?.test ?? []).map(here);
    expect(kind).toBe('CMD');
    const child = spawn(file === 'node' ? process.execPath : file, args, { stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
