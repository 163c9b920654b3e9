import { currencyFault, type MoneyTerms, parseRate, PLAIN_MONEY } from '@doremi/domain/settings';
import { type AuthSettings, type Environment, readAuth, SettingError } from '@doremi/http/settings';
import { withSecretFiles } from './secret-files.js';
import { withoutSecrets } from './without-secrets.js';

export { SettingError };

/** What all processes share of their settings, checked once at start. Every setting that there is: declared-settings.ts. */
export interface Settings extends AuthSettings {
  readonly eventstoreUrl: string;
  readonly mongodbUrl: string;
  /** Head office's database of its own. */
  readonly mongodbAdminUrl: string;
  /** The database of the keys that personal data is read by. */
  readonly mongodbKeysUrl: string;
  /** What wraps those keys, 32 bytes each; the first one does, all unwrap. Null where there is none. */
  readonly personalDataKeys: readonly [Buffer, ...Buffer[]] | null;
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

export const EVENTSTORE_SCHEMES = ['esdb:', 'esdb+discover:'];
export const MONGODB_SCHEMES = ['mongodb:', 'mongodb+srv:'];
export const REDIS_SCHEMES = ['redis:', 'rediss:'];

/** Reads and checks the environment. Throws SettingError naming the variable and what it should be. */
export const readSettings = (environment: Environment): Settings => {
  const env = withSecretFiles(environment);
  const mongodbUrl = urlSetting(env, 'MONGODB_URL', 'mongodb://127.0.0.1:27017', MONGODB_SCHEMES);
  return {
    ...readAuth(env),
    eventstoreUrl: urlSetting(env, 'EVENTSTORE_URL', 'esdb://127.0.0.1:2113?tls=false', EVENTSTORE_SCHEMES),
    mongodbUrl,
    mongodbAdminUrl: env.MONGODB_ADMIN_URL
      ? urlSetting(env, 'MONGODB_ADMIN_URL', '', MONGODB_SCHEMES)
      : onDatabase(mongodbUrl, 'doremi_admin'),
    mongodbKeysUrl: env.MONGODB_KEYS_URL
      ? urlSetting(env, 'MONGODB_KEYS_URL', '', MONGODB_SCHEMES)
      : onDatabase(mongodbUrl, 'doremi_keys'),
    personalDataKeys: wrappingKeysSetting(env, 'PERSONAL_DATA_KEY'),
    redisUrl: urlSetting(env, 'REDIS_URL', 'redis://127.0.0.1:6379', REDIS_SCHEMES),
    commandApiUrl: httpUrlSetting(env, 'COMMAND_API_URL', 8081),
    queryApiUrl: httpUrlSetting(env, 'QUERY_API_URL', 8082),
    paymentProviderUrl: httpUrlSetting(env, 'PAYMENT_PROVIDER_URL', 8083),
    policiesUrl: httpUrlSetting(env, 'POLICIES_URL', 8084),
    projectionsUrl: httpUrlSetting(env, 'PROJECTIONS_URL', 8085),
    identityUrl: env.IDENTITY_URL ? httpUrlSetting(env, 'IDENTITY_URL', 8086) : null,
    privateNetworks: listOf(env.PRIVATE_NETWORKS ?? PRIVATE),
    corsOrigins: listOf(env.CORS_ORIGINS ?? ''),
    dataDir: env.DATA_DIR ?? '.doremi',
    afterRestore: wordSetting(env, 'AFTER_RESTORE', ['refuse', 'serve'], 'refuse'),
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

/** Ids of stores from a variable, with commas between them. */
export const storeIdsSetting = (env: Environment, variable: string): readonly number[] => {
  const ids = listOf(env[variable] ?? '');
  const isId = (id: string): boolean => /^[1-9]\d{0,5}$/.test(id);
  if (!ids.every(isId))
    throw new SettingError(
      `${variable} must be store ids from 1 to 999999 with commas between them, not "${env[variable]}"`,
    );
  return ids.map(Number);
};

const KEY_AS_BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/** Keys from a variable, with commas between them: 32 bytes as base64 each. What it is stays out of the error. */
export const wrappingKeysSetting = (env: Environment, variable: string): readonly [Buffer, ...Buffer[]] | null => {
  const texts = listOf(env[variable] ?? '');
  if (!texts.every((text) => KEY_AS_BASE64.test(text)))
    throw new SettingError(`${variable} must be 32 bytes as base64 (openssl rand -base64 32), several with commas`);
  const [first, ...others] = texts.map((text) => Buffer.from(text, 'base64'));
  return first ? [first, ...others] : null;
};

/** So many requests of one client in so many seconds. */
export interface Limit {
  readonly requests: number;
  readonly seconds: number;
}

/** A limit from a variable, `requests/seconds`; null for `off`. */
export const limitSetting = (env: Environment, variable: string, fallback: Limit): Limit | null => {
  const text = env[variable];
  if (text === undefined) return fallback;
  if (text === 'off') return null;
  const [, requests, seconds] = /^([1-9]\d{0,8})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  if (requests === undefined) throw new SettingError(`${variable} must be requests/seconds or off, not "${text}"`);
  return { requests: Number(requests), seconds: Number(seconds) };
};

/** In what currency the chain sells (CURRENCY), and what tax its prices include (VAT_RATE, percent). */
export const moneySettings = (env: Environment): MoneyTerms => ({
  currency: currencySetting(env, 'CURRENCY'),
  taxRate: rateSetting(env, 'VAT_RATE'),
});

/** A currency from a variable; none that has more decimals than amounts are kept with. */
export const currencySetting = (env: Environment, variable: string): string => {
  const currency = env[variable] ?? PLAIN_MONEY.currency;
  const fault = currencyFault(currency);
  if (fault !== null) throw new SettingError(`${variable} "${currency}" ${fault}`);
  return currency;
};

/** A rate in percent from a variable, with at most two decimals. */
export const rateSetting = (env: Environment, variable: string): number => {
  const text = env[variable] ?? String(PLAIN_MONEY.taxRate);
  const rate = parseRate(text);
  if (rate === null)
    throw new SettingError(
      `${variable} must be a rate in percent from 0 to 100 with at most two decimals, not "${text}"`,
    );
  return rate;
};

/** One of these words from a variable. */
export const wordSetting = <Word extends string>(
  env: Environment,
  variable: string,
  words: readonly Word[],
  fallback: Word,
): Word => {
  const text = env[variable] ?? fallback;
  const word = words.find((one) => one === text);
  if (word === undefined) throw new SettingError(`${variable} must be ${either(words)}, not "${text}"`);
  return word;
};

const either = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** A URL of one of these schemes from a variable. */
export const urlSetting = (
  env: Environment,
  variable: string,
  fallback: string,
  schemes: readonly string[],
): string => {
  const text = env[variable] ?? fallback;
  if (!schemes.some((scheme) => text.startsWith(`${scheme}//`)))
    throw new SettingError(
      `${variable} must start with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}, not "${withoutSecrets(text)}"`,
    );
  return text;
};

/** Where another process is, from a variable; by default on this machine at the port. */
export const httpUrlSetting = (env: Environment, variable: string, port: number): string => {
  const text = urlSetting(env, variable, `http://127.0.0.1:${port}`, ['http:', 'https:']);
  if (!URL.canParse(text)) throw new SettingError(`${variable} must be a URL, not "${withoutSecrets(text)}"`);
  return text.replace(/\/+$/, '');
};

/** The same server, another database. */
const onDatabase = (mongodbUrl: string, database: string): string => {
  const [, server, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(mongodbUrl) ?? [];
  if (server === undefined) throw new SettingError('MONGODB_URL is not a MongoDB connection string');
  return `${server}/${database}${options}`;
};
