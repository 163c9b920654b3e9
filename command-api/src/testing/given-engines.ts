import type { EventStore } from '@doremi/shared/engines/event-store';
import type { Helper } from '@doremi/shared/engines/redis';
import type { GivenPaymentProvider } from './given-payment-provider.js';

/** What the command API works with: all in memory, or all stand-ins on real sockets. */
export interface GivenEngines {
  readonly store: EventStore;
  readonly redis: () => Helper;
  readonly standIn: GivenPaymentProvider;
}
