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
import type { Money } from '@doremi/domain';
import { traceContext } from '@doremi/process';
import type { BreakerState } from '@doremi/http';
import { stateOfBreaker } from '../metrics/breaker-state.js';
import {
  chargeOutcomeOf,
  type ChargeOutcome,
  isInTrouble,
  refundOutcomeOf,
  refusesCredentials,
  type ProviderReply,
  type RefundOutcome,
} from './provider-outcomes.js';

export type { ChargeOutcome, RefundOutcome } from './provider-outcomes.js';

/**
 * The port to the payment provider. The same key is the same charge, however often it is asked for. Amounts are in 1/100 whatever
 * the currency: an adapter converts them to what its provider counts in. Without a currency it is asked as it was before there
 * was one: the same key with another question would be another charge to it.
 */
export interface PaymentProvider {
  charge(idempotencyKey: string, money: Money): Promise<ChargeOutcome>;
  refund(refundId: string, charge: string, money: Money): Promise<RefundOutcome>;
  /** False while the breaker is open: then nothing should be begun. */
  isAvailable(): boolean;
}

export interface HttpPaymentProvider extends PaymentProvider {
  /** What the breaker does now, for metrics. */
  breaker(): BreakerState;
  /** Whether our credentials were refused the last time that it answered: then nothing goes until they are right. */
  areCredentialsRefused(): boolean;
}

const BREAK_AFTER = 5;

interface ProviderLimits {
  /** How long the payment provider may take; milliseconds. */
  readonly timeoutMs?: number;
  /** How long the breaker stays open before one request may try again; milliseconds. */
  readonly halfOpenAfterMs?: number;
}

/** The request was never taken, so surely nothing was charged. */
class NotTaken extends Error {}

/** Opens after so many faults in a row; at once where our credentials are refused, for they will be the next time. */
class ProviderBreaker extends ConsecutiveBreaker {
  areCredentialsRefused = false;

  override failure(): boolean {
    return super.failure() || this.areCredentialsRefused;
  }
}

/** The payment provider over HTTP at `url`, behind a timeout and a circuit breaker. */
export const httpPaymentProvider = (
  url: string,
  { timeoutMs = 5_000, halfOpenAfterMs = 5_000 }: ProviderLimits = {},
): HttpPaymentProvider => {
  const trips = new ProviderBreaker(BREAK_AFTER);
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof BrokenCircuitError)),
    { halfOpenAfter: halfOpenAfterMs, breaker: trips },
  );
  const guarded = wrap(breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive));
  let openUntil = 0;
  breaker.onBreak(() => {
    openUntil = Date.now() + halfOpenAfterMs;
  });

  const ask = (path: string, key: string, body: object): Promise<ProviderReply> =>
    guarded.execute(async ({ signal }) => {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...traceContext() },
        body: JSON.stringify(body),
        // An answer that points elsewhere is no answer, and nobody else is to be told what we charge.
        redirect: 'manual',
        signal,
      }).catch((error: unknown) => {
        throw hadNoConnection(error) ? new NotTaken() : error;
      });
      trips.areCredentialsRefused = refusesCredentials(response);
      if (trips.areCredentialsRefused) throw new Error('the payment provider refuses our credentials');
      if (response.status === 503) throw new NotTaken();
      if (isInTrouble(response)) throw new Error(`the payment provider answered ${response.status}`);
      return { status: response.status, body: objectOf(await response.text()) };
      // A signal of its own: all calls without one share the library's, and Node warns at its eleventh listener.
    }, new AbortController().signal);

  return {
    charge: async (idempotencyKey, money) => {
      try {
        return chargeOutcomeOf(await ask('/charges', idempotencyKey, asAsked(money)));
      } catch (error) {
        return { outcome: error instanceof NotTaken || error instanceof BrokenCircuitError ? 'notCharged' : 'unknown' };
      }
    },
    refund: async (refundId, charge, money) => {
      try {
        return refundOutcomeOf(await ask('/refunds', refundId, { charge, ...asAsked(money) }));
      } catch {
        return { outcome: 'unknown' };
      }
    },
    // The breaker leaves "open" only when it is asked: once its time has passed, somebody has to be let through.
    isAvailable: () => breaker.state !== CircuitState.Open || Date.now() >= openUntil,
    breaker: () => stateOfBreaker(breaker),
    areCredentialsRefused: () => trips.areCredentialsRefused,
  };
};

/** This provider counts in 1/100 as we do. */
const asAsked = ({ amount, currency }: Money) => ({ amount, ...(currency !== null && { currency }) });

/** A body as an object; an empty one where it is none, and then it says nothing. */
const objectOf = (text: string): ProviderReply['body'] => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
};

/** There was no connection, so no request went out on it. */
const NO_CONNECTION = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** fetch puts what the network said into its error's cause. */
const hadNoConnection = (error: unknown): boolean =>
  NO_CONNECTION.includes((error as { cause?: { code?: string } }).cause?.code ?? '');
