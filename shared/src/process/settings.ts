import { readAuth, type AuthSettings } from './auth-settings.js';
import { withSecretFiles } from './secret-files.js';
import { SettingError, type Environment } from './setting-error.js';

export { SettingError };

/** What a process is told by its environment, checked once at start. */
export interface Settings extends AuthSettings {
  readonly eventstoreUrl: string;
  readonly mongodbUrl: string;
  /** Head office's database of its own. */
  readonly mongodbAdminUrl: string;
  readonly redisUrl: string;
  readonly commandApiUrl: string;
  readonly queryApiUrl: string;
  readonly policiesUrl: string;
  readonly projectionsUrl: string;
  readonly paymentProviderUrl: string;
  /** Where the stand-in for the issuer is, which the gateway lets people through to; null with a real one. */
  readonly identityUrl: string | null;
  /** Who may read metrics without saying who they are: addresses, with or without a prefix length. */
  readonly privateNetworks: readonly string[];
  /** The origins of other pages that may call the gateway. */
  readonly corsOrigins: readonly string[];
  readonly dataDir: string;
  /** What commands and policies do while the event store is proven not to be the one that was read. */
  readonly afterRestore: AfterRestore;
}

export type AfterRestore = 'refuse' | 'serve';

const PRIVATE = '127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,::1/128,fc00::/7';

/** Reads and checks the environment. Throws SettingError naming the variable and what it should be. */
export const readSettings = (environment: Environment): Settings => {
  const env = withSecretFiles(environment);
  const mongodbUrl = url(env, 'MONGODB_URL', 'mongodb://127.0.0.1:27017', ['mongodb:', 'mongodb+srv:']);
  return {
    ...readAuth(env),
    eventstoreUrl: url(env, 'EVENTSTORE_URL', 'esdb://127.0.0.1:2113?tls=false', ['esdb:', 'esdb+discover:']),
    mongodbUrl,
    mongodbAdminUrl: env.MONGODB_ADMIN_URL
      ? url(env, 'MONGODB_ADMIN_URL', '', ['mongodb:', 'mongodb+srv:'])
      : onDatabase(mongodbUrl, 'doremi_admin'),
    redisUrl: url(env, 'REDIS_URL', 'redis://127.0.0.1:6379', ['redis:', 'rediss:']),
    commandApiUrl: httpUrl(env, 'COMMAND_API_URL', 8081),
    queryApiUrl: httpUrl(env, 'QUERY_API_URL', 8082),
    paymentProviderUrl: httpUrl(env, 'PAYMENT_PROVIDER_URL', 8083),
    policiesUrl: httpUrl(env, 'POLICIES_URL', 8084),
    projectionsUrl: httpUrl(env, 'PROJECTIONS_URL', 8085),
    identityUrl: env.IDENTITY_URL ? httpUrl(env, 'IDENTITY_URL', 8086) : null,
    privateNetworks: listOf(env.PRIVATE_NETWORKS ?? PRIVATE),
    corsOrigins: listOf(env.CORS_ORIGINS ?? ''),
    dataDir: env.DATA_DIR ?? '.doremi',
    afterRestore: afterRestoreOf(env),
  };
};

/** A port number from a variable; 0 asks for any free one. */
export const portSetting = (env: Environment, variable: string, fallback: number): number => {
  const text = env[variable] ?? String(fallback);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new SettingError(`${variable} must be a port number, not "${text}"`);
  return port;
};

/** A whole number from a variable. */
export const numberSetting = (env: Environment, variable: string, fallback: number): number => {
  const text = env[variable] ?? String(fallback);
  if (!/^\d{1,9}$/.test(text)) throw new SettingError(`${variable} must be a whole number, not "${text}"`);
  return Number(text);
};

const afterRestoreOf = ({ AFTER_RESTORE: told = 'refuse' }: Environment): AfterRestore => {
  if (told !== 'refuse' && told !== 'serve')
    throw new SettingError(`AFTER_RESTORE must be refuse or serve, not "${told}"`);
  return told;
};

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const url = (env: Environment, variable: string, fallback: string, schemes: readonly string[]): string => {
  const text = env[variable] ?? fallback;
  if (!schemes.some((scheme) => text.startsWith(`${scheme}//`)))
    throw new SettingError(`${variable} must start with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`);
  return text;
};

const httpUrl = (env: Environment, variable: string, port: number): string =>
  url(env, variable, `http://127.0.0.1:${port}`, ['http:', 'https:']).replace(/\/+$/, '');

/** The same server, another database. */
const onDatabase = (mongodbUrl: string, database: string): string => {
  const [, server, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(mongodbUrl) ?? [];
  if (server === undefined) throw new SettingError('MONGODB_URL is not a MongoDB connection string');
  return `${server}/${database}${options}`;
};
