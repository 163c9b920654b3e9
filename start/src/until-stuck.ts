import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './ask.js';

/** How a process is probed, as Kubernetes does it; in milliseconds. */
export interface Probing {
  readonly every: number;
  /** How long until it is probed again where it has failed, or has not answered yet. */
  readonly again: number;
  /** No answer within this time is a failure. */
  readonly within: number;
  /** So many failures running mean that it is stuck. */
  readonly failures: number;
  /** How long a process may take to answer for the first time. */
  readonly startsWithin: number;
}

/** Less often than every 5 s a probe would need a new connection: by then a server of Node's closes one that is idle. */
const PROBING: Probing = { every: 4_000, again: 2_000, within: 3_000, failures: 3, startsWithin: 60_000 };

/**
 * Probes the liveness of a process until it is stuck (true), or until the signal (false). Before its first answer only
 * time counts: a process that is slow to start is not stuck.
 */
export const untilStuck = async (url: string, signal: AbortSignal, probing = PROBING): Promise<boolean> => {
  const { every, again, within, failures, startsWithin } = probing;
  const startsUntil = performance.now() + startsWithin;
  let hasStarted = false;
  for (let failed = 0; failed < failures;) {
    await pause(hasStarted && failed === 0 ? every : again, undefined, { signal }).catch(() => undefined);
    const isLive = (await ask(url, within))?.isOk ?? false;
    if (signal.aborted) return false;
    hasStarted ||= isLive;
    failed = isLive || (!hasStarted && performance.now() < startsUntil) ? 0 : failed + 1;
  }
  return true;
};
