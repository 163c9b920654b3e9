import { Server, ServerCredentials } from '@grpc/grpc-js';
import { DEFAULT_ENGINE } from './engine-version.js';
import type { EngineVersion } from './engine-version.js';
import { addGossipService } from './gossip.js';
import { RunningCalls } from './grpc/running-calls.js';
import { Groups } from './persistent-subscriptions/groups.js';
import { addPersistentSubscriptionsService } from './persistent-subscriptions/persistent-subscriptions-service.js';
import { addServerFeaturesService } from './server-features.js';
import { EventStore } from './store/event-store.js';
import { addStreamsService } from './streams/streams-service.js';

export interface EventStoreOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Where the events are kept; null keeps them only while the server runs. */
  readonly dataDir: string | null;
  /** Which engine to answer as; default {@link DEFAULT_ENGINE}. */
  readonly engine?: EngineVersion;
}

export interface RunningEventStore {
  readonly port: number;
  /** Ends every call and closes the files. */
  stop(): Promise<void>;
}

/** The largest message the engine takes. */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;

/** Starts the stand-in on loopback. Rejects when the port is taken or the directory cannot be used. */
export const startEventStore = async ({
  port,
  dataDir,
  engine = DEFAULT_ENGINE,
}: EventStoreOptions): Promise<RunningEventStore> => {
  const store = await EventStore.open(dataDir);
  const groups = new Groups(store);
  const calls = new RunningCalls();
  const server = new Server({ 'grpc.max_receive_message_length': MAX_MESSAGE_BYTES });
  addStreamsService(server, store, calls, engine);
  addPersistentSubscriptionsService(server, groups);
  addServerFeaturesService(server, engine);
  addGossipService(server, () => boundPort);
  const boundPort = await listen(server, port).catch(async (error: unknown) => {
    groups.stop();
    await store.close();
    throw error;
  });
  return {
    port: boundPort,
    stop: async () => {
      server.forceShutdown();
      groups.stop();
      await calls.settled();
      await store.close();
    },
  };
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
