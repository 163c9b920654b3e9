import { CircuitState, type CircuitBreakerPolicy } from 'cockatiel';
import type { BreakerState } from '@doremi/http';

export const stateOfBreaker = ({ state }: Pick<CircuitBreakerPolicy, 'state'>): BreakerState => {
  if (state === CircuitState.HalfOpen) return 'half-open';
  return state === CircuitState.Closed ? 'closed' : 'open';
};
