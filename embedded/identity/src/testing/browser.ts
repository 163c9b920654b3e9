import { createHash, randomBytes } from 'node:crypto';
import { passwordOf } from '../people.js';

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly expires_in: number;
}

/** What a person's browser does with the pages of an issuer: it follows redirects, keeps cookies and fills in forms. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  /** `at` is the issuer's URL; `pages` where the client's pages are, with a slash at the end; `language` as Accept-Language says it. */
  constructor(
    private readonly at: string,
    private readonly pages: string,
    private readonly language = 'en',
  ) {}

  /** Signs in and gives back what the code that came of it is worth. */
  async signIn(name: string, password = passwordOf({ name })): Promise<Tokens> {
    const verifier = randomBytes(32).toString('base64url');
    const callback = await this.code(name, password, verifier);
    const code = callback.searchParams.get('code');
    if (code === null) throw new Error(`no code: ${callback.href}`);
    const { status, body } = await this.redeem(code, verifier);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as unknown as Tokens;
  }

  /** Asks for a code and fills in the form, if there is one; ends where the client's pages are. */
  code(name: string, password: string, verifier: string, more: Record<string, string> = {}): Promise<URL> {
    const query = new URLSearchParams({
      client_id: 'doremi-pages',
      response_type: 'code',
      redirect_uri: this.pages,
      scope: 'openid api',
      state: 'state-1',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });
    return this.visit(`${this.at}/auth?${query.toString()}`, name, password);
  }

  /** Goes where the pages send it, and fills in the form, if there is one; ends where the pages are. */
  async visit(url: string, name: string, password = passwordOf({ name })): Promise<URL> {
    const arrived = await this.open(url);
    if (arrived instanceof URL) return arrived;
    const form = await this.post(arrived.url, { name, password });
    const result = await this.follow(form);
    if (result instanceof URL) return result;
    throw new Error(`still at ${result.url} (${result.status})`);
  }

  redeem(code: string, verifier: string) {
    return this.token({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: this.pages });
  }

  refresh(refreshToken: string) {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  /** Signs out, pressing the button that asks whether to. */
  signOut(idToken: string): Promise<URL> {
    const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: this.pages });
    return this.leave(`${this.at}/session/end?${query.toString()}`);
  }

  /** Goes where the pages send whoever signs out, and presses the button. */
  async leave(url: string): Promise<URL> {
    const page = await (await this.get(url)).text();
    const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page) ?? [];
    const result = await this.follow(await this.post(action, { xsrf, logout: 'yes' }));
    if (result instanceof URL) return result;
    throw new Error(`still at ${result.url} (${result.status})`);
  }

  /** What is shown at an address, wherever that sends it first; a URL where that is the client's pages. */
  async open(url: string): Promise<Response | URL> {
    return this.follow(await this.get(url));
  }

  get(url: string): Promise<Response> {
    return this.send(url, { method: 'GET' });
  }

  post(url: string, fields: Record<string, string>): Promise<Response> {
    return this.send(url, { method: 'POST', body: new URLSearchParams(fields) });
  }

  private async token(fields: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await this.post(`${this.at}/token`, { client_id: 'doremi-pages', ...fields });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  /** Goes where it is sent, until it is shown something, or gets to the client's pages. */
  private async follow(answer: Response): Promise<Response | URL> {
    const to = answer.headers.get('Location');
    if (to === null) return answer;
    const url = new URL(to, answer.url);
    return url.href.startsWith(this.pages) && !url.href.startsWith(this.at)
      ? url
      : this.follow(await this.get(url.href));
  }

  private async send(url: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'Accept-Language': this.language, ...(cookie && { cookie }) };
    const answer = await fetch(url, { ...init, redirect: 'manual', headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}
