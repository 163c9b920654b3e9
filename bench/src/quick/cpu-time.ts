import { readFileSync, readdirSync } from 'node:fs';

/** CPU that all threads of a process have had so far, in microseconds. Linux alone tells: elsewhere NaN. */
const cpuTime = (pid: number): number => {
  if (process.platform !== 'linux') return NaN;
  const tasks = `/proc/${pid}/task`;
  // Nanoseconds come first; the ticks of `stat` are too coarse for short rounds.
  const nanoseconds = readdirSync(tasks).map((task) =>
    parseInt(readFileSync(`${tasks}/${task}/schedstat`, 'utf8'), 10),
  );
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1_000;
};

/** Does the work, and tells what it cost a process besides. */
export const withCpuOf = async <Result extends { readonly count: number }>(
  pid: number,
  work: () => Promise<Result>,
): Promise<Result & { readonly cpuMicroseconds: number }> => {
  const before = cpuTime(pid);
  const result = await work();
  return { ...result, cpuMicroseconds: (cpuTime(pid) - before) / result.count };
};
