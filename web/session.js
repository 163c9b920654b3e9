const KEY = 'doremi-session';
const BEGUN = 'doremi-sign-in';
/** A token that ends this soon is renewed first; milliseconds. */
const MARGIN_MS = 30_000;
const SCOPE = 'openid api';

/** Not now: too slow, too early, too many. */
const MAY_PASS = [408, 425, 429];

/** The issuer did not do what it was asked; `status`, and after how many seconds to come again where it says so. */
class IssuerFault extends Error {
  constructor({ status, headers }) {
    super(`the issuer answered ${status}`);
    this.status = status;
    this.retryAfter = headers.get('Retry-After');
  }
}

const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const sha256 = async (text) => base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

/** What a token says, to show it; whether it may be believed is for those who are asked with it. */
const claimsOf = (token) => {
  const [, payload = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
};

/**
 * Somebody at these pages. They sign in with the issuer by authorization code with PKCE (RFC 7636, a client without a
 * secret); what they get is kept in this tab, gone with it, and renewed for as long as they stay.
 */
class Session {
  #issuer;
  #clientId;
  #browser;
  #renewing = null;

  /** `browser` is where this happens: `{ home, storage, go }`; the URL to come back to, the tab's storage, how to leave. */
  constructor({ issuer, clientId }, browser) {
    this.#issuer = issuer;
    this.#clientId = clientId;
    this.#browser = browser;
  }

  get asksForSignIn() {
    return true;
  }

  /** Who it is, by the token they signed in with; null for nobody. */
  get who() {
    const kept = this.#kept();
    return kept ? claimsOf(kept.idToken) : null;
  }

  /** Leaves for the issuer, which sends back a code. */
  async signIn() {
    const { home, storage, go } = this.#browser;
    const [state, verifier] = [random(), random()];
    storage.setItem(BEGUN, JSON.stringify({ state, verifier }));
    const { authorization_endpoint } = await this.#discovered();
    const query = {
      client_id: this.#clientId,
      response_type: 'code',
      redirect_uri: home,
      scope: SCOPE,
      state,
      code_challenge: await sha256(verifier),
      code_challenge_method: 'S256',
    };
    go(`${authorization_endpoint}?${new URLSearchParams(query)}`);
  }

  /** Takes the code of a URL that the issuer sent back to; whether it was one. A code that nobody here asked for is left. */
  async comeBack(url) {
    const { searchParams } = new URL(url);
    const begun = JSON.parse(this.#browser.storage.getItem(BEGUN) ?? 'null');
    if (!searchParams.has('state') || begun?.state !== searchParams.get('state')) return false;
    this.#browser.storage.removeItem(BEGUN);
    const code = searchParams.get('code');
    if (code === null) return true;
    await this.#redeem({
      grant_type: 'authorization_code',
      code,
      code_verifier: begun.verifier,
      redirect_uri: this.#browser.home,
    });
    return true;
  }

  /** A token that is good for a while yet; null for nobody, and for whoever has to sign in again. */
  async token() {
    const kept = this.#kept();
    if (!kept || kept.endsAt > Date.now() + MARGIN_MS) return kept?.accessToken ?? null;
    // Each may be used once, so those who need a new token at the same time share one.
    this.#renewing ??= this.#redeem({ grant_type: 'refresh_token', refresh_token: kept.refreshToken }).finally(() => {
      this.#renewing = null;
    });
    await this.#renewing;
    return this.#kept()?.accessToken ?? null;
  }

  /** Forgets everything here, and leaves for the issuer to be forgotten there. */
  async signOut() {
    const { home, storage, go } = this.#browser;
    const kept = this.#kept();
    storage.removeItem(KEY);
    const { end_session_endpoint } = await this.#discovered();
    const query = { client_id: this.#clientId, post_logout_redirect_uri: home };
    go(`${end_session_endpoint}?${new URLSearchParams({ ...query, ...(kept && { id_token_hint: kept.idToken }) })}`);
  }

  async #redeem(grant) {
    const { token_endpoint } = await this.#discovered();
    const body = new URLSearchParams({ client_id: this.#clientId, ...grant });
    const answer = await fetch(token_endpoint, { method: 'POST', body });
    // Refused for good: they have to sign in again. Anything else may pass, so what there is stays.
    if (answer.status >= 400 && answer.status < 500 && !MAY_PASS.includes(answer.status))
      return this.#browser.storage.removeItem(KEY);
    if (!answer.ok) throw new IssuerFault(answer);
    const told = await answer.json();
    const kept = {
      accessToken: told.access_token,
      refreshToken: told.refresh_token,
      idToken: told.id_token ?? this.#kept()?.idToken,
      endsAt: Date.now() + told.expires_in * 1_000,
    };
    this.#browser.storage.setItem(KEY, JSON.stringify(kept));
  }

  async #discovered() {
    const answer = await fetch(`${this.#issuer}/.well-known/openid-configuration`);
    if (!answer.ok) throw new IssuerFault(answer);
    return answer.json();
  }

  #kept() {
    return JSON.parse(this.#browser.storage.getItem(KEY) ?? 'null');
  }
}

/** Why signing in or out did not work, in words for people. */
export const troubleOf = ({ status, retryAfter }) => {
  const again = retryAfter ? `Try again in ${retryAfter} seconds.` : 'Try again in a moment.';
  return `${status === 429 ? 'Too many tries.' : 'The sign-in service can’t be reached.'} ${again}`;
};

/** Where nobody has to sign in. */
const open = {
  asksForSignIn: false,
  who: null,
  comeBack: () => Promise.resolve(false),
  token: () => Promise.resolve(null),
};

/** A session as the gateway's /auth.json asks for it. */
export const sessionFor = (config, browser) => (config.signIn ? new Session(config, browser) : open);
