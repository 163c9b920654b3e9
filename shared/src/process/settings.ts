import { isIP } from 'node:net';

/** What a process is told by its environment, checked once at start. */
export interface Settings {
  /** The address to listen on. */
  readonly host: string;
  readonly auth: 'off' | 'demo';
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
  readonly dataDir: string;
}

/** A setting that is missing or makes no sense; the message names it. */
export class SettingError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** Reads and checks the environment. Throws SettingError naming the variable and what it should be. */
export const readSettings = (env: Environment): Settings => {
  const mongodbUrl = url(env, 'MONGODB_URL', 'mongodb://127.0.0.1:27017', ['mongodb:', 'mongodb+srv:']);
  return {
    ...addressAndAuth(env),
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
    dataDir: env.DATA_DIR ?? '.doremi',
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

const addressAndAuth = (env: Environment): Pick<Settings, 'host' | 'auth'> => {
  const host = env.HOST ?? '127.0.0.1';
  if (isIP(host) === 0 && host !== 'localhost') throw new SettingError(`HOST must be an IP address, not "${host}"`);
  const auth = env.AUTH ?? 'off';
  if (auth === 'oidc') throw new SettingError('AUTH=oidc is not part of this release yet; use off (loopback) or demo');
  if (auth !== 'off' && auth !== 'demo') throw new SettingError(`AUTH must be off or demo, not "${auth}"`);
  if (auth === 'off' && !LOOPBACK.test(host))
    throw new SettingError(
      `AUTH=off listens on loopback only, and HOST is ${host}; a private demo asks for AUTH=demo by name`,
    );
  return { host, auth };
};

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
