import { upcast } from '@doremi/domain';
import { withEventStore } from '@doremi/event-store/testing';
import { withRedis } from '@doremi/redis/testing';
import type { GivenEngines } from './given-engines.js';
import { withPaymentProvider } from './payment-provider.js';

/** What the command API works with, as stand-ins on real sockets, for all tests of a file. */
export const onStandIns = (): GivenEngines => {
  const engine = withEventStore(upcast);
  const helper = withRedis();
  return {
    redis: () => helper.redis,
    standIn: withPaymentProvider(),
    get store() {
      return engine.store;
    },
  };
};
