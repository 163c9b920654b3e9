import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, program } from 'commander';
import { until } from '@doremi/start';
import { Workload } from './workload.js';
import { nextRelease } from './release.js';
import { report } from './report.js';
import { Deployment } from './deployment.js';

/**
 * `npm run rollout -- --users 100 --seconds 120`: two replicas of everything are replaced one by one by the next release,
 * which has a projection of a new version in it, while people order. Nobody tries anything twice; failures are counted
 * where the people are.
 */
const whole = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
};
const { users, seconds } = program
  .option('--users <n>', 'people at once', whole, 100)
  .option('--seconds <n>', 'how long they order, at least', whole, 120)
  .parse()
  .opts<{ users: number; seconds: number }>();

const REPLICAS = 2;
const RAISED = 'orderBoard';
/** The machine is quiet by then, and has compiled what is hot; milliseconds. */
const WARM_UP = 10_000;

const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
const folder = mkdtempSync(join(tmpdir(), 'doremi-rollout-'));
const deployment = new Deployment(root, join(folder, 'data'));
const ending = new AbortController();
setMaxListeners(0, ending.signal);
const say = (text: string): void => console.log(`${Math.round(performance.now() / 1_000)} s  ${text}`);

const isLive = async (url: string): Promise<boolean> => {
  const { projections } = (await (await fetch(`${url}/ops/projections`)).json()) as {
    projections: { name: string; version: number; live: string | null }[];
  };
  return projections.some(({ name, live }) => name === RAISED && live !== null);
};

try {
  const release = nextRelease(root, join(folder, 'release'), RAISED);
  say(`starting ${REPLICAS} replicas of each service`);
  await deployment.start(REPLICAS);
  const workload = new Workload(deployment.urlOf('gateway'));
  const menuId = await workload.openShop();
  const living = Array.from({ length: users }, () => workload.live(menuId, ending.signal));
  workload.phase = 'warm-up';
  await pause(WARM_UP);
  const startedAt = Date.now();
  workload.phase = 'before';
  say(`${users} workload order`);
  await pause(seconds * 250);

  workload.phase = 'during';
  // The new version is built beside the old one, which its own workers feed until nobody reads it any more.
  const old = deployment.of('projections');
  for (let index = 0; index < REPLICAS; index++) {
    const one = await deployment.add('projections', release);
    await until(`${RAISED} of the next release to be live`, () => isLive(one.url), 60_000);
    say(`projections ${index + 1} of the next release`);
  }
  for (const name of ['query-api', 'command-api', 'policies', 'gateway'] as const) {
    await deployment.roll(name, release);
    say(`${name} replaced`);
  }
  for (const one of old) await deployment.remove('projections', one);
  say('old projections gone');

  workload.phase = 'after';
  await pause(Math.max(seconds * 250, seconds * 1_000 - (Date.now() - startedAt)));
  ending.abort();
  await Promise.all(living);
  workload.end();
  const { text, isGood } = report(workload.answers);
  console.log(text);
  process.exitCode = isGood ? 0 : 1;
} finally {
  ending.abort();
  await deployment.end();
  rmSync(folder, { recursive: true, force: true });
}
