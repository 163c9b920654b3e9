import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';

let door: TestGateway;
beforeEach(async () => (door = await startGateway()));
afterEach(() => door.stop());

const CLOSE = 'Host: x\r\nConnection: close\r\n\r\n';

describe('what is no HTTP', () => {
  test.each([
    ['noise', 'hello\r\n\r\n', 400],
    ['a broken version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', 400],
    ['no host', 'GET /menus HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['two lengths', `POST /menus HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n${CLOSE}`, 400],
    ['length and chunks', `POST /m HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n${CLOSE}`, 400],
    ['a control character in a header', `GET /menus HTTP/1.1\r\nX-Actor: a\x01b\r\n${CLOSE}`, 400],
    ['headers without end', `GET /menus HTTP/1.1\r\nX-Long: ${'x'.repeat(20_000)}\r\n${CLOSE}`, 431],
  ])('%s is a client fault', async (_, bytes, status) => {
    expect(await door.raw(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(door.queryApi.received).toEqual([]);
    expect(door.commandApi.received).toEqual([]);
  });
});

describe('URLs that mean nothing', () => {
  test.each([
    '/menus/%',
    '/menus/%zz',
    '/%C3%28',
    '/menus?cursor=%E0%A4%A',
    '/menus/%00',
    '*',
    'menus',
    'ftp://x/menus',
  ])('%s is a bad request', async (target) => {
    const answer = await door.raw(`OPTIONS ${target} HTTP/1.1\r\n${CLOSE}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    if (answer.includes('URL_INVALID')) expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(door.commandApi.received).toEqual([]);
  });

  test.each([
    ['http://elsewhere/menus?limit=1', '/menus?limit=1'],
    ['/a/../menus', '/a/../menus'],
  ])('%s is taken for the path %s', async (target, path) => {
    expect(await door.raw(`GET ${target} HTTP/1.1\r\n${CLOSE}`)).toMatch(/^HTTP\/1\.1 200 /);
    expect(door.queryApi.received).toMatchObject([{ url: path }]);
  });

  test.each(['//elsewhere/menus', '/mycart//1/order', '/mycart/1/order//', '//mycart/1/order'])(
    '%s is nobody’s path, however those behind would read it',
    async (target) => {
      for (const method of ['GET', 'POST'])
        expect(await door.raw(`${method} ${target} HTTP/1.1\r\nContent-Length: 0\r\n${CLOSE}`)).toMatch(
          /^HTTP\/1\.1 404 /,
        );
      expect([...door.queryApi.received, ...door.commandApi.received]).toEqual([]);
    },
  );

  test.each([
    ['a backslash', '/\\menus'],
    ['characters that should be escaped', '/"<>`{}|^'],
    ['bytes that are no UTF-8', '/\xff\xfe'],
    ['semicolons', '/;;;'],
    ['a very long path', `/${'x'.repeat(8_000)}`],
    ['an odd query', '/menus?%5B%5D&=&&a[b][c]=1'],
  ])('%s is passed on, and nothing breaks', async (_, target) => {
    expect(await door.raw(`GET ${target} HTTP/1.1\r\n${CLOSE}`)).toMatch(/^HTTP\/1\.1 (200|400) /);
    expect(door.faults).toEqual([]);
  });
});

test('a body that breaks off reaches nobody', async () => {
  const answer = await door.raw(`POST /menus HTTP/1.1\r\nTransfer-Encoding: chunked\r\n${CLOSE}`, 'zz\r\n');
  expect(answer).not.toMatch(/^HTTP\/1\.1 [25]/);
  expect(door.commandApi.received).toEqual([]);
});
