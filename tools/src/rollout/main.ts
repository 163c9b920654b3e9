import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, program } from 'commander';
import { buildOf } from '../builds/build-of.js';
import { Workload } from './workload.js';
import { nextRelease } from './release.js';
import { parkedOn } from './parked.js';
import { report } from './report.js';
import { Deployment } from './deployment.js';

/**
 * `npm run rollout -- --users 100 --seconds 120 [--from COMMIT]`: two replicas of everything are replaced one by one by the
 * next release, in the order of deploy/release.sh, while people order, head office revises and the menu service is too busy
 * now and then. From this build to one with a projection of a new version in it, or from the build of an older commit to this one. Nobody tries
 * anything twice; failures are counted where the people are, and so is what projections and policies put aside.
 */
const whole = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
};
const { users, seconds, from } = program
  .option('--users <n>', 'people at once', whole, 100)
  .option('--seconds <n>', 'how long they order, at least', whole, 120)
  .option('--from <commit>', 'the build that is replaced by this one, instead of this one by its next')
  .parse()
  .opts<{ users: number; seconds: number; from?: string }>();

const REPLICAS = 2;
const RAISED = 'orderBoard';
/** The machine is quiet by then, and has compiled what is hot; milliseconds. */
const WARM_UP = 10_000;
/** How long the menu service is too busy before a process is replaced: what is held then, others settle. Seconds. */
const BUSY = 2;

const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
const folder = mkdtempSync(join(tmpdir(), 'doremi-rollout-'));
const deployment = new Deployment(root, join(folder, 'data'));
const ending = new AbortController();
setMaxListeners(0, ending.signal);
const say = (text: string): void => console.log(`${Math.round(performance.now() / 1_000)} s  ${text}`);

const makeBusy = async (): Promise<void> => {
  for (const { url } of deployment.of('query-api')) await fetch(`${url}/busy?seconds=${BUSY}`, { method: 'POST' });
};

try {
  const before = from === undefined ? root : buildOf(root, from);
  const release = from === undefined ? nextRelease(root, join(folder, 'release'), RAISED) : root;
  say(`starting ${REPLICAS} replicas of each service${from === undefined ? '' : ` of ${from}`}`);
  await deployment.start(REPLICAS, before);
  const workload = new Workload(deployment.urlOf('gateway'));
  await workload.sell({ hasOptions: false });
  // The build before may be from a time when there were none.
  if (from === undefined) await workload.sell({ hasOptions: true });
  const living = [...Array.from({ length: users }, () => workload.live(ending.signal)), workload.revise(ending.signal)];
  workload.phase = 'warm-up';
  await pause(WARM_UP);
  const startedAt = Date.now();
  workload.phase = 'before';
  say(`${users} people order`);
  await pause(seconds * 250);

  workload.phase = 'during';
  // The new read models are built beside the old ones, which their own workers feed until nobody reads them any more.
  const old = deployment.of('projections');
  for (let index = 0; index < REPLICAS; index++) {
    await deployment.add('projections', release);
    say(`projections ${index + 1} of the next release, whose read models are live`);
  }
  for (const name of ['policies', 'query-api'] as const) {
    await makeBusy();
    await deployment.roll(name, release);
    say(`${name} replaced`);
  }
  for (const one of old) await deployment.remove('projections', one);
  say('old projections gone');
  for (const name of ['command-api', 'gateway'] as const) {
    await makeBusy();
    await deployment.roll(name, release);
    say(`${name} replaced`);
  }

  workload.phase = 'after';
  if (from !== undefined) await workload.sell({ hasOptions: true });
  await pause(Math.max(seconds * 250, seconds * 1_000 - (Date.now() - startedAt)));
  ending.abort();
  await Promise.all(living);
  workload.end();
  const { text, isGood } = report(workload.answers, await parkedOn(deployment.urlOf('gateway')));
  console.log(text);
  process.exitCode = isGood ? 0 : 1;
} finally {
  ending.abort();
  await deployment.end();
  rmSync(folder, { recursive: true, force: true });
}
