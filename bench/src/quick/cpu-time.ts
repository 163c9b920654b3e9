import { cpuTime } from '../cpu-time.js';

/** Does the work, and tells what it cost a process besides. */
export const withCpuOf = async <Result extends { readonly count: number }>(
  pid: number,
  work: () => Promise<Result>,
): Promise<Result & { readonly cpuMicroseconds: number }> => {
  const before = cpuTime(pid);
  const result = await work();
  return { ...result, cpuMicroseconds: (cpuTime(pid) - before) / result.count };
};
