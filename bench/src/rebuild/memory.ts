import { readFileSync } from 'node:fs';

const LOOK_EVERY = 50;

/** Anonymous memory of a process in bytes: what it allocated itself, without files that are mapped. Linux alone tells. */
const anonymousMemory = (pid: number): number => {
  const [, kilobytes] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/status does not tell`);
  return Number(kilobytes) * 1_024;
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
