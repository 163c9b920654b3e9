import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SettingError } from '@doremi/process/settings';
import { withPorts } from './free-ports.js';
import { isOutsider, plannedServices, plannedStandIns, takenPort, warningsOf, type Planned } from './plan.js';
import { personalDataKey } from './personal-data-key.js';
import { listProcesses, unlistProcesses, waitForLeftOvers, waitForPorts } from './running-system.js';
import { screen } from './screen.js';
import { Supervised } from './supervised.js';
import { Waits } from './waits.js';

const READY_WITHIN = 30_000;
/** An earlier run that was killed takes a moment to notice; milliseconds. */
const LEFT_OVERS_END_WITHIN = 10_000;
/** Together they stay under the ten seconds that a stop may take; milliseconds. */
const STOP_SERVICES_WITHIN = 6_000;
const STOP_STAND_INS_WITHIN = 3_000;

const dataDir = process.env.DATA_DIR ?? '.doremi';
const supervised: Supervised[] = [];
let isStopping = false;

const say = (line: string): void => console.log(line);

const keep = (plan: Planned): Supervised => {
  const logFile = join(dataDir, 'logs', `${plan.name}.log`);
  const one = new Supervised(plan, logFile, ({ ended }) => {
    list();
    if (ended) say(`  ${plan.name} ended (${ended}) and is started again; its log is ${logFile}`);
  });
  supervised.push(one);
  one.start();
  return one;
};

const list = (): void => {
  if (isStopping) return;
  const running = supervised.flatMap(({ plan, pid, port }) =>
    pid === undefined ? [] : [{ name: plan.name, pid, port }],
  );
  listProcesses(dataDir, running);
};

const whenReady = async (one: Supervised, waits: Waits): Promise<void> => {
  await one.ready(READY_WITHIN, waits);
  if (isStopping) return;
  list();
  say(`  ${one.plan.name.padEnd(17)} 127.0.0.1:${one.port}`);
};

const start = async (): Promise<void> => {
  const left = await waitForLeftOvers(dataDir, LEFT_OVERS_END_WITHIN);
  if (left.length > 0) {
    const names = left.map(({ name, pid }) => `${name} (pid ${pid})`).join(', ');
    throw new SettingError(
      `Doremi is running on ${dataDir} already: ${names}. Stop it, or set DATA_DIR and the ports.`,
    );
  }
  for (const warning of warningsOf(process.env)) say(`  ${warning}`);
  const startedAt = Date.now();
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  // Checked before anything runs, with the engines' URLs still to come.
  const planned = plannedServices(process.env, {}, dataDir);
  const taken = await waitForPorts(planned, LEFT_OVERS_END_WITHIN);
  if (taken.length > 0) throw new SettingError(taken.map(takenPort).join('\n'));
  const standIns = await withPorts(plannedStandIns(process.env, dataDir), planned);
  say('Starting Doremi');
  const waits = new Waits(process.env, say);
  const outsiders = Promise.all(planned.filter(isOutsider).map((plan) => whenReady(keep(plan), waits)));
  // Whatever is wrong with one is said below, when it is waited for.
  outsiders.catch(() => undefined);
  const engines = await Promise.all(
    standIns.map(async (plan) => {
      const one = keep(plan);
      await whenReady(one, waits);
      return [plan.variable, plan.url(one.port)] as const;
    }),
  );
  // A payment that was under way goes on at once: whoever it is asked of has to be there by then.
  await outsiders;
  const given = { ...Object.fromEntries(engines), ...personalDataKey(process.env, dataDir) };
  const services = plannedServices(process.env, given, dataDir)
    .filter((plan) => !isOutsider(plan))
    .map(keep);
  const isGateway = ({ plan }: Supervised): boolean => plan.name === 'gateway';
  const gateway = services.find(isGateway);
  await Promise.all(services.filter((one) => !isGateway(one)).map((one) => whenReady(one, waits)));
  // It is ready when the others are, and has to ask each of them.
  if (gateway) await whenReady(gateway, waits);
  if (!isStopping)
    say(
      screen(
        gateway?.port ?? 0,
        dataDir,
        (Date.now() - startedAt) / 1000,
        process.env.AUTH ?? 'off',
        process.env.OIDC_ISSUER,
      ),
    );
};

/** Ends everything in order: first what takes requests, then what works, at last the engines. */
const stop = async (code: number): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  const isService = ({ plan }: Supervised): boolean => plan.readiness === 'http';
  await Promise.all(supervised.filter(isService).map((one) => one.stop(STOP_SERVICES_WITHIN)));
  await Promise.all(supervised.filter((one) => !isService(one)).map((one) => one.stop(STOP_STAND_INS_WITHIN)));
  unlistProcesses(dataDir);
  process.exit(code);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    say('\nStopping');
    void stop(0);
  });

// Started by npm, and npm is gone: nobody could stop us by Ctrl-C any more.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && void stop(0), 500).unref();

await start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return stop(1);
});
