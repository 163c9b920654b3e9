import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Of the kernel's clock for such figures: a hundredth of a second on every Linux that Node runs on; microseconds. */
const TICK = 10_000;

/**
 * The CPU time that a process has used so far, all its threads together, in microseconds. Linux alone tells, and nothing of
 * a process that has ended: else NaN.
 */
export const cpuTime = (pid: number): number => {
  const folder = `/proc/${pid}`;
  if (!existsSync(`${folder}/task`)) return NaN;
  // The nanoseconds of its threads are what short rounds need; of threads that have ended the coarser sum alone knows.
  const threads = readdirSync(`${folder}/task`).map((thread) => threadTime(`${folder}/task/${thread}/schedstat`));
  return Math.max(
    threads.reduce((sum, time) => sum + time, 0),
    ticksOf(`${folder}/stat`) * TICK,
  );
};

const threadTime = (file: string): number => {
  try {
    return parseInt(readFileSync(file, 'utf8'), 10) / 1_000;
  } catch {
    return 0; // it ended while we looked
  }
};

const ticksOf = (file: string): number => {
  // The second field is a name in parentheses, which may hold anything.
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
};
