import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { givenEventStore, type GivenEventStore } from '@doremi/embedded-eventstore/testing/given-event-store';
import { givenRedis, type GivenRedis } from '@doremi/embedded-redis/testing/given-redis';
import { eventStoreOn } from '../engines/event-store-db.js';
import { EventStoreConnection } from '../engines/event-store-db/connection.js';
import type { EventStore, LookUp, NewEvent } from '../engines/event-store.js';
import { connectRedis, type Helper } from '../engines/redis.js';
import { ANONYMOUS } from '../kernel/actor.js';
import type { DomainEvent } from '../kernel/decider.js';
import type { EventMetadata } from '../kernel/recorded.js';

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

/** Asks until it holds, an error counting as "not yet"; fails after `within` milliseconds. */
export const eventually = async (holds: () => boolean | Promise<boolean>, within = 5_000): Promise<void> => {
  const giveUp = Date.now() + within;
  const isSo = async (): Promise<boolean> => holds();
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > giveUp) throw new Error(`this did not come true within ${within} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** An event as a command would append it. */
export const newEvent = (event: DomainEvent, metadata: Partial<EventMetadata> = {}): NewEvent => {
  const id = randomUUID();
  const base = { $correlationId: id, $causationId: id, commandId: id, actor: ANONYMOUS, schemaVersion: 1 };
  return { id, event, metadata: { ...base, occurredAt: '2026-01-31T12:00:00.000Z', ...metadata } };
};
