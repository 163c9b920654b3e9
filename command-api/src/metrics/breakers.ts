import type { BreakerState } from '@doremi/http';
import { Gauge, type Guarded, type Registry } from '@doremi/process';

const STATES: readonly BreakerState[] = ['closed', 'half-open', 'open'];

/** Shows what each circuit breaker does now: 1 for the state that it is in, 0 for the others. */
export const showBreakers = (registry: Registry, breakers: Readonly<Record<string, Guarded>>): void => {
  new Gauge({
    name: 'doremi_credentials_refused',
    help: 'Whether a service that is asked refused our credentials the last time that it answered: 1, else 0',
    labelNames: ['service'],
    registers: [registry],
    collect() {
      for (const [service, guarded] of Object.entries(breakers))
        if (guarded.areCredentialsRefused) this.set({ service }, guarded.areCredentialsRefused() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'doremi_breaker_state',
    help: 'Circuit breakers: 1 for the state that one is in',
    labelNames: ['breaker', 'state'],
    registers: [registry],
    collect() {
      for (const [breaker, guarded] of Object.entries(breakers))
        for (const state of STATES) this.set({ breaker, state }, guarded.breaker() === state ? 1 : 0);
    },
  });
};
