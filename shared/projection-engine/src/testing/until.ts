import { setTimeout as delay } from 'node:timers/promises';

/** Between two looks, milliseconds: what is waited for runs in this process and needs its time. */
const LOOK_EVERY = 2;

/** Waits until the condition holds; fails after `withinMs`, saying what was waited for. */
export const until = async (what: string, condition: () => Promise<boolean> | boolean, withinMs = 30_000) => {
  const giveUpAt = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`waited in vain until ${what}`);
    await delay(LOOK_EVERY);
  }
};
