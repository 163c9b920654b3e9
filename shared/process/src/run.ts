import { once, setMaxListeners } from 'node:events';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import express, { type Express, type RequestHandler } from 'express';
import {
  AdmissionControl,
  type AdmissionLimits,
  guard,
  type Identify,
  identifyBy,
  problemOf,
  type ProcessesResponse,
  type ProcessPath,
  type ProcessState,
  type ReadinessResponse,
  ADMITTED_WITHIN,
  serverOf,
} from '@doremi/http';
import { checkSettings } from './check-settings.js';
import { Liveness } from './liveness.js';
import { createLog, type Logger } from './log.js';
import { measureAdmission } from './measure-admission.js';
import { createMetrics, observeRequests, type Registry } from './metrics.js';
import { issuerAt, livenessOf, processState, type Readiness, stateOfReadiness, type Told } from './process-state.js';
import { numberSetting, portSetting, readSettings, type Settings } from './read-settings.js';
import { traceRequests } from './trace-requests.js';
import { startTracing } from './tracing.js';

export interface Context {
  readonly settings: Settings;
  readonly log: Logger;
  readonly metrics: Registry;
  /** Where a loop says that it comes round, so that a process in which one is stuck is replaced. */
  readonly liveness: Liveness;
  /** For a further door than HTTP, which asks people the same way and shares its admission control. */
  readonly identify: Identify;
  readonly admission: AdmissionControl;
  /** Aborted when the process stops: work that waits should end. */
  readonly signal: AbortSignal;
}

export interface Running extends Told {
  /** Adds its routes; the health and metrics endpoints are there already. */
  readonly app: (app: Express) => void;
  readonly ready: () => Promise<Readiness>;
  /** The processes behind it, as whoever asked with these headers is told of them. */
  readonly others?: (asked: IncomingHttpHeaders) => Promise<readonly ProcessState[]>;
  /** Closes further doors than HTTP: takes nothing there any more, and finishes what is under way. */
  readonly close?: () => Promise<void>;
  /** Finishes what was taken and lets go of the engines. */
  readonly stop: () => Promise<void>;
}

interface ProcessDefinition {
  readonly name: string;
  readonly port: { readonly variable: string; readonly fallback: number };
  /** How many requests it works on at once; MAX_CONCURRENCY says otherwise. */
  readonly atOnce?: number;
}

/** Four times as many as are worked on may wait (MAX_QUEUE says otherwise), as long as somebody waits for an answer. */
const REQUESTS_AT_ONCE = 256;
/** A crowd that comes at once gets in to be told that there is too much to do, instead of being cut off. */
const BACKLOG = 4_096;

const admissionLimitsFrom = (env: NodeJS.ProcessEnv, fallback: number): AdmissionLimits => {
  const atOnce = Math.max(1, numberSetting(env, 'MAX_CONCURRENCY', fallback));
  return { atOnce, waiting: numberSetting(env, 'MAX_QUEUE', 4 * atOnce), waitMs: ADMITTED_WITHIN };
};

/** What a process tells its supervisor (IPC) when it has been told to stop: within how many milliseconds it is gone. */
export interface Stopping {
  readonly stopsWithin: number;
}

/** What a process tells its supervisor once it can be asked: on which port. */
export interface Listening {
  readonly listening: number;
}

/** How long what is under way may take when a door closes, HTTP's or another; milliseconds. */
export const CLOSE_WITHIN = 6_000;

/** How long a stop may take before what is left is cut off; milliseconds. Runtimes kill after ten seconds. */
const STOP_WITHIN = CLOSE_WITHIN + 2_000;

/**
 * Runs one process of ours: settings, log, metrics, health endpoints, and an orderly end.
 *
 * `start` must not wait for engines: a process listens at once, says not-ready while they are away, and waits for them.
 * SIGTERM, SIGINT and the loss of the parent that started it (IPC) stop it with 0; a fault nobody handled ends it with 1.
 * With DRAIN_SECONDS it goes on answering for that long while it stops, so that a release loses no request.
 */
export const runProcess = async (
  { name, port, atOnce = REQUESTS_AT_ONCE }: ProcessDefinition,
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
  checkEnvironment(log);
  const settings = readSettings(process.env);
  // Whoever kept a connection hears with its next answer, or by its own idle limit, that it should not be used again.
  const drainMs = 1_000 * numberSetting(process.env, 'DRAIN_SECONDS', 0);
  const metrics = createMetrics();
  const stopTracing = await startTracing(name, process.env, log);
  const liveness = new Liveness();
  const admission = new AdmissionControl(admissionLimitsFrom(process.env, atOnce));
  const identify = identifyBy(settings);
  const context: Context = { settings, log, metrics, liveness, identify, admission, signal: stopping.signal };
  const running = await start(context);
  const server = serverOf(appOf(name, running, context))
    .prependListener('request', (_, response) => stopping.signal.aborted && response.setHeader('Connection', 'close'))
    .on('clientError', refuseUnreadable);
  const listensOn = portSetting(process.env, port.variable, port.fallback);
  server.listen({ port: listensOn, host: settings.host, backlog: BACKLOG });
  await once(server, 'listening');
  /** Tells whoever started it, who may be gone by then. */
  const tell = (message: Stopping | Listening): void => {
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  };
  const stop = (reason: string): void => {
    if (stopping.signal.aborted) return;
    log.info({ reason }, 'stopping');
    stopping.abort();
    const stopsWithin = drainMs + STOP_WITHIN;
    // Whoever probes it should know why it answers no more.
    tell({ stopsWithin });
    setTimeout(() => process.exit(1), stopsWithin).unref();
    // Requests under way still need what the process lets go of at the end.
    void pause(drainMs)
      .then(() => Promise.all([closed(server), running.close?.()]))
      .then(() => running.stop())
      .then(() => stopTracing())
      .then(() => process.exit(0));
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, () => stop(event));
  const address = server.address() as AddressInfo;
  tell({ listening: address.port });
  log.info({ auth: settings.auth }, `listening ${address.address}:${address.port}`);
};

/** Says what is wrong with the settings, all of it, and ends with 1; says what is most likely misspelt. */
const checkEnvironment = (log: Logger): void => {
  const { errors, warnings } = checkSettings(process.env);
  for (const warning of warnings) log.warn(warning);
  for (const error of errors) log.fatal({ code: 'SETTING_INVALID' }, error);
  if (errors.length > 0) process.exit(1);
};

const appOf = (
  name: string,
  running: Running,
  { metrics, settings, liveness, identify, admission }: Context,
): Express => {
  const app = express();
  const startedAt = new Date();
  const engines = { ...running.engines, ...(settings.oidc && { identity: issuerAt(settings.oidc) }) };
  app.disable('x-powered-by');
  guard(app, settings, identify);
  mountOwn(app, {
    // Never what an engine does: an engine that is away is no reason to be replaced.
    '/health/live': (_, response) => {
      const stuck = liveness.stuck();
      response.status(stuck.length === 0 ? 200 : 503).json(livenessOf(stuck));
    },
    '/health/ready': async (_, response) => {
      const readiness = await running.ready();
      const body: ReadinessResponse = { status: stateOfReadiness(readiness), parts: readiness.parts };
      response.status(readiness.ready ? 200 : 503).json(body);
    },
    '/ops/processes': async (request, response) => {
      const readiness = await running.ready();
      const { breakers = {} } = running;
      const own = processState({ name, startedAt, readiness, engines, breakers, stuck: liveness.stuck() });
      const [first, others] = await Promise.all([own, running.others?.(request.headers) ?? []]);
      const body: ProcessesResponse = { processes: [first, ...others] };
      response.json(body);
    },
    '/metrics': async (_, response) => {
      response.type(metrics.contentType).send(await metrics.metrics());
    },
  });
  traceRequests(app);
  observeRequests(app, metrics);
  measureAdmission(metrics, admission);
  app.use(admission.admit);
  running.app(app);
  return app;
};

/** What every process answers: all that process-routes.ts describes, and nothing else. */
const mountOwn = (app: Express, handlers: Readonly<Record<ProcessPath, RequestHandler>>): void => {
  for (const [path, handler] of Object.entries(handlers)) app.get(path, handler);
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
  setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN).unref();
  return done;
};
