import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSettings, portSetting, SettingError, withSecretFiles } from '@doremi/process/settings';

/** One process to run. */
export interface Planned {
  readonly name: string;
  /** What Node is told before that, besides what every process of ours is. */
  readonly nodeFlags: readonly string[];
  /** The compiled entry, and its arguments; `port` is where it should listen, 0 for any free one. */
  readonly command: (port: number) => readonly string[];
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  /** Services answer on /health/ready; a stand-in is ready when it prints where it listens. */
  readonly readiness: 'http' | 'line';
}

/**
 * A rebuild makes much garbage and holds on to little. V8 lets the heap of such a process grow to several times of what is
 * alive in it, for a few percent of its time: here it collects sooner, so that REBUILD_MEMORY says how much a worker takes.
 */
const SMALL_HEAP = ['--max-semi-space-size=16', '--heap-growing-percent=100'];

type Environment = Readonly<Record<string, string | undefined>>;

const root = fileURLToPath(new URL('../../', import.meta.url));
const entry = (path: string): string => join(root, path);

/** The engines that no variable names: each gets a stand-in. A function of its port gives the variable's value. */
const standIns = [
  { name: 'eventstore', variable: 'EVENTSTORE_URL', url: (port: number) => `esdb://127.0.0.1:${port}?tls=false` },
  { name: 'mongo', variable: 'MONGODB_URL', url: (port: number) => `mongodb://127.0.0.1:${port}/doremi` },
  { name: 'redis', variable: 'REDIS_URL', url: (port: number) => `redis://127.0.0.1:${port}` },
] as const;

type StandIn = (typeof standIns)[number];

/** The engines that the environment names, by their variables; nothing of them is ever started, struck or stopped here. */
export const namedEngines = (environment: Environment): Readonly<Record<string, string>> => {
  const env = withSecretFiles(environment);
  return Object.fromEntries(
    standIns.flatMap(({ variable }) => (env[variable] ? [[variable, env[variable]] as const] : [])),
  );
};

/** What stands in for engines that the environment doesn't name, and which variable tells the services of it. */
export const plannedStandIns = (
  env: Environment,
  dataDir: string,
): (Planned & { name: StandIn['name']; variable: string; url: (port: number) => string })[] =>
  standIns
    .filter(({ variable }) => !(variable in namedEngines(env)))
    .map(({ name, variable, url }) => ({
      name,
      variable,
      url,
      port: 0,
      env: {},
      nodeFlags: [],
      readiness: 'line',
      command: (port) => [
        entry(`embedded/${name}/dist/main.js`),
        ...['--port', String(port)],
        ...(name === 'redis' ? [] : ['--data', join(dataDir, name)]),
      ],
    }));

interface Service {
  readonly name: string;
  readonly path: string;
  readonly variable: string;
  readonly fallback: number;
  readonly nodeFlags?: readonly string[];
}

const identity: Service = {
  name: 'identity',
  path: 'embedded/identity/dist/main.js',
  variable: 'IDENTITY_PORT',
  fallback: 8086,
};

/** The stand-in for the payment provider; one that is named is asked instead. */
const PROVIDER = { name: 'payment-provider', url: 'PAYMENT_PROVIDER_URL' };

const services: readonly Service[] = [
  {
    name: PROVIDER.name,
    path: 'embedded/payment-provider/dist/main.js',
    variable: 'PAYMENT_PROVIDER_PORT',
    fallback: 8083,
  },
  { name: 'command-api', path: 'command-api/dist/main.js', variable: 'COMMAND_API_PORT', fallback: 8081 },
  { name: 'policies', path: 'policies/dist/main.js', variable: 'POLICIES_PORT', fallback: 8084 },
  {
    name: 'projections',
    path: 'projections/dist/main.js',
    variable: 'PROJECTIONS_PORT',
    fallback: 8085,
    nodeFlags: SMALL_HEAP,
  },
  { name: 'query-api', path: 'query-api/dist/main.js', variable: 'QUERY_API_PORT', fallback: 8082 },
  { name: 'gateway', path: 'gateway/dist/main.js', variable: 'GATEWAY_PORT', fallback: 8088 },
];

/** What is told before anything runs, and is no error: names that are most likely misspelt, and settings that are not used. */
export const warningsOf = (env: Environment): readonly string[] => [
  ...checkSettings(env).warnings,
  ...[identity, ...services]
    .filter(({ name, variable }) => name !== PROVIDER.name && env[urlOf(variable)])
    .map(({ name, variable }) => `${urlOf(variable)} is left alone: npm start runs ${name} itself`),
];

/** Said of one whose port somebody else listens on. */
export const takenPort = ({ name, port }: Pick<Planned, 'name' | 'port'>): string => {
  const variable = [identity, ...services].find((service) => service.name === name)?.variable;
  return `Somebody else listens on 127.0.0.1:${port}, where ${name} should: end that, or set ${variable}.`;
};

/** Whether it stands in for somebody outside, whom services ask and who needs no engine: it is there before them. */
export const isOutsider = ({ name }: Pick<Planned, 'name'>): boolean =>
  name === PROVIDER.name || name === identity.name;

const urlOf = (portVariable: string): string => portVariable.replace('_PORT', '_URL');

/** Every process of ours, with the environment that makes them find each other. Throws SettingError. */
export const plannedServices = (env: Environment, engines: Environment, dataDir: string): Planned[] => {
  const isIssuerPlayed = env.AUTH === 'oidc' && !env.OIDC_ISSUER;
  if (isIssuerPlayed && env.HOST && env.HOST !== '127.0.0.1')
    throw new SettingError(
      'The stand-in issuer has passwords that everybody can read, so it is for loopback alone: set OIDC_ISSUER, or leave HOST out',
    );
  const { errors } = checkSettings({ ...(isIssuerPlayed && { OIDC_ISSUER: 'http://127.0.0.1' }), ...env });
  if (errors.length > 0) throw new SettingError(errors.join('\n'));
  const own = services.filter(({ name }) => name !== PROVIDER.name || !env[PROVIDER.url]);
  const planned = isIssuerPlayed ? [identity, ...own] : own;
  const ports = planned.map(({ variable, fallback }) => [variable, portSetting(env, variable, fallback)] as const);
  const told: NodeJS.ProcessEnv = {
    SEED_STORES: '2001,2002,2003',
    BUSY_SWITCH: 'on',
    // One that is killed is started again under the same name, and goes on at once with what it held.
    WORKER_ID: 'projections-1',
    ...env,
    ...engines,
    ...Object.fromEntries(ports.map(([variable, port]) => [variable, String(port)])),
    ...Object.fromEntries(ports.map(([variable, port]) => [urlOf(variable), `http://127.0.0.1:${port}`])),
  };
  if (isIssuerPlayed) Object.assign(told, playedIssuer(told));
  return planned.map(({ name, path, nodeFlags = [] }, index) => ({
    name,
    nodeFlags,
    port: ports[index]?.[1] ?? 0,
    env: told,
    readiness: 'http',
    command: (port) => [
      entry(path),
      ...(isOutsider({ name }) ? ['--port', String(port), '--data', join(dataDir, name)] : []),
      ...(name === 'identity' ? ['--pages', ...pagesOf(told)] : []),
    ],
  }));
};

const pagesOf = ({ GATEWAY_PORT }: Environment): string[] =>
  ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${GATEWAY_PORT}`);

/** People reach the stand-in issuer through the gateway; the services look at its keys themselves. */
const playedIssuer = ({ GATEWAY_PORT, IDENTITY_URL }: Environment): Environment => ({
  OIDC_ISSUER: `http://127.0.0.1:${GATEWAY_PORT}/identity`,
  OIDC_JWKS_URL: `${IDENTITY_URL}/identity/jwks`,
});
