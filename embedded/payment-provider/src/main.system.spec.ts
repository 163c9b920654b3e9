import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { caller } from './testing/caller.js';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

describe('doremi-payment-provider', () => {
  let folder: string;
  let child: ChildProcess;

  const start = async (args: string[], env: NodeJS.ProcessEnv = {}) => {
    child = fork(main, args, {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, HOST: '127.0.0.1', ...env },
    });
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    return caller(Number(/^listening 127\.0\.0\.1:(\d+)\n$/.exec(line.toString())?.[1]));
  };
  const ended = () => once(child, 'exit');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doremi.payments-'));
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('remembers every answer after kill -9 under load, and charges nothing twice', async () => {
    for (let round = 1; round <= 3; round++) {
      const killed = await start(['--port', '0', '--data', folder]);
      const answered = new Map<string, unknown>();
      const keys = Array.from({ length: 100 }, (_, n) => `${round}-${n}`);
      const load = keys.map((key) =>
        killed.charge(key, 15000).then(
          ({ body }) => answered.set(key, body) && answered.size === 20 * round && child.kill('SIGKILL'),
          () => undefined, // cut by the kill: the outcome is unknown
        ),
      );
      const gone = ended();
      await Promise.all(load);
      await gone;
      expect(answered.size).toBeGreaterThanOrEqual(20 * round);

      const again = await start(['--port', '0', '--data', folder]);
      const remembered = await Promise.all([...answered.keys()].map((key) => again.get(`/charges/${key}`)));
      expect(remembered.map(({ body }) => body)).toEqual([...answered.values()]);
      await Promise.all(keys.map((key) => again.charge(key, 15000)));
      const { charges, totals } = await again.counters();
      expect(new Set(Object.values(charges))).toEqual(new Set([1]));
      expect(totals.charges).toBe(100 * round);
      child.kill('SIGKILL');
      await ended();
    }
  });

  it('forgets with --mem, and takes its port from the environment', async () => {
    const env = { PAYMENT_PROVIDER_PORT: '0' };
    await (await start(['--mem'], env)).charge('1-1', 15000);
    child.kill('SIGTERM');
    await ended();
    const again = await start(['--mem'], env);
    expect((await again.counters()).totals.charges).toBe(0);
    child.kill('SIGTERM');
    await ended();
  });

  it.each<[string, () => unknown]>([
    ['SIGTERM', () => child.kill('SIGTERM')],
    ['SIGINT', () => child.kill('SIGINT')],
    ['the end of its parent', () => child.disconnect()],
  ])('ends with 0 on %s, even while an answer is slow', async (_, end) => {
    const company = await start(['--port', '0', '--data', folder]);
    const slow = company.charge('1-1', 15003).catch(() => 'cut');
    while ((await company.counters()).totals.charges === 0);
    const gone = ended();
    end();
    expect(await gone).toEqual([0, null]);
    expect(await slow).toBe('cut');
  });
});
