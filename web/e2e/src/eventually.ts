import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds. */
const WITHIN = 15_000;

/** Looks again and again until it holds; throws what was waited for, and what was there last. */
export const eventually = async <Value>(
  what: string,
  look: () => Promise<Value> | Value,
  holds: (value: Value) => boolean,
): Promise<Value> => {
  const until = Date.now() + WITHIN;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (Date.now() > until) throw new Error(`not within ${WITHIN} ms: ${what}; it was ${JSON.stringify(value)}`);
    await pause(25);
  }
};
