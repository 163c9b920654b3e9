import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Of the kernel's clock for such figures: a hundredth of a second on every Linux that Node runs on; microseconds. */
const TICK = 10_000;

/** Where things stand in what the kernel says of a process. */
const PARENT = 1;
const OWN = [11, 12];
const ENDED_CHILDREN = [13, 14];

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
    ticksOf(pid, OWN) * TICK,
  );
};

const threadTime = (file: string): number => {
  try {
    return parseInt(readFileSync(file, 'utf8'), 10) / 1_000;
  } catch {
    return 0; // it ended while we looked
  }
};

/** The same of a process together with its children, those that have ended with them. */
export const cpuTimeOfFamily = (pid: number): number =>
  childrenOf(pid).reduce((sum, child) => sum + cpuTime(child), cpuTime(pid) + ticksOf(pid, ENDED_CHILDREN) * TICK);

const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((one) => one > 0 && Number(statOf(one)[PARENT]) === pid);

const ticksOf = (pid: number, fields: readonly number[]): number => {
  const stat = statOf(pid);
  return fields.reduce((sum, field) => sum + Number(stat[field] ?? 0), 0);
};

/** What the kernel says of a process, from its state on; nothing of one that has ended. */
const statOf = (pid: number): readonly string[] => {
  try {
    // The second field is a name in parentheses, which may hold anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
};
