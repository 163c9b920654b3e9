import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../quick/figure.js';
import { median, spreadOf } from '../quick/rounds.js';
import type { System } from './system.js';

const ROUNDS = 3;
/** When it is asked how long the rebuild still takes: ten times after the first tenth, the sixth of them half way. */
const SAMPLES = Array.from({ length: 10 }, (_, index) => 0.1 + index * 0.08);
const HALF_WAY = 5;
const LOOK_EVERY = 25;
const TARGET = 0.15;

interface Said {
  readonly at: number;
  readonly secondsLeft: number;
}

interface Rebuild {
  readonly name: string;
  readonly progress?: { readonly handled: number; readonly total: number | null; readonly secondsLeft: number | null };
}

/** How wrong the time left is that a rebuild of everything tells, as a part of what it really took from then on. */
export const timeLeft = async (system: System): Promise<Figure[]> => {
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await errorsOfOne(system));
  const halfWay = rounds.map((errors) => errors[HALF_WAY] ?? NaN);
  const worst = rounds.map((errors) => Math.max(...errors));
  const all = rounds.every((errors) => errors.length === SAMPLES.length);
  const none = { baseline: '', ratio: '' };
  return [
    {
      what: 'error of "time left" at half way of a rebuild of everything',
      ours: percent(median(halfWay)),
      ...none,
      spread: spreadOf(halfWay, percent),
      target: `≤ ${TARGET * 100}%`,
      reached: all && median(halfWay) <= TARGET,
    },
    {
      what: `worst of ${SAMPLES.length} such errors after the first tenth`,
      ours: percent(median(worst)),
      ...none,
      spread: spreadOf(worst, percent),
      target: '',
      reached: null,
    },
  ];
};

const errorsOfOne = async ({ rebuilds }: System): Promise<number[]> => {
  const ids = await rebuilds.begin(await rebuilds.names());
  let doneAt = 0;
  const done = rebuilds.promoted(ids).then(() => (doneAt = performance.now()));
  done.catch(() => undefined); // it is awaited below
  const said: Said[] = [];
  while (doneAt === 0 && said.length < SAMPLES.length) {
    const progress = await progressOf(rebuilds.port);
    if (progress && progress.part >= (SAMPLES[said.length] ?? 1)) said.push(progress);
    await pause(LOOK_EVERY);
  }
  await done;
  return said.map(({ at, secondsLeft }) => Math.abs(secondsLeft / ((doneAt - at) / 1_000) - 1));
};

const percent = (part: number): string => `${(part * 100).toFixed(0)}%`;

/** Of the rebuild that has the largest part of its events before it; null where nothing is said. */
const progressOf = async (port: number): Promise<(Said & { readonly part: number }) | null> => {
  const response = await fetch(`http://127.0.0.1:${port}/ops/projections/rebuilds`, {
    headers: { Connection: 'close' },
  });
  const at = performance.now();
  const { rebuilds } = (await response.json()) as { readonly rebuilds: readonly Rebuild[] };
  const said = rebuilds.flatMap(({ progress }) => {
    if (!progress?.total || progress.secondsLeft === null) return [];
    return [{ at, secondsLeft: progress.secondsLeft, part: progress.handled / progress.total }];
  });
  return said.sort((a, b) => a.part - b.part)[0] ?? null;
};
