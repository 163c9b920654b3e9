import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { System } from '../whole-system.js';
import { steps } from '../walk/steps.js';
import { walk } from '../walk/walk.js';

/** Loaded into every process: at SIGUSR2 it never again comes back to its event loop. */
const BLOCKING = `process.on('SIGUSR2', () => { for (;;); })`;
const WITHIN = 180_000;

let system: System;
beforeAll(async () => {
  system = await System.start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(BLOCKING)}` });
}, WITHIN);
afterAll(() => system.remove(), WITHIN);

const faults = async (): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { request, faults } of walk(system.url, steps))
    found.push(...faults.map((fault) => `${request}: ${fault}`));
  return found;
};

test(
  'processes whose event loop is blocked are replaced and the work goes on; a frozen engine is waited for',
  async () => {
    expect(await faults()).toEqual([]);
    // Each takes a whole core until it is replaced.
    const stuck = ['command-api', 'gateway'];
    const pids = stuck.map((name) => system.pidOf(name));
    const mongo = system.pidOf('mongo');
    process.kill(mongo, 'SIGSTOP');
    for (const pid of pids) process.kill(pid, 'SIGUSR2');
    for (const [index, name] of stuck.entries())
      await until(`${name} to be replaced`, () => system.pidOf(name) !== pids[index], 80_000);
    for (const name of stuck) expect(system.output).toContain(`${name} ended (it was stuck) and is started again`);
    expect(system.pidOf('mongo')).toBe(mongo);
    process.kill(mongo, 'SIGCONT');
    const isReady = () =>
      fetch(`${system.url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until('all parts to be ready', isReady, 80_000);
    expect(await faults()).toEqual([]);
  },
  WITHIN,
);
