import { afterAll, beforeAll } from '@jest/globals';
import { givenEventStore, type GivenEventStore } from '@doremi/embedded-eventstore/testing/given-event-store';
import { givenRedis, type GivenRedis } from '@doremi/embedded-redis/testing/given-redis';
import { eventStoreOn } from '../engines/event-store-db.js';
import { EventStoreConnection } from '../engines/event-store-db/connection.js';
import type { EventStore, LookUp } from '../engines/event-store.js';
import { connectRedis, type Helper } from '../engines/redis.js';
import { eventually } from './eventually.js';

export { eventStoreUrl } from '@doremi/embedded-eventstore/testing/given-event-store';
export { redisUrl } from '@doremi/embedded-redis/testing/given-redis';

/** An event store on a real socket, a stand-in or the engine that is named, and the port connected to it, for all tests of a file. */
export const withEventStore = (): {
  readonly store: EventStore & LookUp;
  readonly connection: EventStoreConnection;
  readonly url: string;
} => {
  let server: GivenEventStore;
  let connection: EventStoreConnection;
  let store: EventStore & LookUp;
  beforeAll(async () => {
    server = await givenEventStore();
    connection = new EventStoreConnection(server.url);
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

/** A Redis on a real socket, a stand-in or the engine that is named, and the helper connected to it, for all tests of a file. */
export const withRedis = (): { readonly redis: Helper; readonly url: string } => {
  let server: GivenRedis;
  let redis: Helper;
  beforeAll(async () => {
    server = await givenRedis();
    redis = connectRedis(server.url);
    await eventually(() => redis.ping().then(() => true));
  });
  afterAll(async () => {
    await redis.close();
    await server.stop();
  });
  return {
    get redis() {
      return redis;
    },
    get url() {
      return server.url;
    },
  };
};
