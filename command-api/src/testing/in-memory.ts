import { redisInMemory } from '@doremi/redis/testing';
import { beforeAll } from '@jest/globals';
import type { GivenEngines } from './given-engines.js';
import { MemoryEventStore } from './memory-event-store.js';
import { givenPaymentProviderInMemory } from './payment-provider-in-memory.js';

/** An event store in memory for all tests of a file. */
export const withMemoryEventStore = (): { readonly store: MemoryEventStore } => {
  let store: MemoryEventStore;
  beforeAll(() => {
    store = new MemoryEventStore();
  });
  return {
    get store() {
      return store;
    },
  };
};

/** What the command API works with, in memory, for all tests of a file. */
export const inMemory = (): GivenEngines => {
  const engine = withMemoryEventStore();
  return {
    redis: redisInMemory,
    standIn: givenPaymentProviderInMemory(),
    get store() {
      return engine.store;
    },
  };
};
