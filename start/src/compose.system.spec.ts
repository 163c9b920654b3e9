import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { startEventStore } from '@doremi/embedded-eventstore/server';
import { startMongo } from '@doremi/embedded-mongo/server';
import { startRedis } from '@doremi/embedded-redis/server';
import { parse } from 'yaml';
import { freePorts } from './testing/free-ports.js';
import { People } from './testing/people.js';
import { until } from './until.js';
import { steps } from './walk/steps.js';
import { walk } from './walk/walk.js';

interface Service {
  image: string;
  build?: string;
  command?: string[];
  user?: string;
  read_only?: boolean;
  restart?: string;
  profiles?: string[];
  environment?: Record<string, string | number>;
  ports?: string[];
  healthcheck?: { test: string[] };
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as { services: Record<string, Service> };
const ours = Object.entries(compose.services).filter(([, service]) => service.build !== undefined);

describe('docker-compose.yml', () => {
  const isValid = (document: unknown): boolean => {
    const schema = join(root, 'node_modules/dclint/schemas/compose.schema.json');
    const { $schema: _, ...definition } = JSON.parse(readFileSync(schema, 'utf8')) as Record<string, unknown>;
    return new Ajv({ strict: false, validateFormats: false }).validate(definition, document);
  };

  test('is valid by the schema of the compose specification, which finds faults', () => {
    expect(isValid(compose)).toBe(true);
    expect(isValid({ services: { gateway: { imagee: 'doremi' } } })).toBe(false);
    expect(isValid({ services: { gateway: { image: 'doremi', ports: 8088 } } })).toBe(false);
  });

  test('has every process of ours, and the engines', () => {
    const names = ['gateway', 'command-api', 'query-api', 'policies', 'projections', 'payment-provider', 'identity'];
    expect(ours.map(([name]) => name).sort()).toEqual([...names].sort());
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(['eventstore', 'mongo', 'redis']));
  });

  test('publishes the gateway on loopback, and nothing else but the dashboards that have to be asked for', () => {
    const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port]),
    );
    expect(published).toEqual([
      ['gateway', '127.0.0.1:8088:8088'],
      ['grafana', '127.0.0.1:3000:3000'],
    ]);
    expect(compose.services.grafana?.profiles).toEqual(['observability']);
  });

  test.each(Object.entries(compose.services))('%s checks its health and is started again', (_, service) => {
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
    expect(service.restart).toBe('unless-stopped');
  });

  test.each(ours)('%s cannot write its image and is not root', (_, service) => {
    expect(service).toMatchObject({ read_only: true, user: 'node' });
  });
});

describe('the services of docker-compose.yml, with their own environment and command', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'doremi-compose-'));
  const children: ChildProcess[] = [];
  const stops: (() => Promise<void>)[] = [];
  const preload = pathToFileURL(join(root, 'start/src/testing/compose-names.mjs')).href;
  let ports: ReadonlyMap<string, string>;

  /** Another port for each of the file's, since those may be taken here; nothing else of the file is changed. */
  const here = (value: string): string =>
    value.replace(/\b(8081|8082|8083|8084|8085|8086|8088|2113|27017|6379)\b/g, (port) => ports.get(port) ?? port);

  const start = (name: string, { command = [], environment = {} }: Service): void => {
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
      ['2113', await startEventStore({ port: 0, dataDir: null })],
      ['27017', await startMongo({ port: 0, dataDir: null })],
      ['6379', await startRedis({ port: 0 })],
    ] as const;
    stops.push(
      ...engines.map(
        ([, engine]) =>
          () =>
            engine.stop(),
      ),
    );
    const free = await freePorts(7);
    ports = new Map([
      ...engines.map(([port, engine]) => [port, String(engine.port)] as const),
      ...['8081', '8082', '8083', '8084', '8085', '8086', '8088'].map(
        (port, index) => [port, String(free[index])] as const,
      ),
    ]);
    for (const [name, service] of ours) start(name, service);
    const ready = () =>
      fetch(`http://127.0.0.1:${ports.get('8088')}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until('every service to be ready', ready, 40_000);
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
    const people = await People.signIn(url);
    for await (const result of walk(url, steps, people.walking)) faults.push(...result.faults);
    expect(faults).toEqual([]);
  });

  test.each(ours)('the health check of %s passes', async (_, { healthcheck }) => {
    const [kind, file = '', ...args] = (healthcheck?.test ?? []).map(here);
    expect(kind).toBe('CMD');
    const child = spawn(file === 'node' ? process.execPath : file, args, { stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
