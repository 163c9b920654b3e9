import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listedProcesses } from '@doremi/start';
import { cpuTime } from '../cpu-time.js';
import { processTree } from './process-tree.js';

/** What one process used of one core. */
export interface IdleCpu {
  readonly name: string;
  readonly percent: number;
}

/** What each process of a system uses while nobody asks anything, dearest first; the one that started it is in it. */
export const idleCpu = async (root: number, dataDir: string, seconds: number): Promise<readonly IdleCpu[]> => {
  const names = new Map(listedProcesses(dataDir).map(({ name, pid }) => [pid, name]));
  const pids = processTree(root);
  const before = pids.map(cpuTime);
  const beganAt = performance.now();
  await pause(seconds * 1_000);
  const microseconds = (performance.now() - beganAt) * 1_000;
  return pids
    .map((pid, index) => ({
      name: names.get(pid) ?? commandOf(pid),
      percent: ((cpuTime(pid) - (before[index] ?? 0)) / microseconds) * 100,
    }))
    .sort((a, b) => b.percent - a.percent);
};

/** What is no process of the system's: npm, and the one that starts the others. */
const commandOf = (pid: number): string => {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  const script = words.find((word) => word.endsWith('start/dist/main.js'));
  return script ?? basename(words[0] ?? '');
};
