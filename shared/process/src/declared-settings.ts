import { secretFileOf, SECRETS } from './secret-files.js';
import {
  type Check,
  currency,
  http,
  limit,
  networks,
  port,
  rate,
  text,
  url,
  whole,
  word,
  wrappingKeys,
} from './setting-types.js';
import { EVENTSTORE_SCHEMES, MONGODB_SCHEMES, REDIS_SCHEMES, storeIdsSetting } from './read-settings.js';

/** Who reads a setting: a service, a stand-in, `npm start`, or the commands that are run by hand. */
export type ReadBy =
  | 'gateway'
  | 'command-api'
  | 'policies'
  | 'projections'
  | 'query-api'
  | 'payment-provider'
  | 'identity'
  | 'start'
  | 'commands';

/** An environment variable that some process of ours reads. */
export interface DeclaredSetting {
  readonly meaning: string;
  /** What holds where nobody sets it, in words where that depends; null where there is nothing then. */
  readonly fallback: string | null;
  readonly readBy: readonly ReadBy[];
  /** Reads it as whoever uses it does. */
  readonly check: Check;
}

const services = ['gateway', 'command-api', 'policies', 'projections', 'query-api'] as const;
const writing = ['command-api', 'policies'] as const;
/** Who seals, shows or erases what is personal. */
const personal = ['command-api', 'policies', 'query-api'] as const;

const setting = (
  meaning: string,
  fallback: string | null,
  readBy: readonly ReadBy[],
  check: Check = text,
): DeclaredSetting => ({ meaning, fallback, readBy, check });

const whereItListens = (name: ReadBy, fallback: number): DeclaredSetting =>
  setting(`the port that ${name} listens on; 0 for any free one`, String(fallback), [name, 'start'], port);
const whereItIs = (name: string, fallback: string, ...readBy: readonly ReadBy[]): DeclaredSetting =>
  setting(`where ${name} is`, fallback, readBy, http);
const limited = (what: string): DeclaredSetting =>
  setting(`how often one client may ${what}: requests/seconds, or off`, 'docs/reliability.md', ['gateway'], limit);
const oidc = (meaning: string, fallback: string | null, ...more: readonly ReadBy[]): DeclaredSetting =>
  setting(meaning, fallback, [...services, ...more]);

/**
 * Every environment variable that a process or a command of ours reads: what is not here is not ours. Names are a contract
 * with whoever runs them. `settings.ts` reads what all processes share, the others read their own.
 */
export const DECLARED_SETTINGS: Readonly<Record<string, DeclaredSetting>> = {
  AFTER_RESTORE: setting('refuse or serve, while the event store is proven not to be the one read', 'refuse', writing),
  AUTH: setting('how people say who they are: off, demo or oidc', 'off on loopback, else oidc', [...services, 'start']),
  BUSY_SWITCH: setting('whether POST /busy makes query-api slow: on or off', 'off', ['query-api'], word('on', 'off')),
  CART_TTL: setting('seconds after which a cart that nobody touched expires', '86400', ['policies'], whole),
  COMMAND_API_GRPC_PORT: setting('the port of its second door; closed unless set', null, ['command-api'], port),
  COMMAND_API_PORT: whereItListens('command-api', 8081),
  COMMAND_API_URL: whereItIs('command-api', 'http://127.0.0.1:8081', 'gateway'),
  CORS_ORIGINS: setting('origins of other pages that may call the gateway', 'none', ['gateway']),
  CURRENCY: setting(
    'in what the chain sells (ISO 4217); fixed by its first start',
    'EUR',
    ['command-api', 'gateway'],
    currency,
  ),
  DATA_DIR: setting('the folder for what is kept on this machine', '.doremi', [
    'identity',
    'payment-provider',
    'start',
    'commands',
  ]),
  DOREMI_TOKEN: setting("the operator's access token", null, ['commands']),
  DRAIN_SECONDS: setting('seconds that a process goes on answering while it stops', '0', services, whole),
  EVENTSTORE_URL: setting(
    'where EventStoreDB is',
    'esdb://127.0.0.1:2113?tls=false',
    [...writing, 'projections', 'query-api', 'start'],
    url(EVENTSTORE_SCHEMES),
  ),
  GATEWAY_PORT: whereItListens('gateway', 8088),
  GATEWAY_URL: whereItIs('the gateway', 'as npm start has it, else http://127.0.0.1:8088', 'commands'),
  HOST: setting('the address to listen on', '127.0.0.1', [...services, 'identity', 'payment-provider', 'start']),
  IDENTITY_PORT: whereItListens('identity', 8086),
  IDENTITY_URL: setting(
    'where the stand-in issuer is that the gateway lets people through to',
    null,
    ['gateway'],
    http,
  ),
  LANES: setting('partitions of a new build of a read model', '4', ['projections'], whole),
  LOG_LEVEL: setting(
    "pino's: from trace to fatal, or silent",
    'info',
    services,
    word('info', 'trace', 'debug', 'warn', 'error', 'fatal', 'silent'),
  ),
  MAX_CONCURRENCY: setting('requests that a process works on at once', '256, the gateway 2000', services, whole),
  MAX_QUEUE: setting('requests that may wait for that', '4 times MAX_CONCURRENCY', services, whole),
  MONGODB_ADMIN_URL: setting(
    "head office's database of its own",
    'doremi_admin where MONGODB_URL is',
    ['policies', 'projections', 'query-api'],
    url(MONGODB_SCHEMES),
  ),
  MONGODB_KEYS_URL: setting(
    'the database of the keys that personal data is read by',
    'doremi_keys where MONGODB_URL is',
    personal,
    url(MONGODB_SCHEMES),
  ),
  MONGODB_URL: setting(
    'where MongoDB is',
    'mongodb://127.0.0.1:27017',
    ['command-api', 'policies', 'projections', 'query-api', 'start'],
    url(MONGODB_SCHEMES),
  ),
  OIDC_ALGORITHMS: oidc('signatures that are taken, with commas', 'RS256'),
  OIDC_AUDIENCE: oidc('`aud` of tokens', 'doremi', 'identity'),
  OIDC_CLIENT_ID: oidc('what the pages are called at the issuer', 'doremi-pages'),
  OIDC_ISSUER: oidc('whose tokens are believed', null, 'identity', 'start'),
  OIDC_JWKS_URL: oidc("where the issuer's keys are", 'as its discovery document says'),
  OIDC_ROLES_CLAIM: oidc('the claim that has the roles', 'roles'),
  OIDC_STORE_CLAIM: oidc('the claim that has the store', 'storeId'),
  OIDC_TOKEN_TYPE: oidc('`typ` of access tokens; any where the issuer does not mark them', 'at+jwt'),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    'where OpenTelemetry sends what it has; nothing is traced unless set',
    null,
    services,
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: setting('the same, for traces alone', null, services),
  OTEL_SDK_DISABLED: setting('true ends tracing', 'false', services),
  OTEL_TRACES_EXPORTER: setting('none ends tracing', 'otlp', services),
  PAYMENT_PROVIDER_ODD_ANSWERS: setting(
    'of a hundred answers of the stand-in, how many are odd',
    '0',
    ['payment-provider'],
    whole,
  ),
  PAYMENT_PROVIDER_PORT: whereItListens('payment-provider', 8083),
  PAYMENT_PROVIDER_SEED: setting('what decides which answers are odd', '1', ['payment-provider'], whole),
  PAYMENT_PROVIDER_URL: whereItIs('the payment provider', 'http://127.0.0.1:8083', ...writing, 'start'),
  PERSONAL_DATA_KEY: setting(
    'what those keys are stored under: 32 bytes as base64; of several with commas the first wraps, all unwrap',
    'npm start makes one, else none: contacts, addresses and notes are refused',
    [...personal, 'start'],
    wrappingKeys,
  ),
  POLICIES_PORT: whereItListens('policies', 8084),
  POLICIES_URL: whereItIs('policies', 'http://127.0.0.1:8084', 'gateway', 'commands'),
  PRIVATE_NETWORKS: setting(
    'who may read health and metrics without a token',
    'loopback and private ranges',
    services,
    networks,
  ),
  PROJECTIONS_PORT: whereItListens('projections', 8085),
  PROJECTIONS_URL: whereItIs('projections', 'http://127.0.0.1:8085', 'gateway', 'commands'),
  QUERY_API_PORT: whereItListens('query-api', 8082),
  QUERY_API_URL: whereItIs('query-api', 'http://127.0.0.1:8082', 'gateway', ...writing),
  RATE_LIMITS: setting('whether any client is limited: on or off', 'on', ['gateway'], word('on', 'off')),
  RATE_LIMIT_COMMANDS: limited('change something'),
  RATE_LIMIT_DISCOVERY: limited('ask the stand-in issuer about itself'),
  RATE_LIMIT_LOGIN: limited('ask the stand-in issuer for a token'),
  RATE_LIMIT_OPS: limited('ask for what is an operator’s'),
  RATE_LIMIT_PAYMENTS: limited('order or refund'),
  RATE_LIMIT_READS: limited('read'),
  REDIS_URL: setting('where Redis is', 'redis://127.0.0.1:6379', [...services, 'start'], url(REDIS_SCHEMES)),
  REBUILD_CPU: setting(
    'percent of a core that a worker takes at most while it rebuilds',
    'no limit',
    ['projections'],
    whole,
  ),
  REBUILD_MEMORY: setting('MiB that rebuilding may take in a worker', '128', ['projections'], whole),
  RETIRE_AFTER: setting(
    'seconds after which a build that is not live any more is dropped',
    '86400',
    ['projections'],
    whole,
  ),
  SEED_STORES: setting('ids of stores to register at the start, with commas', 'none', ['command-api'], storeIdsSetting),
  SNAPSHOT_EVERY: setting(
    'events of a stream after which its state is stored beside it; 0 for never',
    '32',
    writing,
    whole,
  ),
  SUB_IS_PSEUDONYM: setting(
    'whether a `sub` that holds an @ is a pseudonym, and is taken: true or false',
    'false',
    services,
    word('false', 'true'),
  ),
  TRUSTED_PROXIES: setting('whose X-Forwarded-For is believed', 'nobody’s', ['gateway'], networks),
  VAT_RATE: setting('percent of tax that prices include; at most two decimals', '0', ['command-api'], rate),
  WORKER_ID: setting('what a worker of the read models is called', 'a random one', ['projections']),
  ...Object.fromEntries(
    SECRETS.map((name) => [secretFileOf(name), setting(`a file that holds ${name}`, null, [...services])]),
  ),
};
