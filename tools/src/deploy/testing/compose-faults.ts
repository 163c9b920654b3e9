import { readSettings } from '@doremi/process';
import { Ajv } from 'ajv';
import type { Code, ProcessOfCode } from './code.js';
import { textOf } from './repository.js';

export interface ComposeService {
  readonly build?: string;
  readonly command?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly restart?: string;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}
export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}
/** Prometheus' own configuration, as far as it names whom it asks. */
export interface Scraping {
  readonly scrape_configs: readonly { readonly static_configs: readonly { readonly targets: readonly string[] }[] }[];
}

const ENGINES: Readonly<Record<string, number>> = { eventstore: 2113, mongo: 27017, redis: 6379 };
/** The one door; and dashboards, which have to be asked for. */
const PUBLISHED = ['gateway 127.0.0.1:8088:8088', 'grafana 127.0.0.1:3000:3000'];

/** What is wrong with docker-compose.yml, held against the code and Prometheus' configuration. */
export const composeFaults = (compose: Compose, code: Code, scraping: Scraping): string[] => {
  const invalid = schemaFaults(compose);
  if (invalid.length > 0) return invalid;
  const { services } = compose;
  const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);
  const expected = [...code.processes.map(({ name }) => name), ...Object.keys(ENGINES)];
  const known = Object.fromEntries(code.processes.map(({ name, port }) => [name, port]));
  const targets = scraping.scrape_configs.flatMap((one) => one.static_configs.flatMap((config) => config.targets));
  return [
    ...expected.filter((name) => !services[name]).map((name) => `${name}: is not there`),
    ...targets
      .filter((target) => !leads(`http://${target}`, known))
      .map((target) => `prometheus: nobody is at ${target}`),
    ...Object.entries(services).flatMap(([name, service]) =>
      serviceFaults(name, service).map((fault) => `${name}: ${fault}`),
    ),
    ...PUBLISHED.filter((one) => !publishedBy(services).includes(one)).map((one) => `nobody publishes ${one}`),
    ...(compose.networks.inside?.internal === true ? [] : ['the network inside has a way out']),
    ...ours.flatMap(([name, service]) => {
      const process = code.processes.find((one) => one.name === name);
      const faults = process ? processFaults(service, process, code, known) : ['is no process of ours'];
      return faults.map((fault) => `${name}: ${fault}`);
    }),
  ];
};

const publishedBy = (services: Compose['services']): string[] =>
  Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));

const { $schema: _, ...schema } = JSON.parse(textOf('node_modules/dclint/schemas/compose.schema.json')) as {
  $schema: string;
};
const ajv = new Ajv({ strict: false, validateFormats: false });
const isValid = ajv.compile(schema);

/** By the schema of the compose specification. */
const schemaFaults = (compose: Compose): string[] =>
  isValid(compose) ? [] : [`compose does not take it: ${ajv.errorsText(isValid.errors)}`];

const serviceFaults = (name: string, service: ComposeService): string[] => {
  const { healthcheck, restart, ports = [], networks = [], profiles = [], cap_drop: dropped = [] } = service;
  return [
    ...((healthcheck?.test.length ?? 0) > 1 ? [] : ['nobody looks at its health']),
    ...(restart === 'unless-stopped' ? [] : ['is not started again']),
    ...(dropped.includes('ALL') ? [] : ['keeps capabilities']),
    ...ports.filter((port) => !PUBLISHED.includes(`${name} ${port}`)).map((port) => `publishes ${port}`),
    ...(networks.includes('door') === PUBLISHED.some((one) => one.startsWith(`${name} `))
      ? []
      : ['is in wrong networks']),
    ...(name !== 'grafana' || profiles.includes('observability') ? [] : ['comes without being asked for']),
  ];
};

/** The same as in Kubernetes: the command and the ports of the code, what is read and nothing else, and no rights. */
const processFaults = (
  { command = [], environment = {}, healthcheck, user, read_only: isReadOnly }: ComposeService,
  { name, run, port, calls, isStandIn }: ProcessOfCode,
  { variables, healthPaths }: Code,
  ports: Readonly<Record<string, number>>,
): string[] => {
  const told = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)]));
  const listensOn = told[`${name.toUpperCase().replaceAll('-', '_')}_PORT`];
  const [, asked] = /fetch\('([^']+)'\)/.exec(healthcheck?.test.at(-1) ?? '') ?? [];
  const [url] = [new URL(asked ?? 'http://nobody/')];
  return [
    ...(`${command.join(' ')} `.startsWith(`${run} `) ? [] : [`runs "${command.join(' ')}"`]),
    ...(listensOn === String(port) ? [] : [`is told to listen on ${listensOn}, not on ${port}`]),
    ...(url.host === `127.0.0.1:${port}` ? [] : [`its health is asked at ${url.host}`]),
    ...(url.pathname === '/health/live' && healthPaths.includes(url.pathname) ? [] : [`its health is ${url.pathname}`]),
    ...(user === 'node' ? [] : ['runs as root']),
    ...(isReadOnly === true ? [] : ['can write its image']),
    ...Object.keys(told).flatMap((one) => (variables.includes(one) ? [] : [`nobody reads ${one}`])),
    ...calls.flatMap((one) => (isStandIn || told[one] ? [] : [`is not told ${one}`])),
    ...Object.entries(told)
      .filter(([variable, value]) => variable.endsWith('_URL') && !leads(value, { ...ports, ...ENGINES }))
      .map(([variable]) => `${variable} leads to nobody`),
    ...settingFaults(told),
  ];
};

/** Is this the name of a service, and its port? */
const leads = (address: string, ports: Readonly<Record<string, number>>): boolean => {
  const { hostname, port } = new URL(address);
  return String(ports[hostname]) === port;
};

const settingFaults = (told: Readonly<Record<string, string>>): string[] => {
  try {
    const { host } = readSettings(told);
    return host === '0.0.0.0' ? [] : [`listens on ${host}, where no other container comes`];
  } catch (fault) {
    return [(fault as Error).message];
  }
};
