import { setTimeout as pause } from 'node:timers/promises';
import { clientOf } from '../quick/client.js';
import { milliseconds, type Figure } from '../quick/figure.js';
import { percentile } from '../report.js';
import type { System } from './system.js';

const PER_SECOND = 200;
const QUIET_MS = 10_000;
/** How long it goes on after the promotion: every reader has followed by then. */
const AFTER_MS = 2_000;
const TARGETS = { wrong: 0, slower: 3 };

/** Lists and single documents of what is rebuilt. Nothing is appended meanwhile, so each has one right answer. */
const PATHS = [
  ...[2_001, 2_002, 2_003].map((storeId) => `/orders?storeId=${storeId}`),
  ...[2_004, 2_005].map((storeId) => `/orders?storeId=${storeId}&status=COMPLETED`),
  '/orders',
];

interface Asked {
  readonly latencies: readonly number[];
  readonly failed: number;
  /** Answered with something else than before: short, or of two builds. */
  readonly different: number;
}

/** GETs of the order board before, during and after its rebuild and promotion, at a rate that waits for nothing. */
export const readsDuringRebuild = async ({ processes, rebuilds }: System): Promise<Figure[]> => {
  const ports = await processes.startServices('query-api');
  const { send, close } = clientOf(ports['query-api'] ?? 0, 64);
  const get = async (path: string): Promise<string> => (await send('GET', path)).body.toString();
  const right = new Map<string, string>();
  for (const path of PATHS) right.set(path, await get(path));
  await ask(get, right, () => pause(2_000));
  const quiet = await ask(get, right, () => pause(QUIET_MS));
  const busy = await ask(get, right, async () => {
    await rebuilds.rebuild(['orderBoard']);
    await pause(AFTER_MS);
  });
  close();
  await processes.stop('query-api');
  const [before, during] = [percentile(quiet.latencies, 99), percentile(busy.latencies, 99)];
  const wrong = quiet.failed + quiet.different + busy.failed + busy.different;
  return [
    {
      what: `GETs at ${PER_SECOND}/s during a rebuild of orderBoard and its promotion: failed, or short`,
      ours: `${wrong} of ${quiet.latencies.length + busy.latencies.length}`,
      baseline: '',
      ratio: '',
      target: String(TARGETS.wrong),
      reached: wrong === TARGETS.wrong,
    },
    {
      what: 'p99 of those GETs over p99 with no rebuild',
      ours: milliseconds(during),
      baseline: milliseconds(before),
      ratio: (during / before).toFixed(2),
      target: `≤ ${TARGETS.slower}`,
      reached: during / before <= TARGETS.slower,
    },
  ];
};

/** Asks at the rate until the work is done; a latency counts from when the GET was due. */
const ask = async (
  get: (path: string) => Promise<string>,
  right: ReadonlyMap<string, string>,
  work: () => Promise<unknown>,
): Promise<Asked> => {
  const latencies: number[] = [];
  let [failed, different] = [0, 0];
  const one = async (path: string, dueAt: number): Promise<void> => {
    const answer = await get(path).catch(() => null);
    latencies.push(performance.now() - dueAt);
    if (answer === null) failed++;
    else if (answer !== right.get(path)) different++;
  };
  let isDone = false;
  const working = work().finally(() => (isDone = true));
  const startedAt = performance.now();
  const asked: Promise<void>[] = [];
  for (let number = 0; !isDone; number++) {
    const dueAt = startedAt + (number * 1_000) / PER_SECOND;
    await pause(dueAt - performance.now());
    asked.push(one(PATHS[number % PATHS.length] ?? '', dueAt));
  }
  await Promise.all([working, ...asked]);
  return { latencies, failed, different };
};
