import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { Cursors } from './commands/cursors.js';
import { dispatcher } from './commands/dispatch.js';
import { FailPoints } from './commands/fail-points.js';
import { Sessions } from './commands/sessions.js';
import { Catalog } from './store/catalog.js';
import { expireDocuments } from './store/expiry.js';
import { lockFolder } from './store/folder-lock.js';
import { lmdbStorage } from './store/lmdb-storage.js';
import { memoryStorage } from './store/storage.js';
import { serveConnection } from './wire/connection.js';

/** How often expired documents and idle cursors are looked for; the real server's monitor does it every 60 s. */
const SWEEP_MS = 1000;

export interface MongoOptions {
  /** 0: a free one. */
  readonly port: number;
  /** Where the data is kept; null: nowhere. */
  readonly dataDir: string | null;
  /** Whether clients may make commands fail on purpose (`configureFailPoint`), as with the real server's `enableTestCommands`. */
  readonly testCommands?: boolean;
}

export interface RunningMongo {
  readonly port: number;
  /** Resolves when the storage fails, for instance on a full disk; what is in memory is ahead of it then. */
  readonly failed: Promise<unknown>;
  /** Ends the connections and closes the storage; what was acknowledged is kept. */
  stop(): Promise<void>;
}

/**
 * Starts a MongoDB stand-in on 127.0.0.1.
 * @throws when the port is taken, or the folder is in use by another server or cannot be used.
 */
export async function startMongo({ port, dataDir, testCommands = false }: MongoOptions): Promise<RunningMongo> {
  const unlock = dataDir === null ? undefined : await lockFolder(dataDir);
  const storage = dataDir === null ? memoryStorage() : lmdbStorage(dataDir);
  const catalog = new Catalog(storage);
  const cursors = new Cursors();
  let fail: (fault: unknown) => void = () => undefined;
  const failed = new Promise<unknown>((resolve) => (fail = resolve));
  const sessions = new Sessions();
  const failPoints = testCommands ? new FailPoints() : undefined;
  const answer = dispatcher({ catalog, cursors, sessions, failPoints, startedAt: new Date() }, storage, fail);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, answer);
  });
  const release = async (): Promise<void> => {
    await storage.close();
    unlock?.();
  };
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (fault) {
    await release();
    throw fault;
  }
  const sweep = setInterval(() => {
    cursors.expire(Date.now());
    sessions.expire(Date.now());
    expireDocuments(catalog, Date.now());
  }, SWEEP_MS);
  return {
    port: (server.address() as AddressInfo).port,
    failed,
    async stop() {
      clearInterval(sweep);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await release();
    },
  };
}
