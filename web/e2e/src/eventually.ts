import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds. */
const WITHIN = 15_000;

/** Waits until it holds; fails with what it was last, and what was waited for. */
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
