import {
  BulkheadRejectedError,
  BrokenCircuitError,
  ConsecutiveBreaker,
  TaskCancelledError,
  TimeoutStrategy,
  DelegateBackoff,
  bulkhead,
  circuitBreaker,
  handleAll,
  handleWhen,
  retry,
  timeout,
  wrap,
} from 'cockatiel';
import { traceContext } from '@doremi/process';
import type { BreakerState } from '@doremi/http';
import { stateOfBreaker } from '../metrics/breaker-state.js';

/** Why the menu service gave no answer. */
export type Busy = 'TOO_SLOW' | 'TOO_MANY' | 'BREAKER_OPEN' | 'UNREACHABLE';

/**
 * The probe before an add: query-api, which knows the menus, is asked whether it is there. What is sold, and at which
 * price, is decided by the store menu's own stream; a service that is too busy to answer means that the add is held.
 */
export interface MenuServiceProbe {
  /** Null when it answered, else why not. Takes a second at most; never throws. */
  ask(storeId: number, menuId: number): Promise<Busy | null>;
  /** What the breaker does now, for metrics. */
  breaker(): BreakerState;
}

export interface ProbeLimits {
  /** How long one answer may take; milliseconds. */
  readonly timeoutMs?: number;
  /** How many may ask at once, and how many may wait for their turn. */
  readonly atOnce?: number;
  readonly waiting?: number;
  /** How long the breaker stays open before one may try again; milliseconds. */
  readonly halfOpenAfterMs?: number;
}

const BREAK_AFTER = 5;
/** The second try comes after a random part of this, so that many do not come back together; milliseconds. */
const JITTER = 100;

/** query-api at `url` behind bulkhead, circuit breaker, one jittered retry and a timeout for each try. */
export const probeMenuService = (
  url: string,
  { timeoutMs = 300, atOnce = 64, waiting = 64, halfOpenAfterMs = 1_000 }: ProbeLimits = {},
): MenuServiceProbe => {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: halfOpenAfterMs,
    breaker: new ConsecutiveBreaker(BREAK_AFTER),
  });
  // An open breaker and a full bulkhead are answers: trying again at once would only add to the crowd.
  const again = retry(
    handleWhen((error) => !(error instanceof BrokenCircuitError)),
    { maxAttempts: 1, backoff: new DelegateBackoff(() => Math.random() * JITTER) },
  );
  const guarded = wrap(
    timeout(2 * timeoutMs + JITTER, TimeoutStrategy.Aggressive),
    bulkhead(atOnce, waiting),
    again,
    breaker,
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
  );

  return {
    ask: async (storeId, menuId) => {
      try {
        await guarded.execute(async ({ signal }) => {
          const response = await fetch(`${url}/stores/${storeId}/menus/${menuId}`, { signal, headers: traceContext() });
          await response.arrayBuffer();
          // That it knows nothing of the menu yet is an answer: its read model may be a moment behind.
          if (response.status >= 500) throw new Error(`the menu service answered ${response.status}`);
        });
        return null;
      } catch (error) {
        return busyOf(error);
      }
    },
    breaker: () => stateOfBreaker(breaker),
  };
};

const busyOf = (error: unknown): Busy => {
  if (error instanceof BrokenCircuitError) return 'BREAKER_OPEN';
  if (error instanceof BulkheadRejectedError) return 'TOO_MANY';
  return error instanceof TaskCancelledError ? 'TOO_SLOW' : 'UNREACHABLE';
};
