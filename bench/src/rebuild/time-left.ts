import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../quick/figure.js';
import type { System } from './system.js';

/** When it is asked how long the rebuild still takes: after the first tenth, ten times. */
const SAMPLES = Array.from({ length: 10 }, (_, index) => 0.1 + index * 0.09);
const LOOK_EVERY = 25;
const TARGET = 0.2;

interface Said {
  readonly at: number;
  readonly secondsLeft: number;
}

interface Rebuild {
  readonly name: string;
  readonly progress?: { readonly handled: number; readonly total: number | null; readonly secondsLeft: number | null };
}

/** How wrong the time left is that a rebuild of everything tells, as a part of what it really took from then on. */
export const timeLeft = async ({ rebuilds }: System): Promise<Figure> => {
  const names = await rebuilds.names();
  const ids = await rebuilds.begin(names);
  let doneAt = 0;
  const done = rebuilds.promoted(ids).then(() => (doneAt = performance.now()));
  const said: Said[] = [];
  while (doneAt === 0 && said.length < SAMPLES.length) {
    const progress = await progressOf(rebuilds.port);
    if (progress && progress.part >= (SAMPLES[said.length] ?? 1)) said.push(progress);
    await pause(LOOK_EVERY);
  }
  await done;
  const errors = said.map(({ at, secondsLeft }) => Math.abs(secondsLeft / ((doneAt - at) / 1_000) - 1));
  const worst = Math.max(...errors);
  return {
    what: `worst error of "time left" over ${said.length} samples after the first tenth`,
    ours: `${(worst * 100).toFixed(0)}%`,
    baseline: '',
    ratio: '',
    target: `≤ ${TARGET * 100}%`,
    reached: said.length === SAMPLES.length && worst <= TARGET,
  };
};

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
