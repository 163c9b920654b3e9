import {
  array,
  flag,
  instant,
  named,
  nullable,
  object,
  oneOf,
  text,
  textLike,
  textsByName,
  type Static,
} from '../responses/schemas.js';
import { access } from '../auth/access.js';
import type { Described } from '../route.js';
import { plainText } from './media.js';

/** Each thing that it depends on, and how that is. */
const parts = textsByName({ description: '`up`, or what is wrong with it', examples: [{ mongodb: 'up' }] });

const Live = object({ status: oneOf('live') });
const Stuck = object({ status: oneOf('stuck'), stuck: array(text) });
export type LivenessResponse = Static<typeof Live> | Static<typeof Stuck>;

const Ready = object({ status: oneOf('ready', 'degraded'), parts });
const NotReady = object({ status: oneOf('not ready'), parts });
export type ReadinessResponse = Static<typeof Ready> | Static<typeof NotReady>;

const Breaker = object({ name: text, state: oneOf('closed', 'half-open', 'open'), credentialsRefused: flag });
/** What a circuit breaker does now: lets through, lets one try, or refuses. */
export type BreakerState = Static<typeof Breaker>['state'];

/** Since when it runs and on which Node are null of one that does not say so; `stuck` are its loops that make no progress. */
const ProcessState = named('ProcessState', {
  name: text,
  state: oneOf('ready', 'degraded', 'not ready', 'no answer'),
  startedAt: nullable(instant),
  node: nullable(text),
  parts,
  engines: parts,
  breakers: array(Breaker),
  stuck: array(text),
});
export type ProcessState = Static<typeof ProcessState>;

const Processes = object({ processes: array(ProcessState) });
export type ProcessesResponse = Static<typeof Processes>;

const exampleText = textLike('doremi_event_store_mismatch 0\n');

const ofProcess = { method: 'get', of: 'process', tag: 'health' } as const;

/** What every process answers, whatever it is for. */
export const processRoutes = [
  {
    ...ofProcess,
    path: '/health/live',
    roles: access['GET /health/live'].roles,
    operation: 'getLiveness',
    summary: 'Whether it lives: 503 where one of its loops is stuck and it should be replaced',
    responses: { 200: Live, 503: Stuck },
  },
  {
    ...ofProcess,
    path: '/health/ready',
    roles: access['GET /health/ready'].roles,
    operation: 'getReadiness',
    summary: 'Whether it can do its work; `degraded` does it, and somebody should look',
    responses: { 200: Ready, 503: NotReady },
  },
  {
    ...ofProcess,
    path: '/ops/processes',
    roles: access['ANY /ops/*'].roles,
    operation: 'listProcesses',
    summary: 'How it is, with its engines and circuit breakers; the gateway tells of every process',
    responses: { 200: Processes },
  },
  {
    ...ofProcess,
    path: '/metrics',
    roles: access['GET /metrics'].roles,
    operation: 'getMetrics',
    summary: 'What it measures, as Prometheus reads it; whoever asks from a private network needs no token',
    responses: { 200: plainText(exampleText) },
  },
] as const satisfies readonly Described[];

/** The path of a route that every process has. */
export type ProcessPath = (typeof processRoutes)[number]['path'];
