import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { upcast, storeStream } from '@doremi/domain';
import { eventually } from '@doremi/event-sourcing/testing';
import { withEventStore } from '@doremi/event-store/testing';
import { afterEach, expect, test } from '@jest/globals';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const engine = withEventStore(upcast);

let child: ChildProcess;
afterEach(() => void child.kill('SIGKILL'));

/** Starts the built process with stores of its own; resolves with where it listens once it is ready. */
const started = async (storeId: number, every: string): Promise<string> => {
  const ports = { COMMAND_API_PORT: '0', EVENTSTORE_URL: engine.url, REDIS_URL: 'redis://127.0.0.1:1' };
  child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...ports, SEED_STORES: String(storeId), SNAPSHOT_EVERY: every },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const [, address] = /listening (\S+:\d+)/.exec(line) ?? [];
    if (address === undefined) continue;
    await eventually(async () => (await fetch(`http://${address}/health/ready`)).ok);
    return `http://${address}`;
  }
  throw new Error('it never listened');
};

/** Pauses and opens the store in turn. */
const changed = async (url: string, storeId: number, times: number): Promise<void> => {
  for (let time = 0; time < times; time++) {
    const response = await fetch(`${url}/stores/${storeId}/status`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ status: time % 2 === 0 ? 'PAUSED' : 'OPEN' }),
    });
    expect(await response.json()).toMatchObject({ storeId, storeName: `Doremi ${storeId}` });
  }
};
const counted = async (url: string, outcome: string): Promise<number> => {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`doremi_snapshots_total{outcome="${outcome}"} (\\d+)`).exec(metrics)?.[1]);
};

test('a process keeps states, and one that comes after its kill -9 goes on from what is kept', async () => {
  const url = await started(2001, '3');
  await changed(url, 2001, 8);
  await eventually(async () => (await counted(url, 'kept')) === 3);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const next = await started(2001, '3');
  await changed(next, 2001, 1);
  expect([await counted(next, 'used'), await counted(next, 'ignored'), await counted(next, 'failed')]).toEqual([
    1, 0, 0,
  ]);
  expect(await engine.store.read(storeStream(2001))).toHaveLength(10);
});

test('with SNAPSHOT_EVERY=0 it keeps none', async () => {
  const url = await started(2002, '0');
  await changed(url, 2002, 8);
  expect(await engine.store.snapshotOf(storeStream(2002))).toBeNull();
  expect(await counted(url, 'kept')).toBe(0);
});
