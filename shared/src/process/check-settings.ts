import { BlockList, isIP } from 'node:net';
import { distance } from 'fastest-levenshtein';
import {
  EVENTSTORE_SCHEMES,
  httpUrlSetting,
  limitSetting,
  MONGODB_SCHEMES,
  numberSetting,
  portSetting,
  readSettings,
  REDIS_SCHEMES,
  SettingError,
  storeIdsSetting,
  urlSetting,
  wordSetting,
} from './settings.js';
import { secretFileOf, SECRETS } from './secret-files.js';
import type { Environment } from './setting-error.js';

/** Reads the setting as whoever uses it does; throws SettingError. */
type Check = (env: Environment, name: string) => unknown;

const LIMIT = { requests: 1, seconds: 1 };
const port: Check = (env, name) => portSetting(env, name, 0);
const whole: Check = (env, name) => numberSetting(env, name, 0);
const http: Check = (env, name) => httpUrlSetting(env, name, 80);
const url =
  (schemes: readonly string[]): Check =>
  (env, name) =>
    urlSetting(env, name, `${schemes[0]}//`, schemes);
const limit: Check = (env, name) => limitSetting(env, name, LIMIT);
const word =
  (...words: readonly [string, ...string[]]): Check =>
  (env, name) =>
    wordSetting(env, name, words, words[0]);
/** Any text will do, or it is checked together with others by `readSettings`. */
const text: Check = () => undefined;

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];
const networks: Check = (env, name) => {
  for (const network of (env[name] ?? '').split(',').map((one) => one.trim()))
    if (network !== '' && !NAMED_NETWORKS.includes(network) && !isNetwork(network))
      throw new SettingError(
        `${name} must be addresses, networks such as 10.0.0.0/8, or ${NAMED_NETWORKS.join(', ')}, with commas between them, not "${network}"`,
      );
};

const isNetwork = (network: string): boolean => {
  const [address = '', prefix, ...more] = network.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix ?? (version === 6 ? 128 : 32)), version === 6 ? 'ipv6' : 'ipv4');
    return true;
  } catch {
    return false;
  }
};

/** Every setting of every process and command, with how it is read. What is not here is not ours. */
const SETTINGS: Readonly<Record<string, Check>> = {
  AFTER_RESTORE: text,
  AUTH: text,
  BUSY_SWITCH: word('on', 'off'),
  CART_TTL: whole,
  COMMAND_API_GRPC_PORT: port,
  COMMAND_API_PORT: port,
  COMMAND_API_URL: http,
  CORS_ORIGINS: text,
  DATA_DIR: text,
  DOREMI_TOKEN: text,
  DRAIN_SECONDS: whole,
  EVENTSTORE_URL: url(EVENTSTORE_SCHEMES),
  GATEWAY_PORT: port,
  GATEWAY_URL: http,
  HOST: text,
  IDENTITY_PORT: port,
  IDENTITY_URL: http,
  LANES: whole,
  LOG_LEVEL: word('info', 'trace', 'debug', 'warn', 'error', 'fatal', 'silent'),
  MAX_CONCURRENCY: whole,
  MAX_QUEUE: whole,
  MONGODB_ADMIN_URL: url(MONGODB_SCHEMES),
  MONGODB_URL: url(MONGODB_SCHEMES),
  OIDC_ALGORITHMS: text,
  OIDC_AUDIENCE: text,
  OIDC_CLIENT_ID: text,
  OIDC_ISSUER: text,
  OIDC_JWKS_URL: text,
  OIDC_ROLES_CLAIM: text,
  OIDC_STORE_CLAIM: text,
  OIDC_TOKEN_TYPE: text,
  PAYMENT_PROVIDER_ODD_ANSWERS: whole,
  PAYMENT_PROVIDER_PORT: port,
  PAYMENT_PROVIDER_SEED: whole,
  PAYMENT_PROVIDER_URL: http,
  POLICIES_PORT: port,
  POLICIES_URL: http,
  PRIVATE_NETWORKS: networks,
  PROJECTIONS_PORT: port,
  PROJECTIONS_URL: http,
  QUERY_API_PORT: port,
  QUERY_API_URL: http,
  RATE_LIMITS: word('on', 'off'),
  RATE_LIMIT_COMMANDS: limit,
  RATE_LIMIT_DISCOVERY: limit,
  RATE_LIMIT_LOGIN: limit,
  RATE_LIMIT_OPS: limit,
  RATE_LIMIT_PAYMENTS: limit,
  RATE_LIMIT_READS: limit,
  REDIS_URL: url(REDIS_SCHEMES),
  RETIRE_AFTER: whole,
  SEED_STORES: storeIdsSetting,
  TRUSTED_PROXIES: networks,
  WORKER_ID: text,
  ...Object.fromEntries(SECRETS.map((name) => [secretFileOf(name), text])),
};

/** The names of all settings. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS);

export interface Checked {
  /** What keeps every process from starting: the setting, its value and what is allowed. */
  readonly errors: readonly string[];
  /** What is most likely meant to be a setting, and is none. */
  readonly warnings: readonly string[];
}

/**
 * Checks all settings at once, also those that another process reads: whoever starts the first one is told.
 */
export const checkSettings = (env: Environment): Checked => {
  const checks = Object.entries(SETTINGS).map(
    ([name, check]) =>
      () =>
        check(env, name),
  );
  const errors = [...checks, () => readSettings(env)].flatMap(errorOf);
  const warnings = Object.keys(env).flatMap((name) => {
    const meant = SETTINGS[name] === undefined ? nearestTo(name) : undefined;
    return meant === undefined ? [] : [`${name} is no setting, and is left alone; ${meant} is one`];
  });
  return { errors: [...new Set(errors)], warnings };
};

const errorOf = (check: () => unknown): string[] => {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    return [error.message];
  }
};

/** A slip of the finger or two, and no more than a quarter of the name: other programs have variables too. */
const slipsIn = (name: string): number => Math.min(2, Math.floor(name.length / 4));

/** Families of names in which everything is ours. */
const FAMILIES = ['RATE_LIMIT', 'OIDC_'];

/** The setting that a name is nearest to, where it is near one. */
const nearestTo = (name: string): string | undefined => {
  const [nearest] = SETTING_NAMES.map((known) => ({ known, far: distance(name, known) })).sort((a, b) => a.far - b.far);
  const isOurs = FAMILIES.some((family) => name.startsWith(family));
  return nearest && (isOurs || nearest.far <= slipsIn(name)) ? nearest.known : undefined;
};
