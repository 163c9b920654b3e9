import { afterAll, beforeAll } from '@jest/globals';
import { givenEventStore, type GivenEventStore } from '@doremi/embedded-eventstore/testing/given-event-store';
import { eventStoreOn } from '../engines/event-store-db.js';
import { EventStoreConnection } from '../engines/event-store-db/connection.js';
import type { EventStore, LookUp } from '../engines/event-store.js';
import type { Upcast } from '../kernel/recorded.js';
import { asWritten } from './as-written.js';

export { eventStoreUrl } from '@doremi/embedded-eventstore/testing/given-event-store';
export { eventually } from './eventually.js';
export { newEvent } from './new-event.js';
export { redisUrl, withRedis } from './with-redis.js';

/** An event store on a real socket, a stand-in or the engine that is named, and the port connected to it, for all tests of a file. */
export const withEventStore = (
  upcast: Upcast = asWritten,
): {
  readonly store: EventStore & LookUp;
  readonly connection: EventStoreConnection;
  readonly url: string;
} => {
  let server: GivenEventStore;
  let connection: EventStoreConnection;
  let store: EventStore & LookUp;
  beforeAll(async () => {
    server = await givenEventStore();
    connection = new EventStoreConnection(server.url, upcast);
    store = eventStoreOn(connection);
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });
  return {
    get store() {
      return store;
    },
    get connection() {
      return connection;
    },
    get url() {
      return server.url;
    },
  };
};
