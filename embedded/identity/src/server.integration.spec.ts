import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { secretOf } from './clients.js';
import { people } from './people.js';
import { startIdentity, type RunningIdentity } from './server.js';
import { Browser } from './testing/browser.js';

const PAGES = 'http://127.0.0.1:8088/';

let identity: RunningIdentity;
let issuer: string;
beforeAll(async () => {
  identity = await startIdentity({ port: 0, origins: ['http://127.0.0.1:8088', 'http://localhost:8088'] });
  issuer = identity.issuer;
});
afterAll(() => identity.stop());

const verified = async (token: string): Promise<JWTPayload> => {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  return (await jwtVerify(token, keys, { issuer, audience: 'doremi', algorithms: ['RS256'], typ: 'at+jwt' })).payload;
};
const browser = () => new Browser(issuer, PAGES);

describe('people sign in with their names', () => {
  test.each(people)('$name: and what they may do is in the token', async ({ name, roles, storeId }) => {
    const tokens = await browser().signIn(name);
    const claims = await verified(tokens.access_token);
    expect(claims).toMatchObject({ sub: name, roles });
    expect(claims.storeId).toBe(storeId);
    expect(tokens.expires_in).toBe(300);
    expect(tokens).toHaveProperty('id_token');
  });

  test('a wrong password is told, and leads nowhere', async () => {
    await expect(browser().signIn('alice', 'bob-demo')).rejects.toThrow(/still at .*\(401\)/);
    await expect(browser().signIn('mallory', 'mallory-demo')).rejects.toThrow(/\(401\)/);
  });

  test('a code is worth nothing without its verifier, and nothing twice', async () => {
    const someone = browser();
    const verifier = 'v'.repeat(43);
    const codeOf = async () => (await someone.code('alice', 'alice-demo', verifier)).searchParams.get('code') ?? '';
    expect(await someone.redeem(await codeOf(), 'w'.repeat(43))).toMatchObject({ status: 400 });
    const code = await codeOf();
    expect(await someone.redeem(code, verifier)).toMatchObject({ status: 200 });
    expect(await someone.redeem(code, verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('nobody is sent elsewhere with a code, nor without PKCE', async () => {
    const elsewhere = await browser().get(
      `${issuer}/auth?client_id=doremi-pages&response_type=code&scope=openid&redirect_uri=http://evil.example/`,
    );
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.headers.get('Location')).toBeNull();
    const { searchParams } = await browser().code('alice', 'x', 'v', { code_challenge: '', code_challenge_method: '' });
    expect(searchParams.get('error')).toBe('invalid_request');
  });

  test('a token is renewed without them, once with each refresh token', async () => {
    const someone = browser();
    const { refresh_token } = await someone.signIn('bob');
    const { status, body } = await someone.refresh(refresh_token);
    expect(status).toBe(200);
    expect(await verified(String(body.access_token))).toMatchObject({ sub: 'bob', roles: ['customer'] });
    expect(await someone.refresh(refresh_token)).toMatchObject({ status: 400 });
  });

  test('whoever signed out is asked again, and what was given can not be renewed', async () => {
    const someone = browser();
    const { id_token, refresh_token } = await someone.signIn('alice');
    // Known by now: no form in between.
    expect((await someone.code('', '', 'v'.repeat(43))).searchParams.has('code')).toBe(true);
    expect((await someone.signOut(id_token)).href).toBe(PAGES);
    await expect(someone.code('', '', 'v'.repeat(43))).rejects.toThrow(/\(401\)/);
    expect(await someone.refresh(refresh_token)).toMatchObject({ status: 400 });
  });
});

describe('machines', () => {
  const asking = (client: string, secret: string) =>
    fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });

  test('have the rights of their owners, by a secret', async () => {
    const answer = await asking('manager-2002-machine', secretOf('manager-2002-machine'));
    const { access_token } = (await answer.json()) as { access_token: string };
    expect(await verified(access_token)).toMatchObject({
      sub: 'manager-2002-machine',
      roles: ['store'],
      storeId: 2002,
    });
  });

  test.each([
    ['manager-2002-machine', 'wrong'],
    ['alice-machine', 'alice-machine-demo'],
    ['doremi-pages', ''],
  ])('%s with %j is refused', async (client, secret) => {
    expect((await asking(client, secret)).ok).toBe(false);
  });
});

describe.each([
  ['en-GB,en;q=0.9,ko;q=0.8', 'en', ['Sign in to Doremi Pizza', 'Manager of store 2002'], 'That name and password'],
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko', ['도레미 피자에 로그인', '2002 매장 매니저'], '이름과 비밀번호가'],
  ['de', 'en', ['Sign in to Doremi Pizza', 'Alice, a customer'], 'That name and password'],
])('whose browser asks for %s', (accepted, language, form, wrong) => {
  const SIGN_OUT = { en: ['Sign out?', 'You are signed out'], ko: ['로그아웃할까요?', '로그아웃되었습니다'] };
  const FAULT = { en: 'That did not work', ko: '처리하지 못했습니다' };
  const TOO_LATE = { en: 'This took too long', ko: '시간이 지났거나' };
  const someone = () => new Browser(issuer, PAGES, accepted);
  const shown = async (answer: Response | URL): Promise<string> => {
    if (answer instanceof URL) throw new Error(`sent to ${answer.href}`);
    const page = await answer.text();
    expect(page).toContain(`<html lang="${language}">`);
    return page;
  };

  test('is asked in that language who they are, and told when that is wrong', async () => {
    const one = someone();
    const query = new URLSearchParams({
      ...{ client_id: 'doremi-pages', response_type: 'code', redirect_uri: PAGES, scope: 'openid' },
      ...{ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' },
    });
    const answer = await one.open(`${issuer}/auth?${query.toString()}`);
    const page = await shown(answer);
    for (const text of form) expect(page).toContain(text);
    const { url } = answer as Response;
    expect(await shown(await one.post(url, { name: 'alice', password: 'guessed' }))).toContain(wrong);
  });

  test('is asked in that language whether to sign out, and told that they are', async () => {
    const one = someone();
    const { id_token } = await one.signIn('alice');
    const [asked, done] = SIGN_OUT[language as 'en' | 'ko'];
    expect(await shown(await one.get(`${issuer}/session/end?id_token_hint=${id_token}`))).toContain(asked);
    expect(await shown(await one.get(`${issuer}/session/end/success`))).toContain(done);
  });

  test('is told in that language what did not work; what only the library knows stays in its own', async () => {
    const fault = await shown(await someone().get(`${issuer}/auth?client_id=nobody`));
    expect(fault).toContain(FAULT[language as 'en' | 'ko']);
    expect(fault).toContain('<p lang="en">client is invalid</p>');
    const late = await shown(await someone().get(`${issuer}/sign-in/long-ago`));
    expect(late).toContain(`<p lang="${language}">${TOO_LATE[language as 'en' | 'ko']}`);
  });
});

describe('the issuer', () => {
  test('says where everything is, at the one address that it has', async () => {
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
      headers: { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
    });
    const found = (await answer.json()) as Record<string, string>;
    expect(found).toMatchObject({ issuer, jwks_uri: `${issuer}/jwks`, code_challenge_methods_supported: ['S256'] });
  });

  test('lets the pages, and no other, read its answers', async () => {
    const ask = (origin: string) =>
      fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { Origin: origin },
        body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'doremi-pages', refresh_token: 'x' }),
      });
    expect((await ask('http://localhost:8088')).headers.get('Access-Control-Allow-Origin')).toBe(
      'http://localhost:8088',
    );
    expect((await ask('http://evil.example')).status).toBe(400);
    expect((await ask('http://evil.example')).headers.get('Access-Control-Allow-Origin')).not.toBe('*');
  });

  test('rotates its keys: new tokens are signed with the new one, and old ones are still good', async () => {
    const before = (await browser().signIn('alice')).access_token;
    await identity.rotate();
    const after = (await browser().signIn('alice')).access_token;
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    for (const token of [before, after]) expect(await verified(token)).toMatchObject({ sub: 'alice' });
  });

  test('publishes no private part of a key', async () => {
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: object[] };
    for (const key of keys) expect(Object.keys(key)).not.toEqual(expect.arrayContaining(['d']));
    expect(keys.length).toBeGreaterThan(0);
  });

  test('keeps its keys in a folder, for its owner alone', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'doremi-identity-'));
    const keysOf = async (): Promise<unknown> => {
      const one = await startIdentity({ port: 0, dataDir });
      const keys: unknown = await (await fetch(`${one.issuer}/jwks`)).json();
      await one.stop();
      return keys;
    };
    expect(await keysOf()).toEqual(await keysOf());
    expect((await stat(join(dataDir, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(join(dataDir, 'keys.json'), 'utf8'))).toHaveProperty('jwks');
    await rm(dataDir, { recursive: true });
  });

  test('may be below a path, behind somebody who passes requests on', async () => {
    const below = await startIdentity({
      port: 0,
      issuer: 'http://127.0.0.1:8088/identity',
      origins: ['http://127.0.0.1:8088'],
    });
    const answer = await fetch(`http://127.0.0.1:${below.port}/identity/.well-known/openid-configuration`);
    expect(await answer.json()).toMatchObject({ jwks_uri: 'http://127.0.0.1:8088/identity/jwks' });
    await below.stop();
  });

  test('shows pages without scripts, framed by nobody', async () => {
    const answer = await browser().get(`${issuer}/auth?client_id=nobody`);
    expect(answer.headers.get('Content-Security-Policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(answer.headers.get('X-Powered-By')).toBeNull();
    expect(await answer.text()).not.toMatch(/<script|node_modules/);
  });
});
