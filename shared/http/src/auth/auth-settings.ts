import { isIP } from 'node:net';
import { SettingError, type Environment } from './setting-error.js';

/** Whose tokens are believed, and what they have to be like. */
export interface OidcSettings {
  /** As it stands in `iss`; its discovery document is below it. */
  readonly issuer: string;
  readonly audience: string;
  /** Where its keys are; null where the discovery document says so. */
  readonly jwksUrl: string | null;
  readonly algorithms: readonly string[];
  /** The `typ` of an access token (RFC 9068: `at+jwt`); null where the issuer does not mark them. */
  readonly tokenType: string | null;
  /** Names of claims; dots go down into objects (`realm_access.roles`). */
  readonly rolesClaim: string;
  readonly storeClaim: string;
  /** Whether a `sub` that holds an @ is a pseudonym: else it is refused, as an address. */
  readonly isSubPseudonym: boolean;
  /** What the pages are called there: a public client. */
  readonly clientId: string;
}

export interface AuthSettings {
  /** The address to listen on. */
  readonly host: string;
  readonly auth: 'off' | 'demo' | 'oidc';
  /** Null unless `auth` is oidc. */
  readonly oidc: OidcSettings | null;
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;
/** Signatures with a public key alone: with a shared secret, whoever can check a token can make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/**
 * Where to listen, and how people say who they are. Nobody is asked (`off`) on loopback alone; whatever listens beyond
 * it asks (`oidc`), unless a private network is asked for by name (`demo`). Throws SettingError.
 */
export const readAuth = (env: Environment): AuthSettings => {
  const host = env.HOST ?? '127.0.0.1';
  if (isIP(host) === 0 && host !== 'localhost') throw new SettingError(`HOST must be an IP address, not "${host}"`);
  const isLoopback = LOOPBACK.test(host);
  const auth = env.AUTH ?? (isLoopback ? 'off' : 'oidc');
  if (auth !== 'off' && auth !== 'demo' && auth !== 'oidc')
    throw new SettingError(`AUTH must be off, demo or oidc, not "${auth}"`);
  if (auth === 'off' && !isLoopback)
    throw new SettingError(
      `AUTH=off listens on loopback only, and HOST is ${host}; use AUTH=oidc, or ask for a private demo by name: AUTH=demo`,
    );
  if (auth === 'oidc' && !env.OIDC_ISSUER)
    throw new SettingError(
      env.AUTH === undefined
        ? `HOST is ${host}, so people have to sign in: OIDC_ISSUER must say whose tokens are believed (or AUTH=demo, on a private network)`
        : 'AUTH=oidc needs OIDC_ISSUER: the URL of whose tokens are believed',
    );
  return { host, auth, oidc: auth === 'oidc' ? oidcOf(env) : null };
};

const oidcOf = (env: Environment): OidcSettings => ({
  issuer: httpUrl(env, 'OIDC_ISSUER'),
  audience: env.OIDC_AUDIENCE ?? 'doremi',
  jwksUrl: env.OIDC_JWKS_URL ? httpUrl(env, 'OIDC_JWKS_URL') : null,
  algorithms: algorithmsOf(env),
  tokenType: (env.OIDC_TOKEN_TYPE ?? 'at+jwt') === 'any' ? null : (env.OIDC_TOKEN_TYPE ?? 'at+jwt'),
  rolesClaim: env.OIDC_ROLES_CLAIM ?? 'roles',
  storeClaim: env.OIDC_STORE_CLAIM ?? 'storeId',
  isSubPseudonym: flagSetting(env, 'SUB_IS_PSEUDONYM'),
  clientId: env.OIDC_CLIENT_ID ?? 'doremi-pages',
});

const flagSetting = (env: Environment, variable: string): boolean => {
  const text = env[variable] ?? 'false';
  if (text !== 'true' && text !== 'false') throw new SettingError(`${variable} must be true or false, not "${text}"`);
  return text === 'true';
};

const algorithmsOf = (env: Environment): readonly string[] => {
  const named = (env.OIDC_ALGORITHMS ?? 'RS256').split(',').map((name) => name.trim());
  if (!named.every((name) => ALGORITHMS.includes(name)))
    throw new SettingError(`OIDC_ALGORITHMS may name ${ALGORITHMS.join(', ')}, not "${env.OIDC_ALGORITHMS}"`);
  return named;
};

const httpUrl = (env: Environment, variable: string): string => {
  const text = env[variable] ?? '';
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new SettingError(`${variable} must be an http or https URL, not "${text}"`);
  return text;
};
