import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { idleCpu, type IdleCpu } from './idle/idle-cpu.js';
import { startTyped, type Started, TYPED } from './idle/typed-start.js';
import { numberOptions } from './options.js';
import { markdownTable, type Figure } from './quick/figure.js';
import { machine, writeFigures } from './quick/page.js';
import { median } from './quick/rounds.js';

/**
 * `npm run bench:idle`: how long a second start takes, from the first process to the start screen, and what the whole
 * system uses of one core while nobody asks anything. `--starts 5` of each way to type it, in turn; `--seconds 30` are
 * watched, after `--settle 30`; 0 leaves a part out. Linux alone tells the CPU.
 */
const PAGE = new URL('../../docs/benchmarks.md', import.meta.url);
const TARGETS = { percent: 2.5, seconds: 1.5 };
const { starts, seconds, settle } = numberOptions({ starts: 5, seconds: 30, settle: 30 });
const dataDir = mkdtempSync(join(tmpdir(), 'doremi-bench-idle-'));
const ways = Object.keys(TYPED) as (keyof typeof TYPED)[];

const measureStarts = async (): Promise<Figure[]> => {
  const first = await startTyped('npm start', dataDir);
  console.log(`first start: ${first.seconds.toFixed(2)} s`);
  await first.stop();
  const rounds = new Map<string, Started[]>(ways.map((typed) => [typed, []]));
  for (let round = 0; round < starts; round++)
    for (const typed of ways) {
      const one = await startTyped(typed, dataDir);
      await one.stop();
      console.log(
        `${typed}: ${one.seconds.toFixed(2)} s, says ${one.saysSeconds.toFixed(1)} s, ${one.cpuSeconds.toFixed(2)} s of CPU`,
      );
      rounds.get(typed)?.push(one);
    }
  return [...rounds].map(([typed, all]) => startFigure(typed, all));
};

const startFigure = (typed: string, all: readonly Started[]): Figure => {
  const times = all.map((one) => one.seconds);
  const time = median(times);
  const cpu = median(all.map(({ cpuSeconds }) => cpuSeconds));
  // npm and the look whether anything has to be built come before the first process of the system.
  const isHeld = typed !== 'npm start';
  return {
    what: `\`${typed}\`, a second start: to the start screen, median of ${all.length}`,
    ours: `${time.toFixed(2)} s (${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)}), CPU ${cpu.toFixed(2)} s`,
    baseline: '',
    ratio: '',
    target: isHeld ? `≤ ${TARGETS.seconds} s` : '',
    reached: isHeld ? time <= TARGETS.seconds : null,
  };
};

const measureIdle = async (): Promise<Figure[]> => {
  const system = await startTyped('npm start', dataDir);
  try {
    console.log(`idle for ${settle} s, and watched for ${seconds}`);
    await pause(settle * 1_000);
    const all = await idleCpu(system.pid, dataDir, seconds);
    const total = all.reduce((sum, { percent }) => sum + percent, 0);
    const whole = { name: `the whole system idle for ${seconds} s, of one core`, percent: total };
    return [cpuFigure(whole, TARGETS.percent), ...all.map((one) => cpuFigure(one))];
  } finally {
    await system.stop();
  }
};

const cpuFigure = ({ name, percent }: IdleCpu, target?: number): Figure => ({
  what: name,
  ours: `${percent.toFixed(2)} %`,
  baseline: '',
  ratio: '',
  target: target === undefined ? '' : `≤ ${target} %`,
  reached: target === undefined ? null : percent <= target,
});

const loadAtFirst = loadavg()[0]?.toFixed(1);
const figures: Figure[] = [];
try {
  if (starts > 0) figures.push(...(await measureStarts()));
  if (seconds > 0) figures.push(...(await measureIdle()));
} finally {
  rmSync(dataDir, { recursive: true, force: true });
  const table = markdownTable(figures);
  const about = `${new Date().toISOString().slice(0, 10)}, on ${machine()}; load ${loadAtFirst} before.`;
  console.log(`\n${table}\n\n${about}`);
  if (starts > 0 && seconds > 0) writeFigures(PAGE, `${about}\n\n${table}`, 'bench:idle');
}
