import { afterAll, beforeAll } from '@jest/globals';
import { givenEventStore, type GivenEventStore } from '@doremi/embedded-eventstore/testing';
import { eventStoreOn } from '../event-store-db.js';
import { EventStoreConnection } from '../connection/connection.js';
import type { EventStore, LookUp, SnapshotStore, Upcast } from '@doremi/event-sourcing';
import { asWritten } from '@doremi/event-sourcing/testing';

export { eventStoreUrl } from '@doremi/embedded-eventstore/testing';

/** An event store on a real socket, a stand-in or the engine that is named, and the port connected to it, for all tests of a file. */
export const withEventStore = (
  upcast: Upcast = asWritten,
): {
  readonly store: EventStore & LookUp & SnapshotStore;
  readonly connection: EventStoreConnection;
  readonly url: string;
} => {
  let server: GivenEventStore;
  let connection: EventStoreConnection;
  let store: EventStore & LookUp & SnapshotStore;
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
