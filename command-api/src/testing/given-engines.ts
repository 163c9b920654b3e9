import type { EventStore } from '@doremi/event-sourcing';
import type { Helper } from '@doremi/redis';
import type { GivenPaymentProvider } from './given-payment-provider.js';

/** What the command API works with: all in memory, or all stand-ins on real sockets. */
export interface GivenEngines {
  readonly store: EventStore;
  readonly redis: () => Helper;
  readonly standIn: GivenPaymentProvider;
}
