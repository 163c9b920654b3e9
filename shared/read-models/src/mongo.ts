import {
  MongoBulkWriteError,
  MongoClient,
  MongoClientClosedError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoSystemError,
  MongoTopologyClosedError,
  type Db,
} from 'mongodb';
import { EngineUnavailable, InactivityTimeout } from '@doremi/event-sourcing';

/** A connection to the read side's two databases. It is made at the first call, and made again when it was lost. */
export interface Mongo {
  /** `admin` is head office's own database; everything else is in `main`. */
  readonly database: (name: 'main' | 'admin') => Db;
  /** Throws EngineUnavailable when one of the two does not answer. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Milliseconds: a call made while MongoDB is away fails this soon, so that HTTP can answer within its own deadline. */
const FAIL_FAST = {
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 2_000,
  socketTimeoutMS: 10_000,
  waitQueueTimeoutMS: 2_000,
  // Looks often, so that an engine that is back is noticed at once.
  heartbeatFrequencyMS: 2_000,
} as const;

/** Connects in the background; `url` and `adminUrl` are connection strings, by default to `doremi` and `doremi_admin`. */
export const connectMongo = (url: string, { adminUrl }: { readonly adminUrl: string }): Mongo => {
  const main = clientOf(url);
  const admin = areOneServer(url, adminUrl) ? main : clientOf(adminUrl);
  const clients = [...new Set([main, admin])];
  const stops = clients.map(keepConnecting);
  const databases = {
    main: main.db(databaseOf(url) ?? 'doremi'),
    admin: admin.db(databaseOf(adminUrl) ?? 'doremi_admin'),
  };
  return {
    database: (name) => databases[name],
    ping: async () => {
      await Promise.all(Object.values(databases).map((db) => reaching(() => db.command({ ping: 1 }))));
    },
    close: async () => {
      for (const stop of stops) stop();
      await Promise.all(clients.map((client) => client.close()));
    },
  };
};

/** A connection to one database, for what is no read model and is kept apart from them. It connects in the background. */
export interface Database {
  readonly database: Db;
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `name` is the database where the connection string names none. */
export const openDatabase = (url: string, name: string): Database => {
  const client = clientOf(url);
  const stop = keepConnecting(client);
  const database = client.db(databaseOf(url) ?? name);
  return {
    database,
    ping: async () => void (await reaching(() => database.command({ ping: 1 }))),
    close: async () => {
      stop();
      await client.close();
    },
  };
};

const clientOf = (url: string): MongoClient => unhurried(new MongoClient(url, { ...FAIL_FAST, ignoreUndefined: true }));

/**
 * The driver looks ten times a second whether a pool has the connections that it should have at least, here none, and has
 * no option for it that it lets anybody set (7.9.0): nine tenths of the wake-ups of a process that nobody asks anything.
 */
const unhurried = (client: MongoClient): MongoClient => {
  Object.assign(client.options, { minPoolSizeCheckFrequencyMS: 10_000 });
  return client;
};

/**
 * Whether two connection strings lead to the same server in the same way: one client serves both then, and watches it. With a
 * name and a password they do not where nothing else says who knows these: by default that is the database.
 */
const areOneServer = (one: string, other: string): boolean => {
  const [first, second] = [one, other].map((url) => url.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, '$1'));
  return first === second && (!one.includes('@') || one.includes('authSource='));
};

/** Milliseconds between a connection that failed and the next try. */
const AGAIN_AFTER = 100;

/**
 * A first connection that finds nobody leaves the driver closed: every call fails from then on, whoever is there. So it is told to
 * connect until it does. Returns what ends this.
 */
const keepConnecting = (client: MongoClient): (() => void) => {
  let isOver = false;
  const connect = (): void => {
    if (!isOver) client.connect().catch(() => undefined);
  };
  // Not at once: until the one that failed is through, the driver answers with it.
  client.on('topologyClosed', () => void setTimeout(connect, AGAIN_AFTER).unref());
  return () => {
    isOver = true;
  };
};

/**
 * Runs a call to MongoDB; a fault of the connection comes out as EngineUnavailable, any other as it is. Now and then the driver
 * never settles a call whose connection was closed: what outlasts all of the driver's own deadlines is given up.
 */
export const reachingWith =
  (inactivity: InactivityTimeout) =>
  async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await inactivity.wait(call());
    } catch (error) {
      if (isAway(error)) throw new EngineUnavailable(`MongoDB: ${(error as Error).message}`, { cause: error });
      throw error;
    }
  };

/** Milliseconds: to find the server, to get a connection, to wait for the answer, and one to spare. */
const LONGEST_CALL =
  FAIL_FAST.serverSelectionTimeoutMS + FAIL_FAST.waitQueueTimeoutMS + FAIL_FAST.socketTimeoutMS + 1_000;

export const reaching = reachingWith(new InactivityTimeout({ silence: LONGEST_CALL, call: LONGEST_CALL }));

const CONNECTION_FAULTS = [
  MongoNetworkError,
  MongoSystemError,
  MongoNotConnectedError,
  MongoTopologyClosedError,
  MongoClientClosedError,
];

/** Faults of the connection pool, whose classes the driver keeps to itself. */
const NOT_EXPORTED = new Set(['MongoPoolClosedError', 'MongoWaitQueueTimeoutError']);

/**
 * What Node says of a socket whose other end has gone. The driver passes it on as it is when a command is written in the moment
 * between the end of a connection and its close (7.9.0).
 */
const OF_SOCKETS = new Set<unknown>([
  'EPIPE',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTCONN',
  'ETIMEDOUT',
  'ERR_SOCKET_CLOSED',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** Server codes of "not now": shutting down, interrupted by it, stepping down, time exceeded. */
const NOT_NOW = new Set<unknown>([50, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

const isAway = (error: unknown): boolean => {
  // A bulk write wraps whatever went wrong on the way in an error of its own.
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error) return isAway(error.errorResponse);
  return (
    CONNECTION_FAULTS.some((type) => error instanceof type) ||
    (error instanceof Error && NOT_EXPORTED.has(error.name)) ||
    OF_SOCKETS.has((error as { readonly code?: unknown } | null)?.code) ||
    (error instanceof MongoServerError && NOT_NOW.has(error.code))
  );
};

const databaseOf = (url: string): string | undefined => /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/.exec(url)?.[1];
