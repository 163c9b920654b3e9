import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { SignJWT, exportSPKI, generateKeyPair, importJWK, type CryptoKey } from 'jose';
import { inProcess, type InProcess } from '../testing/in-process.js';
import { TestIssuer } from '../testing/issuer.js';
import { callTo, type Call } from '../testing/served.js';
import { identifyOn } from '../identity.js';
import { mount } from '../mount.js';
import { get } from '../route.js';
import { identifyBearer } from './bearer.js';
import { madeUp } from '../testing/made-up.js';

const coded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

let issuer: TestIssuer;
let server: InProcess;
let call: Call;
const faults: unknown[] = [];

beforeAll(async () => {
  issuer = await TestIssuer.start();
  const app = express();
  identifyOn(app, identifyBearer(issuer.settings));
  const done = ({ actor }: { actor: object }) => ({ status: 200, body: actor });
  mount(
    app,
    [get('/mine', { ...madeUp, roles: ['customer'] }, done), get('/everybodys', { ...madeUp, roles: 'all' }, done)],
    (fault) => faults.push(fault),
  );
  server = inProcess(app);
  call = callTo(() => server.url);
});
afterAll(() => {
  server.stop();
  issuer.goAway();
  expect(faults).toEqual([]);
});

const asking = (authorization: string, headers: Record<string, string> = {}) =>
  call('GET', '/mine', undefined, { Authorization: authorization, ...headers });

test('a good token is let in, and speaks for whom it names, whatever X-Actor says', async () => {
  for (const [scheme, headers] of [['Bearer', {}] as const, ['bearer', { 'X-Actor': 'admin' }] as const]) {
    const { status, body } = await asking(`${scheme} ${await issuer.token()}`, headers);
    expect({ status, body }).toEqual({ status: 200, body: { sub: 'alice', roles: ['customer'] } });
  }
});

test('without one, what is for all is open, and the rest asks for it', async () => {
  expect(await call('GET', '/everybodys', undefined, { 'X-Actor': 'admin' })).toMatchObject({
    status: 200,
    body: { sub: 'nobody', roles: [] },
  });
  const { status, headers, body } = await call('GET', '/mine', undefined, { 'X-Actor': 'customer:alice' });
  expect({ status, body }).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
  expect(headers.get('WWW-Authenticate')).toBe('Bearer realm="doremi"');
  expect(headers.get('Content-Type')).toContain('application/problem+json');
});

test('a good token of the wrong role is refused, and asks for no other token', async () => {
  const { status, headers, body } = await asking(`Bearer ${await issuer.token({ roles: ['operator', 'system'] })}`);
  expect({ status, body }).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  expect(headers.get('WWW-Authenticate')).toBeNull();
});

const now = (): number => Math.floor(Date.now() / 1_000);
const claims = (): object => ({ iss: issuer.url, aud: 'doremi', sub: 'alice', roles: ['customer'], exp: now() + 300 });
const header = (more: object = {}): object => ({ alg: 'RS256', kid: 'key-1', typ: 'at+jwt', ...more });

/** Signed well, but by somebody else. */
const forged = async (more: object = {}, alg = 'RS256', key?: CryptoKey): Promise<string> => {
  const { privateKey } = await generateKeyPair(alg);
  return new SignJWT({ ...claims() }).setProtectedHeader({ ...header(more), alg }).sign(key ?? privateKey);
};

/** Signed by the issuer, with an extension that nobody here knows. */
const extended = (): Promise<string> =>
  new SignJWT({ ...claims() })
    .setProtectedHeader({ alg: 'RS256', ...header({ crit: ['x'], x: 1 }) })
    .sign(issuer.key.privateKey, { crit: { x: true } });

/** Signed with the issuer's public key, as if that were a shared secret. */
const confused = async (secretOf: (key: CryptoKey) => Promise<string>): Promise<string> => {
  const key = (await importJWK(issuer.key.publicJwk, 'RS256', { extractable: true })) as CryptoKey;
  const unsigned = `${coded(header({ alg: 'HS256' }))}.${coded(claims())}`;
  const signature = createHmac('sha256', await secretOf(key))
    .update(unsigned)
    .digest('base64url');
  return `${unsigned}.${signature}`;
};

const attacks: [string, () => Promise<string> | string][] = [
  ['no algorithm', () => `${coded(header({ alg: 'none' }))}.${coded(claims())}.`],
  ['no algorithm, written otherwise', () => `${coded(header({ alg: 'nOnE' }))}.${coded(claims())}.`],
  ['no algorithm, and a signature', () => `${coded(header({ alg: 'none' }))}.${coded(claims())}.c2ln`],
  ['no signature', async () => (await issuer.token()).replace(/[^.]*$/, '')],
  ['a signature of nothing', async () => (await issuer.token()).replace(/[^.]*$/, 'AAAA')],
  ['the key of somebody else', () => forged()],
  ['the key of somebody else, brought along', async () => forged({ jwk: issuer.key.publicJwk })],
  ['a place of its own for the keys', () => forged({ jku: 'http://127.0.0.1:1/jwks', x5u: 'http://127.0.0.1:1' })],
  ['another algorithm than the pinned one', () => forged({}, 'ES256')],
  ['another algorithm of the same family', () => forged({}, 'RS512')],
  ['the public key as a secret (PEM)', () => confused(exportSPKI)],
  ['the public key as a secret (JWK)', () => confused(() => Promise.resolve(JSON.stringify(issuer.key.publicJwk)))],
  ['an extension that must be understood', () => extended()],
  ['an unknown kid', () => issuer.token({}, { kid: 'key-2' })],
  ['a kid that is a path', () => issuer.token({}, { kid: '../../../../dev/null' })],
  ['a kid that is a URL', () => issuer.token({}, { kid: 'http://127.0.0.1:1/key' })],
  ['a kid that is a query', () => issuer.token({}, { kid: "' UNION SELECT 'secret" })],
  ['a kid of the prototype', () => forged({ kid: '__proto__' })],
  ['a kid that is no text', () => `${coded(header({ kid: { $ne: null } }))}.${coded(claims())}.c2ln`],
  ['another audience', () => issuer.token({ aud: 'somebody-else' })],
  ['no audience', () => issuer.token({ aud: undefined })],
  ['another issuer', () => issuer.token({ iss: 'http://127.0.0.1:1' })],
  ['the issuer with a slash more', () => issuer.token({ iss: `${issuer.url}/` })],
  ['a time that is over', () => issuer.token({ exp: now() - 60 })],
  ['no end', () => issuer.token({ exp: undefined })],
  ['an end that is no number', () => issuer.token({ exp: '9999999999' as unknown as number })],
  ['a time to come', () => issuer.token({ nbf: now() + 60 })],
  ['nobody in it', () => issuer.token({ sub: undefined })],
  ['an empty name', () => issuer.token({ sub: '' })],
  ['the name of whoever may do everything', () => issuer.token({ sub: 'anonymous' })],
  ['the name of the system', () => issuer.token({ sub: 'system', roles: ['system'] })],
  ['the type of another token', () => issuer.token({}, { typ: 'JWT' })],
  ['no type', () => issuer.token({}, { typ: undefined })],
  [
    'other claims under the same signature',
    async () => {
      const [head, , signature] = (await issuer.token()).split('.');
      return `${head}.${coded({ ...claims(), roles: ['admin'] })}.${signature}`;
    },
  ],
  [
    'another header under the same signature',
    async () => {
      const [, payload, signature] = (await issuer.token()).split('.');
      return `${coded(header({ x: 1 }))}.${payload}.${signature}`;
    },
  ],
  ['more than a token may hold', () => issuer.token({ padding: 'x'.repeat(9_000) })],
  ['claims that are no object', () => `${coded(header())}.${coded('alice')}.c2ln`],
  ['no JSON', () => 'bm8.bm8.bm8'],
  ['two parts', () => 'a.b'],
  ['five parts, as of an encrypted one', () => `${coded({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`],
  ['a word', () => 'letmein'],
];

describe('a token with', () => {
  test.each(attacks)('%s is refused', async (_, token) => {
    const { status, headers, body, text } = await asking(`Bearer ${await token()}`);
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'TOKEN_INVALID' });
    expect(headers.get('WWW-Authenticate')).toBe('Bearer realm="doremi", error="invalid_token"');
    expect(text).not.toMatch(/jose|signature|expired|claim|stack|node_modules/i);
  });

  test('anything wrong is refused where everybody may come, too', async () => {
    const answer = await call('GET', '/everybodys', undefined, { Authorization: `Bearer ${await forged()}` });
    expect(answer).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } });
  });

  test.each(['Basic YWxpY2U6YWxpY2U=', 'Bearer', 'Bearer ', 'Bearer a b', 'Token x', 'Bearer "x"'])(
    'the header %j is refused',
    async (authorization) => {
      expect(await asking(authorization)).toMatchObject({ status: 401 });
    },
  );
});
