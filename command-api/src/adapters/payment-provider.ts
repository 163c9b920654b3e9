import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  TimeoutStrategy,
  circuitBreaker,
  handleWhen,
  timeout,
  wrap,
} from 'cockatiel';
import type { Minor } from '@doremi/shared/kernel/money';
import { traceContext } from '@doremi/shared/process/tracing';
import { stateOfBreaker, type BreakerState } from './breaker-state.js';

/** What the card company said, or what is known when it said nothing. */
export type ChargeOutcome =
  | { readonly outcome: 'approved'; readonly providerReference: string }
  | { readonly outcome: 'declined'; readonly code: string }
  /** Refused connection, 503 or an open breaker: surely nothing happened. */
  | { readonly outcome: 'notCharged' }
  /** Timeout or cut connection: the same key has to be asked again until the answer is definite. */
  | { readonly outcome: 'unknown' };

export type RefundOutcome =
  | { readonly outcome: 'refunded'; readonly providerReference: string }
  | { readonly outcome: 'failed'; readonly code: string }
  | { readonly outcome: 'unknown' };

/** The port to the card company. The same key is the same charge, however often it is asked for. */
export interface PaymentProvider {
  charge(idempotencyKey: string, amount: Minor): Promise<ChargeOutcome>;
  refund(refundId: string, charge: string, amount: Minor): Promise<RefundOutcome>;
  /** False while the breaker is open: then nothing should be begun. */
  isAvailable(): boolean;
}

export interface HttpPaymentProvider extends PaymentProvider {
  /** What the breaker does now, for metrics. */
  breaker(): BreakerState;
}

const BREAK_AFTER = 5;

interface Patience {
  /** How long the card company may take; milliseconds. */
  readonly timeoutMs?: number;
  /** How long the breaker stays open before one request may try again; milliseconds. */
  readonly halfOpenAfterMs?: number;
}

interface Reply {
  readonly status: number;
  readonly body: { readonly id?: string; readonly code?: string };
}

/** The request was never taken, so surely nothing was charged. */
class NotTaken extends Error {}

/** The card company over HTTP at `url`, behind a timeout and a circuit breaker. */
export const httpPaymentProvider = (
  url: string,
  { timeoutMs = 5_000, halfOpenAfterMs = 5_000 }: Patience = {},
): HttpPaymentProvider => {
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof BrokenCircuitError)),
    { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(BREAK_AFTER) },
  );
  const guarded = wrap(breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive));
  let openUntil = 0;
  breaker.onBreak(() => {
    openUntil = Date.now() + halfOpenAfterMs;
  });

  const ask = (path: string, key: string, body: object): Promise<Reply> =>
    guarded.execute(async ({ signal }) => {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...traceContext() },
        body: JSON.stringify(body),
        signal,
      }).catch((error: unknown) => {
        throw hadNoConnection(error) ? new NotTaken() : error;
      });
      if (response.status === 503) throw new NotTaken();
      if (response.status >= 500) throw new Error(`the payment provider answered ${response.status}`);
      return { status: response.status, body: (await response.json()) as Reply['body'] };
      // A signal of its own: all calls without one share the library's, and Node warns at its eleventh listener.
    }, new AbortController().signal);

  return {
    charge: async (idempotencyKey, amount) => {
      try {
        const { status, body } = await ask('/charges', idempotencyKey, { amount });
        if (status < 300 && body.id !== undefined) return { outcome: 'approved', providerReference: body.id };
        return { outcome: 'declined', code: body.code ?? `HTTP_${status}` };
      } catch (error) {
        return { outcome: error instanceof NotTaken || error instanceof BrokenCircuitError ? 'notCharged' : 'unknown' };
      }
    },
    refund: async (refundId, charge, amount) => {
      try {
        const { status, body } = await ask('/refunds', refundId, { charge, amount });
        if (status < 300 && body.id !== undefined) return { outcome: 'refunded', providerReference: body.id };
        return { outcome: 'failed', code: body.code ?? `HTTP_${status}` };
      } catch {
        return { outcome: 'unknown' };
      }
    },
    // The breaker leaves "open" only when it is asked: once its time has passed, somebody has to be let through.
    isAvailable: () => breaker.state !== CircuitState.Open || Date.now() >= openUntil,
    breaker: () => stateOfBreaker(breaker),
  };
};

/** There was no connection, so no request went out on it. */
const NO_CONNECTION = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** fetch puts what the network said into its error's cause. */
const hadNoConnection = (error: unknown): boolean =>
  NO_CONNECTION.includes((error as { cause?: { code?: string } }).cause?.code ?? '');
