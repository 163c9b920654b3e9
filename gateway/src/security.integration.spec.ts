import { get } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { identifyBearer, TestIssuer } from '@doremi/http/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';

const PARTNER = 'https://partner.example';

let issuer: TestIssuer;
let door: TestGateway;
beforeAll(async () => {
  issuer = await TestIssuer.start();
});
afterAll(() => issuer.goAway());
afterEach(() => door.stop());

describe('a door where people sign in', () => {
  beforeEach(async () => {
    const identity = { oidc: issuer.settings, identityUrl: null, corsOrigins: [PARTNER] };
    door = await startGateway(undefined, { identity }, identifyBearer(issuer.settings));
  });

  const ask = (path: string, token?: string, init: RequestInit = {}) =>
    door.ask(path, {
      ...init,
      headers: { ...init.headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    });

  test('lets through who may, with their token and without X-Actor', async () => {
    const token = await issuer.token();
    await ask('/mycart/1', token, { headers: { 'X-Actor': 'admin' } });
    expect(door.queryApi.received[0]?.headers).toMatchObject({ authorization: `Bearer ${token}` });
    expect(door.queryApi.received[0]?.headers).not.toHaveProperty('x-actor');
  });

  test.each([
    ['nobody', '/menus', undefined, 401, 'UNAUTHENTICATED'],
    ['a customer', '/menus', {}, 403, 'FORBIDDEN'],
    ['a customer, by another spelling', '/MENUS/', {}, 403, 'FORBIDDEN'],
    ['a customer', '/ops/projections', {}, 403, 'FORBIDDEN'],
    ['an old token', '/stores', { exp: 1 }, 401, 'TOKEN_INVALID'],
  ])('keeps out %s at %s, before anybody behind hears of it', async (_, path, claims, status, code) => {
    const answer = await ask(path, claims && (await issuer.token(claims)));
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status, body: { code } });
    expect(answer.headers.get('X-Correlation-Id')).toBeTruthy();
    const heard = [door.queryApi, door.commandApi, door.projections].flatMap(({ received }) => received);
    expect(heard).toEqual([]);
  });

  test('lets everybody see what is for all, and tells the pages where to sign in', async () => {
    expect(await ask('/stores')).toMatchObject({ status: 200 });
    expect(await (await ask('/auth.json')).json()).toEqual({
      signIn: true,
      currency: 'EUR',
      issuer: issuer.url,
      clientId: 'doremi-pages',
    });
    expect((await ask('/')).headers.get('Content-Security-Policy')).toContain(`connect-src 'self' ${issuer.url}`);
  });

  test('has no stand-in issuer where a real one is named', async () => {
    const { status } = await ask('/identity/token');
    expect(status).toBe(404);
  });
});

describe('pages of other origins', () => {
  beforeEach(async () => {
    door = await startGateway(undefined, { identity: { oidc: null, identityUrl: null, corsOrigins: [PARTNER] } });
  });

  const preflight = (origin: string) =>
    door.ask('/menus', { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' } });

  test('may call from origins that are named', async () => {
    const asked = await preflight(PARTNER);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
    const answer = await door.ask('/stores', { headers: { Origin: PARTNER } });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(PARTNER);
    expect(answer.headers.get('Vary')).toContain('Origin');
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
  });

  test('and what an answer varies with says so, beside what it varies with behind the door', async () => {
    door.queryApi.answer = (_, response) =>
      void response.setHeader('Vary', 'Accept, Accept-Language').setHeader('Content-Language', 'ko').end('영수증');
    for (const origin of [PARTNER, 'https://evil.example']) {
      const { headers } = await door.ask('/orders/7/receipt', { headers: { Origin: origin, 'Accept-Language': 'ko' } });
      expect(headers.get('Vary')).toBe('Origin, Accept, Accept-Language');
      expect(headers.get('Content-Language')).toBe('ko');
    }
    expect(door.queryApi.received.at(-1)?.headers).toMatchObject({ 'accept-language': 'ko' });
  });

  test.each(['https://evil.example', 'null', `${PARTNER}.evil.example`, 'http://partner.example'])(
    '%s may not',
    async (origin) => {
      for (const answer of [await preflight(origin), await door.ask('/stores', { headers: { Origin: origin } })])
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );
});

describe('what answers tell of us', () => {
  beforeEach(async () => {
    door = await startGateway();
  });

  /** With every header that came, as it came. */
  const headersOf = async (path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> => {
    const [answer] = (await once(get({ port: door.port, path, headers }), 'response')) as [IncomingMessage];
    answer.resume();
    return answer;
  };

  test.each(['/', '/stores', '/docs', '/nothing', '/%zz', '/auth.json'])(
    '%s: neither names nor versions',
    async (path) => {
      const { headers } = await headersOf(path);
      expect(headers).not.toHaveProperty('server');
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    },
  );

  test('a fault is an answer without its stack', async () => {
    door.queryApi.answer = (request) => request.socket.destroy();
    const answer = await door.ask('/stores');
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toMatch(/at |node_modules|Error|\.js/);
  });

  test('too many headers are refused', async () => {
    expect((await headersOf('/stores', { 'X-Long': 'x'.repeat(20_000) })).statusCode).toBe(431);
  });
});
