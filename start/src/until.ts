import { setTimeout as pause } from 'node:timers/promises';

/** Waits for a condition; fails after `within` milliseconds with what it waited for. */
export const until = async (what: string, holds: () => Promise<boolean> | boolean, within = 20_000): Promise<void> => {
  const giveUpAt = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`waited in vain for: ${what}`);
    await pause(25);
  }
};
