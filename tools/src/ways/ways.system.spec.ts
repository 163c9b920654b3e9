import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { steps } from '../walk/steps.js';
import { walk } from '../walk/walk.js';
import { System } from '../whole-system.js';
import { executedIn, type Executed } from './executed-functions.js';
import { wayOf } from './page.js';

/** Each way of docs/architecture.md, the processes that it goes through, and how many stops it may have. */
const WAYS = [
  ['The way of an add to the cart', ['gateway', 'command-api'], 16],
  ['The way of an event to a GET', ['projections', 'query-api'], 14],
] as const;
const PROCESSES = WAYS.flatMap(([, processes]) => processes);
const WITHIN = 180_000;

/** What runs while nobody asks for anything comes round within this time: heartbeats, health, polls. Milliseconds. */
const ROUND = 12_000;

const folder = mkdtempSync(join(tmpdir(), 'doremi-ways-'));
let system: System;
let ranForAdd: Executed;
let ranForGet: Executed;
/** What runs meanwhile anyway. */
let ranAnyway: Executed;

beforeAll(async () => {
  const recorder = new URL('../../dist/ways/record-functions.js', import.meta.url).href;
  system = await System.start({ WAYS_IN_TESTS: folder, NODE_OPTIONS: `--import ${recorder}` });
  for await (const { request, faults } of walk(system.url, steps))
    if (faults.length > 0) throw new Error(`${request} failed`);
  const cartId = Number((await ask('POST', '/mycart/2002/create')).cartId);
  const add = () => ask('POST', `/mycart/${cartId}/menu/1/add`);
  // Once before it is looked at: what is done the first time alone is on nobody's way.
  await add();
  await ask('GET', `/mycart/${cartId}`);
  await change(cartId, 3);
  ranAnyway = await during(() => pause(ROUND));
  ranForAdd = await during(add);
  // What is folded of it is on its own way, not on the next one.
  await ask('GET', `/mycart/${cartId}`);
  // Not an add: that asks the query API whether the menu service is there.
  ranForGet = await during(async () => {
    await change(cartId, 9);
    await ask('GET', `/mycart/${cartId}`);
  });
}, WITHIN);
afterAll(async () => {
  await system.remove();
  rmSync(folder, { recursive: true });
}, WITHIN);

let position = '';
const ask = async (method: string, path: string, body?: object): Promise<Readonly<Record<string, unknown>>> => {
  const headers = {
    'X-Actor': 'customer:alice',
    ...(position && { 'X-Event-Position': position }),
    ...(body && { 'Content-Type': 'application/json' }),
  };
  const response = await fetch(`${system.url}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  position = response.headers.get('X-Event-Position') ?? position;
  return (await response.json()) as Readonly<Record<string, unknown>>;
};

const change = (cartId: number, quantity: number) => ask('PUT', `/mycart/${cartId}/lines/1`, { quantity });

/** What the processes of the ways run from the beginning of some work to its end. */
const during = async (work: () => Promise<unknown>): Promise<Executed> => {
  const pids = PROCESSES.map((name) => [name, system.pidOf(name)] as const);
  const signalled = async (ending: string): Promise<void> => {
    for (const [, pid] of pids) process.kill(pid, 'SIGUSR2');
    await until(`all to have ${ending}`, () =>
      pids.every(([name, pid]) => existsSync(join(folder, `${name}-${pid}.${ending}`))),
    );
  };
  await signalled('begun');
  await work();
  await signalled('ended');
  const executed = new Map(PROCESSES.map((name) => [name as string, executedIn(folder, name)]));
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  return new Map(
    [...executed].flatMap(([name, files]) => [...files].map(([file, functions]) => [`${name} ${file}`, functions])),
  );
};

/** The files that these processes ran, each with its functions. */
const among = (executed: Executed, processes: readonly string[]): Executed => {
  const files = new Map<string, ReadonlySet<string>>();
  for (const [key, functions] of executed) {
    const [name = '', file = ''] = key.split(' ');
    if (processes.includes(name)) files.set(file, new Set([...(files.get(file) ?? []), ...functions]));
  }
  return files;
};

describe.each(WAYS)('%s', (title, processes, atMost) => {
  const way = wayOf(title);
  const ran = (): Executed => (title.endsWith('cart') ? ranForAdd : ranForGet);

  test(`has at most ${atMost} files in which something happens`, () => {
    expect(new Set(way.stops.map(({ file }) => file)).size).toBe(way.stops.length);
    expect(way.stops.length).toBeGreaterThan(5);
    expect(way.stops.length).toBeLessThanOrEqual(atMost);
  });

  test('runs what the page says, by the functions that it names', () => {
    const files = among(ran(), processes);
    expect(way.stops.filter(({ file, called }) => !files.get(file)?.has(called))).toEqual([]);
    expect(way.beside.filter((file) => !files.has(file))).toEqual([]);
  });

  test('runs nothing that the page does not name', () => {
    const named = new Set([...way.stops.map(({ file }) => file), ...way.beside]);
    const anyway = among(ranAnyway, processes);
    const files = [...among(ran(), processes).keys()].filter((file) => !named.has(file) && !anyway.has(file));
    expect(files.sort()).toEqual([]);
  });
});
