import type { createRemoteJWKSet, JWTVerifyGetKey } from 'jose';
import { jose } from './jose.js';

/** The issuer can't be asked for its keys, and they were never got: nobody's token can be judged. */
export class IssuerUnavailable extends Error {}

/** How long the issuer may take to answer; milliseconds. */
const ANSWER_WITHIN = 2_000;
/** A key that is not known is asked for at most this often, whatever tokens come; milliseconds. */
const COOLDOWN = 30_000;
/** Keys older than this are got anew, beside the requests that still use them; milliseconds. */
const REFRESH_AFTER = 600_000;
/** An issuer that was away is not asked again for this long; milliseconds. */
const AWAY_FOR = 1_000;

export interface KeysOptions {
  readonly issuer: string;
  /** Where the keys are; null where the issuer's discovery document says so. */
  readonly jwksUrl: string | null;
  readonly cooldownMs?: number;
  readonly refreshAfterMs?: number;
}

/**
 * The public keys of an issuer, got when they are needed first (or by `warm`) and kept: an issuer that goes away keeps
 * nobody out whose token is good. A token with an unknown key makes them be got again, so keys may rotate.
 */
export class SigningKeys {
  private set: ReturnType<typeof createRemoteJWKSet> | null = null;
  private finding: Promise<ReturnType<typeof createRemoteJWKSet>> | null = null;
  private gotAt = 0;
  private awayUntil = 0;

  constructor(private readonly options: KeysOptions) {}

  /** The key that a token says it is signed with. Throws IssuerUnavailable, or jose's error about the token. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const set = await this.keys();
    this.refreshBeside(set);
    try {
      return await set(header, token);
    } catch (error) {
      if (isOfToken(error)) throw error;
      throw new IssuerUnavailable('the keys of the issuer could not be read', { cause: error });
    }
  };

  /** Gets the keys before anybody needs them; never throws. */
  async warm(): Promise<void> {
    await this.keys().catch(() => undefined);
  }

  private async keys(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    if (this.set) return this.set;
    if (Date.now() < this.awayUntil) throw new IssuerUnavailable('the issuer does not answer');
    this.finding ??= this.load().finally(() => (this.finding = null));
    return this.finding;
  }

  private async load(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    try {
      const { createRemoteJWKSet } = await jose();
      const set = createRemoteJWKSet(new URL(this.options.jwksUrl ?? (await discoveredKeys(this.options.issuer))), {
        timeoutDuration: ANSWER_WITHIN,
        cooldownDuration: this.options.cooldownMs ?? COOLDOWN,
        cacheMaxAge: Infinity,
      });
      await set.reload();
      this.gotAt = Date.now();
      return (this.set = set);
    } catch (error) {
      this.awayUntil = Date.now() + AWAY_FOR;
      throw new IssuerUnavailable('the issuer does not answer', { cause: error });
    }
  }

  /** Keys that the issuer took back are forgotten in time; while it is away, those that are known go on. */
  private refreshBeside(set: ReturnType<typeof createRemoteJWKSet>): void {
    if (Date.now() - this.gotAt < (this.options.refreshAfterMs ?? REFRESH_AFTER)) return;
    this.gotAt = Date.now();
    void set.reload().catch(() => undefined);
  }
}

const OF_TOKENS = new Set<unknown>([
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
  'ERR_JOSE_NOT_SUPPORTED',
]);

/** Whether the fault is the token's, and not the issuer's: jose's own, by its code. */
const isOfToken = (error: unknown): boolean => OF_TOKENS.has((error as { readonly code?: unknown } | null)?.code);

/** `jwks_uri` of the discovery document (OpenID Connect Discovery 1.0, 4), which must be of the same issuer. */
const discoveredKeys = async (issuer: string): Promise<string> => {
  const url = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN), redirect: 'error' });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  const found = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (found.issuer !== issuer || typeof found.jwks_uri !== 'string') throw new Error(`${url} is not of ${issuer}`);
  return found.jwks_uri;
};
