import { startEventStore } from '@doremi/embedded-eventstore/server';
import { startMongo } from '@doremi/embedded-mongo/server';
import type { EventStore } from '@doremi/shared/engines/event-store';
import { connectEventStore } from '@doremi/shared/engines/event-store-db';
import { connectMongo, type Mongo } from '@doremi/shared/engines/mongo';
import { startRelay, type Relay } from './relay.js';

/** Both engines, new and empty, with connections to them. */
export interface Engines {
  readonly store: EventStore;
  readonly mongo: Mongo;
  /** What the workers use: it can be cut. */
  readonly workers: { readonly store: EventStore; readonly mongo: Mongo };
  readonly relays: { readonly eventStore: Relay; readonly mongo: Relay };
  readonly stop: () => Promise<void>;
}

export const startEngines = async (): Promise<Engines> => {
  const [eventStore, mongo] = await Promise.all([
    startEventStore({ port: 0, dataDir: null }),
    startMongo({ port: 0, dataDir: null }),
  ]);
  const relays = { eventStore: await startRelay(eventStore.port), mongo: await startRelay(mongo.port) };
  const toStore = ({ port }: { readonly port: number }) => connectEventStore(`esdb://127.0.0.1:${port}?tls=false`);
  const toMongo = ({ port }: { readonly port: number }) => {
    const url = `mongodb://127.0.0.1:${port}`;
    return connectMongo(`${url}/doremi`, { adminUrl: `${url}/doremi_admin` });
  };
  const direct = { store: toStore(eventStore), mongo: toMongo(mongo) };
  const workers = { store: toStore(relays.eventStore), mongo: toMongo(relays.mongo) };
  return {
    ...direct,
    workers,
    relays,
    stop: async () => {
      await Promise.all([direct.store, direct.mongo, workers.store, workers.mongo].map((client) => client.close()));
      await Promise.all([relays.eventStore, relays.mongo, eventStore, mongo].map((server) => server.stop()));
    },
  };
};
