import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './ask.js';

/** How a process is probed, as Kubernetes does it; in milliseconds. */
export interface Probing {
  readonly every: number;
  /** No answer within this time is a failure. */
  readonly within: number;
  /** So many failures running mean that it is stuck. */
  readonly failures: number;
  /** How long a process may take to answer for the first time. */
  readonly startsWithin: number;
}

const PROBING: Probing = { every: 2_000, within: 3_000, failures: 3, startsWithin: 60_000 };

/**
 * Probes the liveness of a process until it is stuck (true), or until the signal (false). Before its first answer only
 * time counts: a process that is slow to start is not stuck.
 */
export const untilStuck = async (url: string, signal: AbortSignal, probing = PROBING): Promise<boolean> => {
  const { every, within, failures, startsWithin } = probing;
  const startsUntil = performance.now() + startsWithin;
  let hasStarted = false;
  for (let failed = 0; failed < failures;) {
    await pause(every, undefined, { signal }).catch(() => undefined);
    const isLive = (await ask(url, within))?.isOk ?? false;
    if (signal.aborted) return false;
    hasStarted ||= isLive;
    failed = isLive || (!hasStarted && performance.now() < startsUntil) ? 0 : failed + 1;
  }
  return true;
};
