import { CircuitState, type CircuitBreakerPolicy } from 'cockatiel';

/** What a circuit breaker does now: lets through, lets one try, or refuses. */
export type BreakerState = 'closed' | 'half-open' | 'open';

export const stateOfBreaker = ({ state }: Pick<CircuitBreakerPolicy, 'state'>): BreakerState => {
  if (state === CircuitState.HalfOpen) return 'half-open';
  return state === CircuitState.Closed ? 'closed' : 'open';
};
