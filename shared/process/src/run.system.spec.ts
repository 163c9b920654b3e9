import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from '@jest/globals';
import { contractOf, openApiOf, processRoutes } from '@doremi/http/testing';
import { eventually } from '@doremi/event-sourcing/testing';
import { stateOf } from './process-state.js';

const built = new URL('../dist/run.js', import.meta.url).href;

/** A process of ours with one slow route, and one that breaks it. */
const script = `
  import { setTimeout as pause } from 'node:timers/promises';
  import { runProcess } from ${JSON.stringify(built)};
  let stopped = false;
  await runProcess({ name: 'probe', port: { variable: 'PROBE_PORT', fallback: 0 } }, ({ signal, liveness }) => ({
    app: (app) => {
      app.get('/slow', async (_, response) => {
        process.send?.('asked');
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        response.json({ stopped });
      });
      app.get('/lose-a-loop', (_, response) => {
        liveness.watch('sweep', 0);
        setTimeout(() => response.end(), 5);
      });
      app.get('/break', () => setImmediate(() => { throw new Error('broken'); }));
    },
    ready: async () => ({ ready: process.env.READY === 'yes', parts: { engine: 'up' } }),
    engines: { engine: async () => {}, other: () => Promise.reject(new Error('away')), slow: () => new Promise(() => {}) },
    breakers: { other: { breaker: () => 'half-open', areCredentialsRefused: () => true }, plain: { breaker: () => 'closed' } },
    others: async ({ 'x-actor': actor }) => [{
      name: String(actor), state: 'no answer', startedAt: null, node: null, parts: {}, engines: {}, breakers: [], stuck: [],
    }],
    stop: async () => { stopped = true; },
  }));
`;

let child: ChildProcess;
afterEach(() => void child?.kill('SIGKILL'));

/** Starts it; answers where it listens, which it tells its parent as well. */
const start = async (env: Record<string, string> = {}): Promise<string> => {
  child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const told = once(child, 'message');
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const [, address] = /listening ([\d.:]+)/.exec(line) ?? [];
    if (!address) continue;
    expect(await told).toEqual([{ listening: Number(address.split(':').at(-1)) }, undefined]);
    return `http://${address}`;
  }
  throw new Error('it never listened');
};

/** Asks for what every process answers; throws where it is not as documented. */
const ask = async (
  url: string,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly text: string }> => {
  const response = await fetch(url, { headers });
  const [status, text] = [response.status, await response.text()];
  const header = (name: string) => response.headers.get(name);
  const faults = faultsOf({ method: 'GET', path: new URL(url).pathname, status, header, body: text });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return { status, text };
};
const faultsOf = contractOf(openApiOf(processRoutes));

const exit = async (): Promise<unknown> => ((await once(child, 'exit')) as unknown[])[0];

describe('a process', () => {
  test('says that it lives, whether it is ready, and what it measures', async () => {
    const notReady = await start();
    expect((await ask(`${notReady}/health/live`)).status).toBe(200);
    const readiness = await ask(`${notReady}/health/ready`);
    expect([readiness.status, JSON.parse(readiness.text)]).toEqual([
      503,
      { status: 'not ready', parts: { engine: 'up' } },
    ]);
    child.kill('SIGKILL');
    const ready = await start({ READY: 'yes' });
    expect((await ask(`${ready}/health/ready`)).status).toBe(200);
    await fetch(`${ready}/nowhere/with/any/name`);
    expect((await ask(`${ready}/metrics`)).text).toContain(
      'http_server_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
    );
  });

  test('keeps what it measures to the operator, where who asks is on no private network', async () => {
    const url = await start({ PRIVATE_NETWORKS: '10.0.0.0/8' });
    expect((await ask(`${url}/metrics`, { 'X-Actor': 'admin' })).status).toBe(403);
    expect((await ask(`${url}/metrics`, { 'X-Actor': 'operator' })).status).toBe(200);
  });

  test('tells operators, and nobody else, of its engines and breakers, of what is stuck, and of the processes behind it', async () => {
    const url = await start({ READY: 'yes' });
    await fetch(`${url}/lose-a-loop`);
    expect((await ask(`${url}/ops/processes`, { 'X-Actor': 'admin' })).status).toBe(403);
    const { status, text } = await ask(`${url}/ops/processes`, { 'X-Actor': 'operator' });
    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        processes: [
          {
            ...{ name: 'probe', state: 'ready', startedAt: expect.any(String), node: process.versions.node },
            parts: { engine: 'up' },
            engines: { engine: 'up', other: 'away', slow: 'no answer' },
            breakers: [
              { name: 'other', state: 'half-open', credentialsRefused: true },
              { name: 'plain', state: 'closed', credentialsRefused: false },
            ],
            stuck: ['sweep'],
          },
          expect.objectContaining({ name: 'operator', state: 'no answer' }),
        ],
      },
    ]);
  });

  test('is stuck when one of its loops is, and not because it waits for an engine', async () => {
    const url = await start();
    expect((await ask(`${url}/health/live`)).status).toBe(200);
    await fetch(`${url}/lose-a-loop`);
    const live = await ask(`${url}/health/live`);
    expect([live.status, JSON.parse(live.text)]).toEqual([503, { status: 'stuck', stuck: ['sweep'] }]);
  });

  test.each<[string, () => unknown]>([
    ['SIGTERM', () => child.kill('SIGTERM')],
    ['SIGINT', () => child.kill('SIGINT')],
    ['the end of its parent', () => child.disconnect()],
  ])('finishes what it has on %s, lets go afterwards, and ends with 0', async (_, end) => {
    const url = await start();
    const asked = once(child, 'message');
    const slow = fetch(`${url}/slow`, { headers: { Connection: 'close' } });
    await asked;
    const ended = exit();
    end();
    expect(await (await slow).json()).toEqual({ stopped: false });
    expect(await ended).toBe(0);
  });

  test('tells its parent when it was told to stop, and how long that may take', async () => {
    await start({ DRAIN_SECONDS: '1' });
    const told = once(child, 'message');
    child.kill('SIGTERM');
    expect(await told).toEqual([{ stopsWithin: 9_000 }, undefined]);
  });

  test('ends with 1 on a fault that nobody handled', async () => {
    const url = await start();
    const ended = exit();
    await fetch(`${url}/break`).catch(() => undefined);
    expect(await ended).toBe(1);
  });

  test.each<Record<string, string>>([
    { PROBE_PORT: 'eighty' },
    { AUTH: 'off', HOST: '0.0.0.0' },
    { HOST: '0.0.0.0' },
    { AUTH: 'oidc' },
    { PRIVATE_NETWORKS: 'here' },
  ])('does not start with %j', async (env) => {
    await expect(start(env)).rejects.toThrow('it never listened');
    await eventually(() => child.exitCode !== null);
    expect(child.exitCode).toBe(1);
  });
});

describe("a part's state", () => {
  test('is up, or what is wrong', async () => {
    expect(await stateOf(() => Promise.resolve())).toBe('up');
    expect(await stateOf(() => Promise.reject(new Error('refused')))).toBe('refused');
  });

  test('is never waited for long', async () => {
    expect(await stateOf(() => new Promise(() => undefined))).toBe('no answer');
  });
});
