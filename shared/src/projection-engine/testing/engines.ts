import { startEventStore } from '@doremi/embedded-eventstore/server';
import { startMongoInMemory } from '../../engines/read-side/testing/mongo-in-memory.js';
import type { EventStore, LookUp } from '../../engines/event-store.js';
import { connectEventStore } from '../../engines/event-store-db.js';
import { asWritten } from '../../testing/as-written.js';
import type { Mongo } from '../../engines/mongo.js';
import { startCuttableProxy, type CuttableProxy } from './cuttable-proxy.js';

/** Both engines, new and empty, with connections to them. */
export interface Engines {
  readonly store: EventStore & LookUp;
  readonly mongo: Mongo;
  /** What the workers use, on a way that can be cut. MongoDB's connections are lost call by call: see `Fault`. */
  readonly workerStore: EventStore & LookUp;
  readonly way: CuttableProxy;
  readonly stop: () => Promise<void>;
}

export const startEngines = async (): Promise<Engines> => {
  const [server, { mongo, stop }] = await Promise.all([
    startEventStore({ port: 0, dataDir: null }),
    startMongoInMemory(),
  ]);
  const way = await startCuttableProxy(server.port);
  const connected = ({ port }: { readonly port: number }) =>
    connectEventStore(`esdb://127.0.0.1:${port}?tls=false`, asWritten);
  const [store, workerStore] = [connected(server), connected(way)];
  return {
    store,
    workerStore,
    mongo,
    way,
    stop: async () => {
      await Promise.all([store.close(), workerStore.close()]);
      await Promise.all([way, server].map((one) => one.stop()));
      await stop();
    },
  };
};
