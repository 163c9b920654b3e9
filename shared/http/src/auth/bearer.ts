import { NOBODY } from '@doremi/domain';
import type { OidcSettings } from './auth-settings.js';
import { HttpFault } from '../http-fault.js';
import type { Identify } from '../identity.js';
import { actorOfClaims } from './actor-of-claims.js';
import { jose } from './jose.js';
import { IssuerUnavailable, SigningKeys } from './signing-keys.js';
import { noteTokenEnd } from './token-end.js';

const BEARER = /^bearer +([\w~+/.-]+=*)$/i;

/** No honest token is longer; what is costs no signature. Characters. */
const LONGEST = 8_192;

/** How far the issuer's clock may be from ours; seconds. */
const CLOCK_TOLERANCE = 5;

const invalid = (): HttpFault => new HttpFault(401, 'TOKEN_INVALID', 'the access token is not one that is taken here');

/**
 * Who is asking, with AUTH=oidc: whoever the access token speaks of (RFC 6750, header only), or nobody without one.
 *
 * The token must be of the issuer, for this audience, in its time, and signed with one of the algorithms of the
 * settings by a key that the issuer publishes; nothing in the token says where that key is. Why one is refused is not
 * told. Throws 401 TOKEN_INVALID, or 503 ISSUER_UNAVAILABLE while the keys were never got.
 */
export const identifyBearer = (
  settings: OidcSettings,
  keys: Pick<SigningKeys, 'find'> = new SigningKeys(settings),
): Identify => {
  const { issuer, audience, algorithms, tokenType } = settings;
  const expected = {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: CLOCK_TOLERANCE,
    requiredClaims: ['sub', 'exp'],
    ...(tokenType !== null && { typ: tokenType }),
  };
  return async (asking) => {
    const given = asking.get('Authorization');
    if (given === undefined) return NOBODY;
    const [, token] = given.length <= LONGEST ? (BEARER.exec(given) ?? []) : [];
    if (token === undefined) throw invalid();
    const { jwtVerify } = await jose();
    const verified = await jwtVerify(token, keys.find, expected).catch((error: unknown) => {
      throw error instanceof IssuerUnavailable
        ? new HttpFault(503, 'ISSUER_UNAVAILABLE', 'whoever vouches for people does not answer')
        : invalid();
    });
    const actor = actorOfClaims(verified.payload, settings);
    if (!actor) throw invalid();
    noteTokenEnd(asking, Number(verified.payload.exp));
    return actor;
  };
};
