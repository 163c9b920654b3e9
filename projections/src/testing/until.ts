import { setImmediate as turn } from 'node:timers/promises';

/** Waits until the condition holds; fails after `withinMs`, saying what was waited for. */
export const until = async (what: string, condition: () => Promise<boolean> | boolean, withinMs = 5_000) => {
  const giveUpAt = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`waited in vain until ${what}`);
    await turn();
  }
};
