import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../quick/rounds.js';

const LOOK_EVERY = 50;

/** Anonymous memory of a process in bytes: what it allocated itself, without files that are mapped. Linux alone tells. */
const anonymousMemory = (pid: number): number => {
  const [, kilobytes] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/status does not tell`);
  return Number(kilobytes) * 1_024;
};

/** The anonymous memory of a process that has nothing to do for so many milliseconds, in bytes. */
export const idleMemory = async (pid: number, milliseconds: number): Promise<number> => {
  const looks: number[] = [];
  for (const until = performance.now() + milliseconds; performance.now() < until; await pause(LOOK_EVERY))
    looks.push(anonymousMemory(pid));
  return median(looks);
};

/** The most anonymous memory that the process has while the work goes on, in bytes. */
export const mostMemoryDuring = async (pid: number, work: () => Promise<unknown>): Promise<number> => {
  let most = anonymousMemory(pid);
  const timer = setInterval(() => (most = Math.max(most, anonymousMemory(pid))), LOOK_EVERY);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return most;
};
