import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { PAGES, clientsFor, ownerOf } from './clients.js';
import type { Keys } from './keys.js';
import { faultPage, signedOutPage, signOutPage } from './pages.js';
import { personNamed, type Person } from './people.js';
import { textsFor } from './texts.js';

/** The one thing that tokens are for; clients need not name it (RFC 8707). */
const RESOURCE = 'urn:doremi:api';
const SCOPE = 'api';

/** Seconds. */
const TTL = { accessToken: 300, machineToken: 600, session: 12 * 3_600, code: 60, signIn: 600 };

const claimsOf = ({ name, roles, storeId }: Person) => ({
  name,
  roles: [...roles],
  ...(storeId !== undefined && { storeId }),
});

/** Nobody is asked whether the pages may act for them: they are the chain's own. */
const grantFor = async (ctx: KoaContextWithOIDC) => {
  const { client, session, provider } = ctx.oidc;
  if (client?.clientId !== PAGES || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const found = known === undefined ? undefined : await provider.Grant.find(known);
  if (found) return found;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid offline_access');
  grant.addResourceScope(RESOURCE, SCOPE);
  await grant.save();
  return grant;
};

export interface Told {
  readonly keys: Keys;
  /** The origins of the pages that people sign in from. */
  readonly origins: readonly string[];
  readonly audience: string;
  readonly signInPath: string;
}

/** How the issuer is set up: code with PKCE for pages, client credentials for machines, JWT access tokens (RFC 9068). */
export const configurationOf = ({ keys, origins, audience, signInPath }: Told): Configuration => ({
  clients: clientsFor(origins),
  jwks: { keys: [...keys.jwks] },
  cookies: {
    keys: [...keys.cookies],
    long: { httpOnly: true, sameSite: 'lax', signed: true },
    short: { httpOnly: true, sameSite: 'lax', signed: true },
  },
  scopes: ['openid', 'offline_access'],
  claims: { openid: ['sub', 'name', 'roles', 'storeId'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  responseTypes: ['code'],
  findAccount: (_, sub) => {
    const person = personNamed(sub);
    return person ? { accountId: sub, claims: () => ({ sub, ...claimsOf(person) }) } : undefined;
  },
  loadExistingGrant: grantFor,
  issueRefreshToken: (_, client, code) =>
    Promise.resolve(client.grantTypeAllowed('refresh_token') && code.scopes.has('openid')),
  rotateRefreshToken: true,
  extraTokenClaims: (_, token) => {
    const person = token.kind === 'AccessToken' ? personNamed(token.accountId) : ownerOf(token.clientId ?? '');
    return person ? claimsOf(person) : {};
  },
  clientBasedCORS: (_, origin, client) => client.clientId === PAGES && origins.includes(origin),
  interactions: { url: (_, { uid }) => `${signInPath}/${uid}` },
  renderError: (ctx, { error, error_description: detail = '' }) => {
    ctx.type = 'html';
    ctx.body = faultPage(textsFor(ctx.req), error, detail, 'en');
  },
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => void (ctx.body = signOutPage(textsFor(ctx.req), form)),
      postLogoutSuccessSource: (ctx) => void (ctx.body = signedOutPage(textsFor(ctx.req))),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: SCOPE,
        audience,
        accessTokenTTL: TTL.accessToken,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  ttl: {
    AccessToken: TTL.accessToken,
    ClientCredentials: TTL.machineToken,
    AuthorizationCode: TTL.code,
    IdToken: TTL.session,
    RefreshToken: TTL.session,
    Session: TTL.session,
    Grant: TTL.session,
    Interaction: TTL.signIn,
  },
});
