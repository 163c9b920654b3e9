import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Planned } from './plan.js';
import { Supervised } from './supervised.js';
import { freePorts } from './free-ports.js';
import { until } from './until.js';
import { Waits } from './waits.js';

/** A process whose event loop can be blocked for good, or that can say that it is stuck, or lacks something. */
const SCRIPT = `
  import { createServer } from 'node:http';
  let status = 200;
  let parts = {};
  createServer(({ url }, response) => {
    if (url === '/block') for (;;);
    if (url === '/get-stuck') status = 503;
    if (url?.startsWith('/lack')) parts = { [url.slice('/lack/'.length)]: 'no answer' };
    if (url === '/have') parts = {};
    if (url === '/health/ready') return response.writeHead(Object.keys(parts).length > 0 ? 503 : 200).end(JSON.stringify({ parts }));
    if (url?.startsWith('/stop')) {
      process.send({ stopsWithin: Number(url.slice('/stop/'.length)) });
      status = 503;
    }
    if (url === '/health/live') console.log('probed');
    response.writeHead(url === '/health/live' ? status : 200).end();
  }).listen(Number(process.argv[2]), '127.0.0.1', () => {
    console.log('listening 127.0.0.1:' + process.argv[2]);
    process.send?.({ listening: Number(process.argv[2]) });
  });
`;
const QUICK = { every: 20, again: 20, within: 200, failures: 3, startsWithin: 20_000 };

describe('a process that is kept running', () => {
  let folder: string;
  let one: Supervised;
  let port: number;
  let ends: string[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'doremi-supervised-'));
    writeFileSync(join(folder, 'one.mjs'), SCRIPT);
    [port = 0] = await freePorts(1);
    ends = [];
  });
  afterEach(async () => {
    await one.stop(0);
    rmSync(folder, { recursive: true });
  });

  const start = async (readiness: Planned['readiness']): Promise<number> => {
    const command = (onPort: number) => [join(folder, 'one.mjs'), String(onPort)];
    const plan = { name: 'one', port, env: {}, nodeFlags: [], readiness, command };
    const onChange = ({ ended }: { readonly ended?: string }) => void (ended && ends.push(ended));
    one = new Supervised(plan, join(folder, 'log'), onChange, QUICK);
    one.start();
    // Before its first answer it counts as starting.
    await until('its start', () => hasPrinted(readiness === 'http' ? 'probed' : 'listening'));
    if (one.pid === undefined) throw new Error('it has no pid');
    return one.pid;
  };
  const hasPrinted = (text: string): boolean => readFileSync(join(folder, 'log'), 'utf8').includes(text);
  const tell = (path: string): Promise<unknown> =>
    fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);

  test.each([
    ['has a blocked event loop', () => tell('/block')],
    ['says three times running that it is stuck', () => tell('/get-stuck')],
    ['was frozen', (pid: number) => process.kill(pid, 'SIGSTOP')],
  ])('is replaced when it %s', async (_, happens) => {
    const pid = await start('http');
    await happens(pid);
    await until('it to be replaced', () => one.pid !== pid);
    expect(ends).toEqual(['it was stuck']);
    await until('the new one to answer', async () => (await tell('/').catch(() => null)) !== undefined);
    expect(() => process.kill(pid, 0)).toThrow();
  });

  test('is left alone after two failures', async () => {
    const pid = await start('http');
    process.kill(pid, 'SIGSTOP');
    // Its probe comes before the second one can have failed.
    await new Promise((resolve) => setTimeout(resolve, QUICK.every + QUICK.within));
    process.kill(pid, 'SIGCONT');
    const answered = performance.now();
    await until('it to be probed again', () => performance.now() - answered > 4 * (QUICK.every + QUICK.within));
    expect([one.pid, ends]).toEqual([pid, []]);
  });

  test('is not probed when it stands in for an engine', async () => {
    const pid = await start('line');
    await tell('/get-stuck');
    const since = performance.now();
    await until('many probes to be due', () => performance.now() - since > 10 * QUICK.every);
    expect([one.pid, ends]).toEqual([pid, []]);
  });

  test('that was told to stop is not stuck: it has the time that it says it needs', async () => {
    const pid = await start('http');
    await tell('/stop/60000');
    const since = performance.now();
    await until('many probes to be due', () => performance.now() - since > 10 * (QUICK.every + QUICK.within));
    expect([one.pid, ends]).toEqual([pid, []]);
  });

  test('that was told to stop and does not is ended in the end', async () => {
    const pid = await start('http');
    await tell('/stop/0');
    await until('it to be replaced', () => one.pid !== pid);
    expect(ends).toEqual(['SIGKILL']);
  });

  test('is waited for however long it lacks what others run, and no longer than it may when it lacks something else', async () => {
    await start('http');
    await tell('/lack/eventstore');
    const waits = new Waits({ EVENTSTORE_URL: 'esdb://127.0.0.1:1' }, () => undefined);
    let isReady = false;
    const ready = one.ready(200, waits).then(() => (isReady = true));
    const since = Date.now();
    await until('it to be waited for many times as long', () => waits.lastWaited - since > 2_000);
    expect(isReady).toBe(false);
    await tell('/have');
    await ready;
    await tell('/lack/seeding');
    await expect(one.ready(200, waits)).rejects.toThrow('one did not get ready');
  });

  test('is started again when it ends by itself', async () => {
    const pid = await start('http');
    process.kill(pid, 'SIGKILL');
    await until('it to be started again', () => one.pid !== pid);
    expect(ends).toEqual(['SIGKILL']);
  });
});
