import { once, setMaxListeners } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import express, { type Express } from 'express';
import { problemOf } from '../http/problems.js';
import { createLog, type Logger } from './log.js';
import { createMetrics, observeRequests, type Registry } from './metrics.js';
import { portSetting, readSettings, type Settings } from './settings.js';

export interface Readiness {
  readonly ready: boolean;
  /** Serving, but an operator should look. */
  readonly degraded?: boolean;
  /** Each thing it depends on, and how that is: "up", or what is wrong. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface Context {
  readonly settings: Settings;
  readonly log: Logger;
  readonly metrics: Registry;
  /** Aborted when the process stops: work that waits should end. */
  readonly signal: AbortSignal;
}

export interface Running {
  /** Adds its routes; the health and metrics endpoints are there already. */
  readonly app: (app: Express) => void;
  readonly ready: () => Promise<Readiness>;
  /** Finishes what was taken and lets go of the engines. */
  readonly stop: () => Promise<void>;
}

interface ProcessDefinition {
  readonly name: string;
  readonly port: { readonly variable: string; readonly fallback: number };
}

/** How long a stop may take before what is left is cut off; milliseconds. Runtimes kill after ten seconds. */
const STOP_WITHIN = 8_000;

/**
 * Runs one process of ours: settings, log, metrics, health endpoints, and an orderly end.
 *
 * `start` must not wait for engines: a process listens at once, says not-ready while they are away, and waits for them.
 * SIGTERM, SIGINT and the loss of the parent that started it (IPC) stop it with 0; a fault nobody handled ends it with 1.
 */
export const runProcess = async (
  { name, port }: ProcessDefinition,
  start: (context: Context) => Promise<Running> | Running,
): Promise<void> => {
  const log = createLog(name);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'fault');
    process.exit(1);
  });
  const stopping = new AbortController();
  // Everything that waits listens to this one signal, and that is no leak.
  setMaxListeners(0, stopping.signal);
  const settings = readSettings(process.env);
  const metrics = createMetrics();
  const running = await start({ settings, log, metrics, signal: stopping.signal });
  const server = createServer(appOf(running, metrics)).on('clientError', refuseUnreadable);
  server.listen(portSetting(process.env, port.variable, port.fallback), settings.host);
  await once(server, 'listening');
  const stop = (reason: string): void => {
    if (stopping.signal.aborted) return;
    log.info({ reason }, 'stopping');
    stopping.abort();
    setTimeout(() => process.exit(1), STOP_WITHIN).unref();
    // Requests under way still need what the process lets go of at the end.
    void closed(server)
      .then(() => running.stop())
      .then(() => process.exit(0));
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, () => stop(event));
  const address = server.address() as AddressInfo;
  log.info({ auth: settings.auth }, `listening ${address.address}:${address.port}`);
};

const appOf = (running: Running, metrics: Registry): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.get('/health/live', (_, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', async (_, response) => {
    const { ready, degraded = false, parts } = await running.ready();
    response.status(ready ? 200 : 503).json({ status: ready ? (degraded ? 'degraded' : 'ready') : 'not ready', parts });
  });
  app.get('/metrics', async (_, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  observeRequests(app, metrics);
  running.app(app);
  return app;
};

/** What is no HTTP never reaches the app: it gets a problem all the same, and the connection is closed. */
const refuseUnreadable = ({ code }: NodeJS.ErrnoException, socket: Duplex): void => {
  if (!socket.writable) return void socket.destroy();
  const problem =
    code === 'HPE_HEADER_OVERFLOW' ? problemOf(431, 'HEADERS_TOO_LARGE') : problemOf(400, 'REQUEST_INVALID');
  const body = JSON.stringify(problem);
  const headers = [
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end([`HTTP/1.1 ${problem.status} ${problem.title}`, ...headers, '', body].join('\r\n'));
};

/** Stops listening; open requests finish, idle connections are let go of. */
const closed = (server: Server): Promise<unknown> => {
  const done = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), STOP_WITHIN - 2_000).unref();
  return done;
};

/** One part's state for a readiness answer: "up", or the fault's message; never takes longer than a second. */
export const stateOf = async (ping: () => Promise<void>): Promise<string> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), 1_000);
  });
  const answer = ping().then(
    () => 'up',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};
