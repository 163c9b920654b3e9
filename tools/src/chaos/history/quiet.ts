import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from '@doremi/event-sourcing';
import type { Collector } from './collect.js';
import { openWork } from './read-open-work.js';

const LOOK_EVERY = 250;
/** Nothing has happened for this long; milliseconds. */
const STILL_FOR = 1_000;

/**
 * Waits until the system has nothing left to do and its read models have everything, or for `within` milliseconds;
 * returns what was open then.
 */
export const whenQuiet = async (url: string, collector: Collector, within: number): Promise<readonly string[]> => {
  const giveUpAt = Date.now() + within;
  let last: Position | undefined;
  let stillSince = Date.now();
  for (;;) {
    const events = await collector.log();
    const end = events.at(-1)?.position;
    if (end !== last) [last, stillSince] = [end, Date.now()];
    const open = [...openWork(events)];
    if (!(await isReady(url))) open.push('not every service is ready');
    if (end !== undefined && (await collector.watermark()) < end) open.push('the read models are behind');
    if (Date.now() - stillSince < STILL_FOR) open.push('events are still coming');
    if (open.length === 0 || Date.now() > giveUpAt) return open;
    await pause(LOOK_EVERY);
  }
};

/** Whether every service says that it is ready, the payment provider aside; `url` is the gateway's. */
export const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
