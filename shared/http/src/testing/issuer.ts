import { SignJWT, exportJWK, generateKeyPair, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type { OidcSettings } from '../auth/auth-settings.js';
import { inProcess, type InProcess } from './in-process.js';

interface KeyOfIssuer {
  readonly kid: string;
  readonly alg: string;
  readonly pair: Pair;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

/** Pairs of issuers that are gone, by algorithm: to make one takes longer than a test. */
const unused = new Map<string, Pair[]>();

const newKey = async (kid: string, alg = 'RS256'): Promise<KeyOfIssuer> => {
  const pair = unused.get(alg)?.pop() ?? (await generateKeyPair(alg));
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid, alg, use: 'sig' };
  return { kid, alg, pair, privateKey: pair.privateKey, publicJwk };
};

let issuers = 0;

/** Whoever vouches for people: publishes keys to this process, and signs what it is asked to. */
export class TestIssuer {
  /** How often its keys were read. */
  keysRead = 0;
  private server: InProcess | null = null;
  readonly url = `http://issuer-${++issuers}.in-process`;

  private constructor(private keys: KeyOfIssuer[]) {}

  static async start(alg = 'RS256'): Promise<TestIssuer> {
    const issuer = new TestIssuer([await newKey('key-1', alg)]);
    issuer.comeBack();
    return issuer;
  }

  /** What a process that believes it is told. */
  get settings(): OidcSettings {
    return {
      issuer: this.url,
      audience: 'doremi',
      jwksUrl: null,
      algorithms: ['RS256'],
      tokenType: 'at+jwt',
      rolesClaim: 'roles',
      storeClaim: 'storeId',
      isSubPseudonym: false,
      clientId: 'doremi-pages',
    };
  }

  get key(): KeyOfIssuer {
    const [first] = this.keys;
    if (!first) throw new Error('an issuer has a key');
    return first;
  }

  /** From now on it signs with a new key; whether the old one is still published is up to `keepOld`. */
  async rotate(kid: string, keepOld = true): Promise<void> {
    this.keys = [await newKey(kid), ...(keepOld ? this.keys : [])];
  }

  /** A good access token of somebody; what is given replaces its claims and its header. */
  async token(claims: JWTPayload = {}, header: { alg?: string; kid?: string; typ?: string } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const good = { iss: this.url, aud: 'doremi', sub: 'alice', roles: ['customer'], iat: now, exp: now + 300 };
    return new SignJWT({ ...good, ...claims })
      .setProtectedHeader({ alg: this.key.alg, kid: this.key.kid, typ: 'at+jwt', ...header })
      .sign(this.key.privateKey);
  }

  goAway(): void {
    this.server?.stop();
  }

  /** It goes away, and others may have its keys. */
  end(): void {
    this.goAway();
    for (const { alg, pair } of this.keys.splice(0)) unused.set(alg, [...(unused.get(alg) ?? []), pair]);
  }

  comeBack(): void {
    this.server = inProcess((request, response) => {
      const isKeys = request.url === '/jwks';
      if (isKeys) this.keysRead++;
      const body = isKeys
        ? { keys: this.keys.map(({ publicJwk }) => publicJwk) }
        : { issuer: this.url, jwks_uri: `${this.url}/jwks` };
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
    }, this.url);
  }
}
