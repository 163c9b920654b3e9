import { setTimeout as pause } from 'node:timers/promises';
import { clientOf } from '../quick/client.js';
import { milliseconds, type Figure } from '../quick/figure.js';
import { percentile } from '../report.js';
import { alternate, median, ratiosOf, spreadOf, type Rounds } from '../quick/rounds.js';
import { toldRate } from '../rates.js';
import type { Rate } from '../costs.js';
import { rebuildBoard } from './speed.js';
import type { System } from './system.js';

const PER_SECOND = 200;
const ROUNDS = 3;
const QUIET_MS = 6_000;
/** How long it goes on after the promotion: every reader has followed by then. */
const AFTER_MS = 2_000;
/** At full pace, and kept below so many percent of a core: how much slower reads may be. */
const PACES = [
  { what: 'at full pace', settings: {}, target: 2.5 },
  { what: 'with REBUILD_CPU=20', settings: { REBUILD_CPU: '20' }, target: 1.5 },
] as const;

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
export const readsDuringRebuild = async (system: System): Promise<Figure[]> => {
  const { processes } = system;
  const ports = await processes.startServices('query-api');
  const { send, close } = clientOf(ports['query-api'] ?? 0, 64);
  const get: Get = async (path) => (await send('GET', path)).body.toString();
  const right = new Map<string, string>();
  for (const path of PATHS) right.set(path, await get(path));
  const figures: Figure[] = [];
  for (const { what, settings, target } of PACES) {
    await system.restartWorker(settings);
    figures.push(...(await measured(system, get, right, { what, target })));
  }
  close();
  await processes.stop('query-api');
  await system.restartWorker();
  return figures;
};

type Get = (path: string) => Promise<string>;

const measured = async (
  system: System,
  get: Get,
  right: ReadonlyMap<string, string>,
  pace: Pick<(typeof PACES)[number], 'what' | 'target'>,
): Promise<Figure[]> => {
  const rebuilt: Rate[] = [];
  const during = () =>
    ask(get, right, async () => {
      rebuilt.push(await rebuildBoard(system));
      await pause(AFTER_MS);
    });
  const rounds = await alternate(ROUNDS, during, () => ask(get, right, () => pause(QUIET_MS)));
  return figuresOf(rounds, rebuilt.slice(1), pace);
};

const figuresOf = (
  rounds: Rounds<Asked>,
  rebuilt: readonly Rate[],
  { what, target }: Pick<(typeof PACES)[number], 'what' | 'target'>,
): Figure[] => {
  const all = [...rounds.ours, ...rounds.baseline];
  const sum = (count: (asked: Asked) => number): number => all.reduce((total, asked) => total + count(asked), 0);
  const wrong = sum(({ failed, different }) => failed + different);
  const ratios = ratiosOf(rounds, p99);
  return [
    {
      what: `GETs at ${PER_SECOND}/s during rebuilds of orderBoard ${what} and their promotion: failed, or short`,
      ours: `${wrong} of ${sum(({ latencies }) => latencies.length)}`,
      baseline: '',
      ratio: '',
      target: '0',
      reached: wrong === 0,
    },
    {
      what: `p99 of those GETs over p99 with no rebuild, ${what}`,
      ours: `${milliseconds(median(rounds.ours.map(p99)))} at ${toldRate(rebuilt)}`,
      baseline: milliseconds(median(rounds.baseline.map(p99))),
      ratio: median(ratios).toFixed(2),
      spread: spreadOf(ratios),
      target: `≤ ${target}`,
      reached: median(ratios) <= target,
    },
  ];
};

const p99 = ({ latencies }: Asked): number => percentile(latencies, 99);

/** Asks at the rate until the work is done; a latency counts from when the GET was due. */
const ask = async (get: Get, right: ReadonlyMap<string, string>, work: () => Promise<unknown>): Promise<Asked> => {
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
  working.catch(() => undefined); // it is awaited below
  const startedAt = performance.now();
  const asked: Promise<void>[] = [];
  for (let number = 0; !isDone; number++) {
    const dueAt = startedAt + (number * 1_000) / PER_SECOND;
    await pause(Math.max(0, dueAt - performance.now()));
    asked.push(one(PATHS[number % PATHS.length] ?? '', dueAt));
  }
  await Promise.all([working, ...asked]);
  return { latencies, failed, different };
};
