import { type RunningIdentity, startIdentity } from '@doremi/embedded-identity';
import { Browser } from '@doremi/embedded-identity/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { eventually } from '@doremi/event-sourcing/testing';
import { listen, type Listening } from './testing/tiny-server.js';

interface Session {
  readonly asksForSignIn: boolean;
  readonly who: { readonly sub: string; readonly roles: readonly string[] } | null;
  readonly signIn: () => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly comeBack: (url: string) => Promise<boolean>;
  readonly token: () => Promise<string | null>;
}

type SessionFor = (config: object, browser: object) => Session;
const page = async <Exported>(name: string): Promise<Exported> =>
  (await import(new URL(`../../web/${name}`, import.meta.url).href)) as Exported;

const HOME = 'http://127.0.0.1:8088/';

/** What a tab gives the page's script. */
class Tab {
  readonly kept = new Map<string, string>();
  readonly storage = {
    getItem: (key: string) => this.kept.get(key) ?? null,
    setItem: (key: string, value: string) => void this.kept.set(key, value),
    removeItem: (key: string) => void this.kept.delete(key),
  };
  /** Where it was sent last. */
  at = HOME;
  readonly home = HOME;
  readonly go = (url: string): void => void (this.at = url);
}

describe('signing in at the pages', () => {
  let identity: RunningIdentity;
  let sessionFor: SessionFor;
  let troubleOf: (error: unknown) => string;
  let tab: Tab;
  let session: Session;
  let browser: Browser;

  beforeAll(async () => {
    identity = await startIdentity({ port: 0, origins: ['http://127.0.0.1:8088'] });
    ({ sessionFor, troubleOf } = await page<{ sessionFor: SessionFor; troubleOf: (error: unknown) => string }>(
      'session.js',
    ));
  });
  afterAll(() => identity.stop());
  beforeEach(() => {
    tab = new Tab();
    browser = new Browser(identity.issuer, HOME);
    session = sessionFor({ signIn: true, issuer: identity.issuer, clientId: 'doremi-pages' }, tab);
  });

  const signIn = async (name: string): Promise<void> => {
    await session.signIn();
    expect(await session.comeBack((await browser.visit(tab.at, name)).href)).toBe(true);
  };

  test('by code and PKCE: the page is told who it is, and has a token of theirs', async () => {
    expect(session.who).toBeNull();
    expect(await session.token()).toBeNull();
    await signIn('manager-2002');
    expect(session.who).toMatchObject({ sub: 'manager-2002', roles: ['store'], storeId: 2002 });
    expect(decodeJwt(String(await session.token()))).toMatchObject({ sub: 'manager-2002', aud: 'doremi' });
  });

  test('a code that this page did not ask for is left alone', async () => {
    expect(await session.comeBack(`${HOME}?code=stolen&state=made-up`)).toBe(false);
    await session.signIn();
    expect(await session.comeBack(`${HOME}?code=stolen&state=made-up`)).toBe(false);
    expect(session.who).toBeNull();
  });

  test('an issuer that says no leaves nobody signed in', async () => {
    await session.signIn();
    const state = new URL(tab.at).searchParams.get('state');
    expect(await session.comeBack(`${HOME}?error=access_denied&state=${state}`)).toBe(true);
    expect(session.who).toBeNull();
  });

  test('a token that is about to end is renewed once, for all who ask', async () => {
    await signIn('alice');
    const first = await session.token();
    const soon = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 280_000);
    const [second, third] = await Promise.all([session.token(), session.token()]);
    soon.mockRestore();
    expect(second).not.toBe(first);
    expect(third).toBe(second);
    expect(decodeJwt(String(second))).toMatchObject({ sub: 'alice' });
    expect(session.who).toMatchObject({ sub: 'alice' });
  });

  /** An issuer in front of which a gateway counts: beyond the limit everything is 429. */
  const limited = async (): Promise<{ issuer: string; stop: () => Promise<void> }> => {
    const door = await listen((_, response) => response.writeHead(429, { 'Retry-After': '17' }).end());
    return { issuer: door.url, stop: door.stop };
  };

  test('too many sign-ins are told, with when to come again', async () => {
    const { issuer, stop } = await limited();
    const refused = await sessionFor({ signIn: true, issuer, clientId: 'doremi-pages' }, tab)
      .signIn()
      .catch((error: unknown) => error);
    await stop();
    expect(troubleOf(refused)).toBe('Too many tries. Try again in 17 seconds.');
    expect(troubleOf(new TypeError('fetch failed'))).toBe(
      'The sign-in service can’t be reached. Try again in a moment.',
    );
    expect(tab.at).toBe(HOME);
  });

  test('a renewal that is one too many for now signs nobody out', async () => {
    await signIn('alice');
    const { issuer, stop } = await limited();
    const soon = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 280_000);
    const elsewhere = sessionFor({ signIn: true, issuer, clientId: 'doremi-pages' }, tab);
    await expect(elsewhere.token()).rejects.toMatchObject({ status: 429, retryAfter: '17' });
    await stop();
    expect(session.who).toMatchObject({ sub: 'alice' });
    expect(await session.token()).not.toBeNull();
    soon.mockRestore();
  });

  test('what can not be renewed is over', async () => {
    await signIn('alice');
    await browser.leave(signOutUrl());
    const soon = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 280_000);
    expect(await session.token()).toBeNull();
    soon.mockRestore();
    expect(session.who).toBeNull();
  });

  /** Where somebody signs out elsewhere. */
  const signOutUrl = (): string => {
    const { idToken } = JSON.parse(tab.kept.get('doremi-session') ?? '{}') as { idToken: string };
    const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: HOME });
    return `${identity.issuer}/session/end?${query.toString()}`;
  };

  test('signing out forgets here and there', async () => {
    await signIn('alice');
    await session.signOut();
    expect(tab.kept.size).toBe(0);
    expect((await browser.leave(tab.at)).href).toBe(HOME);
    await session.signIn();
    await expect(browser.visit(tab.at, '', '')).rejects.toThrow(/\(401\)/);
  });

  test('where nobody has to, nothing is asked', async () => {
    const open = sessionFor({ signIn: false }, tab);
    expect(open).toMatchObject({ asksForSignIn: false, who: null });
    expect([await open.comeBack(`${HOME}?code=a&state=b`), await open.token()]).toEqual([false, null]);
  });
});

describe('a live stream with a token', () => {
  interface Live {
    readyState: number;
    onopen: () => void;
    onmessage: (event: { data: string; lastEventId: string }) => void;
    close: () => void;
  }
  type Opens = new (path: string, tokenOf: () => Promise<string>) => Live;

  let server: Listening;
  let LiveStream: Opens;
  let live: Live | null = null;
  const asked: { token: string | undefined; since: string | undefined }[] = [];
  let status = 200;

  beforeAll(async () => {
    // What browsers have, and Node 20 has not.
    Object.assign(globalThis, { EventSource: { CONNECTING: 0, OPEN: 1, CLOSED: 2 } });
    ({ LiveStream } = await page<{ LiveStream: Opens }>('live-stream.js'));
    server = await listen((request, response) => {
      const { authorization, 'last-event-id': since } = request.headers;
      asked.push({ token: authorization, since: since as string | undefined });
      response.writeHead(status, { 'Content-Type': 'text/event-stream' });
      response.write('retry: 1\n\n: hello\n\n');
      response.write(`id: ${asked.length}\ndata: {"n":`);
      setImmediate(() => response.end(`${asked.length}}\n\n`));
    });
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    asked.length = 0;
    live?.close();
  });

  test('reads its events, comes back after a loss with where it left off, and stops when it is closed', async () => {
    status = 200;
    const told: string[] = [];
    let token = 0;
    live = new LiveStream(server.url, () => Promise.resolve(`t${++token}`));
    live.onmessage = ({ data, lastEventId }) => void told.push(`${lastEventId} ${data}`);
    await eventually(() => told.length >= 2);
    live.close();
    expect(told.slice(0, 2)).toEqual(['1 {"n":1}', '2 {"n":2}']);
    expect(asked.slice(0, 2)).toEqual([
      { token: 'Bearer t1', since: undefined },
      { token: 'Bearer t2', since: '1' },
    ]);
    expect(live.readyState).toBe(2);
  });

  test('is closed by a refusal', async () => {
    status = 403;
    live = new LiveStream(server.url, () => Promise.resolve('t'));
    await eventually(() => live?.readyState === 2);
    // One that was closed before may still be on its way here.
    expect(asked.filter(({ token }) => token === 'Bearer t')).toHaveLength(1);
  });
});
