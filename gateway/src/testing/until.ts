import { setTimeout as pause } from 'node:timers/promises';

/** Waits for a condition, looking every few milliseconds; throws after five seconds. */
export const until = async (holds: () => boolean): Promise<void> => {
  for (const giveUpAt = Date.now() + 5_000; !holds();) {
    if (Date.now() > giveUpAt) throw new Error('it never came to pass');
    await pause(5);
  }
};
