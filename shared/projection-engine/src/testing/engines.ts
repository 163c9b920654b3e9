import { startEventStore } from '@doremi/embedded-eventstore';
import { startMongoInMemory } from '@doremi/read-models/testing';
import type { EventStore, LookUp } from '@doremi/event-sourcing';
import { connectEventStore } from '@doremi/event-store';
import { asWritten } from '@doremi/event-sourcing/testing';
import type { Mongo } from '@doremi/read-models';
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
