import { type RunningIdentity, startIdentity } from '@doremi/embedded-identity';
import { Browser } from '@doremi/embedded-identity/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IssuerFault, OidcSession } from './oidc-session.js';

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
  let tab: Tab;
  let session: OidcSession;
  let browser: Browser;

  beforeAll(async () => {
    identity = await startIdentity({ port: 0, origins: ['http://127.0.0.1:8088'] });
  });
  afterAll(() => identity.stop());
  beforeEach(() => {
    tab = new Tab();
    browser = new Browser(identity.issuer, HOME);
    session = sessionAt(identity.issuer);
  });

  const sessionAt = (issuer: string): OidcSession =>
    new OidcSession({ signIn: true, issuer, clientId: 'doremi-pages', currency: 'EUR' }, tab);

  const signIn = async (name: string): Promise<void> => {
    await session.signIn('/shop/cart');
    expect(await session.comeBack((await browser.visit(tab.at, name)).href)).toBe('/shop/cart');
  };

  test('by code and PKCE: the page is told who it is, and has a token of theirs', async () => {
    expect(session.who).toBeNull();
    expect(await session.token()).toBeNull();
    await signIn('manager-2002');
    expect(session.who).toMatchObject({ id: 'manager-2002', roles: ['store'], storeId: 2002 });
    expect(decodeJwt(String(await session.token()))).toMatchObject({ sub: 'manager-2002', aud: 'doremi' });
  });

  test('a code that this page did not ask for is left alone', async () => {
    expect(await session.comeBack(`${HOME}?code=stolen&state=made-up`)).toBeNull();
    await session.signIn();
    expect(await session.comeBack(`${HOME}?code=stolen&state=made-up`)).toBeNull();
    expect(session.who).toBeNull();
  });

  test('an issuer that says no leaves nobody signed in', async () => {
    await session.signIn();
    const state = new URL(tab.at).searchParams.get('state');
    expect(await session.comeBack(`${HOME}?error=access_denied&state=${state}`)).toBe('/');
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
    expect(session.who).toMatchObject({ id: 'alice' });
  });

  /** An issuer in front of which a gateway counts: beyond the limit everything is 429. */
  const limited = async (): Promise<{ issuer: string; stop: () => void }> => {
    const door = createServer((_, response) => response.writeHead(429, { 'Retry-After': '17' }).end());
    await new Promise<void>((listens) => door.listen(0, '127.0.0.1', listens));
    const { port } = door.address() as AddressInfo;
    const stop = (): void => {
      door.closeAllConnections();
      door.close();
    };
    return { issuer: `http://127.0.0.1:${port}`, stop };
  };

  test('too many sign-ins are told, with when to come again', async () => {
    const { issuer, stop } = await limited();
    const refused = await sessionAt(issuer)
      .signIn()
      .catch((error: unknown) => error);
    stop();
    expect(refused).toBeInstanceOf(IssuerFault);
    expect(refused).toMatchObject({ status: 429, retryAfter: '17' });
    expect(tab.at).toBe(HOME);
  });

  test('a renewal that is one too many for now signs nobody out', async () => {
    await signIn('alice');
    const { issuer, stop } = await limited();
    const soon = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 280_000);
    const elsewhere = sessionAt(issuer);
    await expect(elsewhere.token()).rejects.toMatchObject({ status: 429, retryAfter: '17' });
    stop();
    expect(session.who).toMatchObject({ id: 'alice' });
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

  test('a token that is not believed is forgotten, unless there is another by now', async () => {
    await signIn('alice');
    const headers = new Headers(await session.headers());
    session.disbelieved(new Headers({ Authorization: 'Bearer of-before' }));
    session.disbelieved(new Headers());
    expect(session.who).toMatchObject({ id: 'alice' });
    session.disbelieved(headers);
    expect(session.who).toBeNull();
    expect(await session.headers()).toEqual({});
  });

  test('signing out forgets here and there', async () => {
    await signIn('alice');
    await session.signOut();
    expect(tab.kept.size).toBe(0);
    expect((await browser.leave(tab.at)).href).toBe(HOME);
    await session.signIn();
    await expect(browser.visit(tab.at, '', '')).rejects.toThrow(/\(401\)/);
  });
});
