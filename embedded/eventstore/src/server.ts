import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ClusterNode } from './cluster/cluster-node.js';
import { refuseOtherKind } from './cluster/folder-kind.js';
import { leaderOnly } from './cluster/leader-only.js';
import { addNodeService } from './cluster/node-service.js';
import { addOperationsService } from './cluster/resign-node.js';
import { nodeSettings } from './cluster/settings.js';
import type { ClusterSettings } from './cluster/settings.js';
import { DEFAULT_ENGINE } from './engine-version.js';
import type { EngineVersion } from './engine-version.js';
import { addGossipService, clusterOfOne } from './gossip.js';
import { RunningCalls } from './grpc/running-calls.js';
import { StoppingCalls } from './grpc/stopping-calls.js';
import { Groups } from './persistent-subscriptions/groups.js';
import { addPersistentSubscriptionsService } from './persistent-subscriptions/persistent-subscriptions-service.js';
import { addServerFeaturesService } from './server-features.js';
import { openTables } from './store/database.js';
import { EventStore } from './store/event-store.js';
import { describeSystemStreams } from './store/system-streams.js';
import { addStreamsService } from './streams/streams-service.js';

export interface EventStoreOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Where the events are kept; null keeps them only while the server runs. */
  readonly dataDir: string | null;
  /** Which engine to answer as; default {@link DEFAULT_ENGINE}. */
  readonly engine?: EngineVersion;
  /** The cluster that it is a node of; without one it is a cluster of one. */
  readonly cluster?: ClusterSettings;
}

export interface RunningEventStore {
  readonly port: number;
  /** Ends every call and closes the files. */
  stop(): Promise<void>;
}

/** The largest message the engine takes. */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;
/** Further calls of a connection wait in the client until one of these ends. */
const MAX_CALLS_OF_A_CONNECTION = 100;
const STOP_MILLISECONDS = 500;

/** Starts the stand-in on loopback. Rejects when the port is taken or the directory cannot be used. */
export const startEventStore = async ({
  port,
  dataDir,
  engine = DEFAULT_ENGINE,
  cluster,
}: EventStoreOptions): Promise<RunningEventStore> => {
  const settings = cluster && nodeSettings(port, cluster);
  const tables = await openTables(dataDir);
  await refuseOtherKind(tables, settings !== undefined);
  const store = new EventStore(tables);
  const groups = new Groups(store);
  const lead = async (): Promise<void> => {
    groups.start();
    await describeSystemStreams(store);
  };
  const gained = (): void => void lead().catch(() => undefined); // the lead was lost again: whoever has it does it
  const node = settings && new ClusterNode(settings, tables, store, { gained, lost: () => groups.stop() });
  if (!node) await lead();
  const calls = new RunningCalls();
  const stopping = new StoppingCalls();
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_concurrent_streams': MAX_CALLS_OF_A_CONNECTION,
    interceptors: [stopping.interceptor, ...(node ? [leaderOnly(node)] : [])],
  });
  addStreamsService(server, store, calls, engine);
  addPersistentSubscriptionsService(server, groups);
  addServerFeaturesService(server, engine);
  addGossipService(server, node ? () => node.members : clusterOfOne(() => boundPort));
  if (node) addNodeService(server, node.answers);
  if (node) addOperationsService(server, node);
  const close = async (): Promise<void> => {
    node?.stop();
    groups.stop();
    await calls.settled();
    await store.close();
  };
  const boundPort = await listen(server, port).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    port: boundPort,
    stop: async () => {
      stopping.refuse();
      groups.stop(); // tells the consumers
      await nextTurn(); // what is being committed is answered
      await shutDown(server, stopping);
      await close();
    },
  };
};

/** Takes no connections and no calls any more, ends the calls there are, and then closes the connections. */
const shutDown = async (server: Server, calls: StoppingCalls): Promise<void> => {
  server.tryShutdown(() => undefined);
  calls.reset();
  await Promise.race([calls.ended(), sleep(STOP_MILLISECONDS, undefined, { ref: false })]); // a client may not be reading
  await nextTurn();
  server.forceShutdown();
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
