import type { AuthConfig, Person, Session } from './session.js';

const KEY = 'doremi-session';
const BEGUN = 'doremi-sign-in';
/** A token that ends this soon is renewed first; milliseconds. */
const MARGIN_MS = 30_000;
const SCOPE = 'openid api';
/** The issuer counts as away after so long without an answer; milliseconds. */
const ANSWERS_WITHIN_MS = 10_000;

/** Not now: too slow, too early, too many. */
const MAY_PASS = [408, 425, 429];

/** Where this happens: the URL that the issuer sends back to, the tab's storage, and how to leave. */
export interface Tab {
  readonly home: string;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly go: (url: string) => void;
}

interface Kept {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly idToken: string | undefined;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

interface Begun {
  readonly state: string;
  readonly verifier: string;
  readonly path: string;
}

type Discovered = Readonly<Record<'authorization_endpoint' | 'token_endpoint' | 'end_session_endpoint', string>>;

/** The issuer did not do what it was asked; after how many seconds to come again where it says so. */
export class IssuerFault extends Error {
  readonly status: number;
  readonly retryAfter: string | null;

  constructor({ status, headers }: Response) {
    super(`the issuer answered ${status}`);
    this.status = status;
    this.retryAfter = headers.get('Retry-After');
  }
}

const inTime = (): AbortSignal => AbortSignal.timeout(ANSWERS_WITHIN_MS);

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));
const sha256 = async (text: string): Promise<string> =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));

/** What a token says, to show it; whether it may be believed is for those who are asked with it. */
const claimsOf = (token: string): Person => {
  const [, payload = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  const { sub, name, roles, storeId } = JSON.parse(new TextDecoder().decode(bytes)) as {
    sub: string;
    name?: string;
    roles?: Person['roles'];
    storeId?: number;
  };
  return { id: sub, name: name ?? sub, roles: roles ?? [], storeId: storeId ?? null };
};

/**
 * Somebody who signs in with the issuer by authorization code with PKCE (RFC 7636, a client without a secret). What they get is kept
 * in this tab, gone with it, and renewed for as long as they stay.
 */
export class OidcSession implements Session {
  readonly kind = 'sign-in';
  private readonly issuer: string;
  private readonly clientId: string;
  private readonly tab: Tab;
  private renewing: Promise<void> | null = null;

  constructor({ issuer, clientId }: Extract<AuthConfig, { signIn: true }>, tab: Tab) {
    this.issuer = issuer;
    this.clientId = clientId;
    this.tab = tab;
  }

  get who(): Person | null {
    const kept = this.kept();
    return kept?.idToken === undefined ? null : claimsOf(kept.idToken);
  }

  /** Leaves for the issuer, which sends back a code; `path` is where to go on then. */
  async signIn(path = '/'): Promise<void> {
    const { home, storage, go } = this.tab;
    const [state, verifier] = [random(), random()];
    storage.setItem(BEGUN, JSON.stringify({ state, verifier, path } satisfies Begun));
    const { authorization_endpoint } = await this.discovered();
    const query = {
      client_id: this.clientId,
      response_type: 'code',
      redirect_uri: home,
      scope: SCOPE,
      state,
      code_challenge: await sha256(verifier),
      code_challenge_method: 'S256',
    };
    go(`${authorization_endpoint}?${new URLSearchParams(query).toString()}`);
  }

  /** Takes the code of a URL that the issuer sent back to; where to go on, or null where it was none that was asked for here. */
  async comeBack(url: string): Promise<string | null> {
    const { searchParams } = new URL(url);
    const begun = JSON.parse(this.tab.storage.getItem(BEGUN) ?? 'null') as Begun | null;
    if (!searchParams.has('state') || begun?.state !== searchParams.get('state')) return null;
    this.tab.storage.removeItem(BEGUN);
    const code = searchParams.get('code');
    if (code === null) return begun?.path ?? '/';
    await this.redeem({
      grant_type: 'authorization_code',
      code,
      code_verifier: begun?.verifier ?? '',
      redirect_uri: this.tab.home,
    });
    return begun?.path ?? '/';
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    const token = await this.token();
    return token === null ? {} : { Authorization: `Bearer ${token}` };
  }

  /** Forgets whoever these headers name, unless there is another token of theirs by now. */
  disbelieved(headers: Headers): void {
    const accessToken = this.kept()?.accessToken;
    if (accessToken !== undefined && headers.get('Authorization') === `Bearer ${accessToken}`) this.forget();
  }

  /** Nobody is signed in here any more; the issuer is not told. */
  forget(): void {
    this.tab.storage.removeItem(KEY);
  }

  /** A token that is good for a while yet; null for nobody, and for whoever has to sign in again. */
  async token(): Promise<string | null> {
    const kept = this.kept();
    if (!kept || kept.endsAt > Date.now() + MARGIN_MS) return kept?.accessToken ?? null;
    // Each may be used once, so those who need a new token at the same time share one.
    this.renewing ??= this.redeem({ grant_type: 'refresh_token', refresh_token: kept.refreshToken }).finally(() => {
      this.renewing = null;
    });
    await this.renewing;
    return this.kept()?.accessToken ?? null;
  }

  /** Forgets everything here, and leaves for the issuer to be forgotten there. */
  async signOut(): Promise<void> {
    const { home, go } = this.tab;
    const idToken = this.kept()?.idToken;
    this.forget();
    const { end_session_endpoint } = await this.discovered();
    const query = { client_id: this.clientId, post_logout_redirect_uri: home };
    const parameters = new URLSearchParams({ ...query, ...(idToken !== undefined && { id_token_hint: idToken }) });
    go(`${end_session_endpoint}?${parameters.toString()}`);
  }

  private async redeem(grant: Readonly<Record<string, string>>): Promise<void> {
    const { token_endpoint } = await this.discovered();
    const body = new URLSearchParams({ client_id: this.clientId, ...grant });
    const answer = await fetch(token_endpoint, { method: 'POST', body, signal: inTime() });
    // Refused for good: they have to sign in again. Anything else may pass, so what there is stays.
    if (answer.status >= 400 && answer.status < 500 && !MAY_PASS.includes(answer.status)) return this.forget();
    if (!answer.ok) throw new IssuerFault(answer);
    const told = (await answer.json()) as {
      access_token: string;
      refresh_token: string;
      id_token?: string;
      expires_in: number;
    };
    const kept: Kept = {
      accessToken: told.access_token,
      refreshToken: told.refresh_token,
      idToken: told.id_token ?? this.kept()?.idToken,
      endsAt: Date.now() + told.expires_in * 1_000,
    };
    this.tab.storage.setItem(KEY, JSON.stringify(kept));
  }

  private async discovered(): Promise<Discovered> {
    const answer = await fetch(`${this.issuer}/.well-known/openid-configuration`, { signal: inTime() });
    if (!answer.ok) throw new IssuerFault(answer);
    return (await answer.json()) as Discovered;
  }

  private kept(): Kept | null {
    return JSON.parse(this.tab.storage.getItem(KEY) ?? 'null') as Kept | null;
  }
}
