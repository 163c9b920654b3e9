import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { screen } from './screen.js';
import { howToSignIn, issuerOf } from './sign-in.js';

let config: object | null = null;
const server = createServer((_, response) => {
  response.writeHead(config === null ? 404 : 200).end(JSON.stringify(config));
});
let url = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test.each<[object | null, string | null]>([
  [{ signIn: false }, null],
  [null, null],
  [{ signIn: true, issuer: 'https://id.example', clientId: 'doremi-pages' }, 'https://id.example'],
])('a gateway that says %j has people sign in at %s', async (told, issuer) => {
  config = told;
  expect(await issuerOf(url)).toBe(issuer);
});

test('whoever has to sign in is told where, and how to get a token', () => {
  const played = howToSignIn('http://127.0.0.1:8088', 'http://127.0.0.1:8088/identity');
  expect(played).toContain('http://127.0.0.1:8088/identity/token');
  expect(howToSignIn('http://127.0.0.1:8088', 'https://id.example')).toContain('with https://id.example');
  expect(screen(8088, '.doremi', 2, 'oidc')).toContain('http://127.0.0.1:8088/identity/token');
  expect(screen(8088, '.doremi', 2, 'oidc')).not.toContain('npm run walk');
  expect(screen(8088, '.doremi', 2, 'oidc', 'https://id.example')).not.toContain('office-machine');
  expect(screen(8088, '.doremi', 2, 'off')).toContain('npm run walk');
});
