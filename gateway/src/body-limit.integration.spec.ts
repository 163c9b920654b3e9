import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';

let door: TestGateway;
beforeEach(async () => (door = await startGateway()));
afterEach(() => door.stop());

const LIMIT = 100_000;

const streamOf = (...sizes: readonly number[]): ReadableStream =>
  new ReadableStream({
    start: (controller) => {
      for (const size of sizes) controller.enqueue(new Uint8Array(size).fill(0x20));
      controller.close();
    },
  });

const post = (body: string | ReadableStream) =>
  // "duplex" is asked for by fetch whenever a body is a stream.
  door.ask('/menus', { method: 'POST', body, duplex: 'half' });

test('a body at the limit passes, with its length told or not', async () => {
  expect(await post(' '.repeat(LIMIT))).toMatchObject({ status: 200 });
  expect(await post(streamOf(LIMIT / 2, LIMIT / 2))).toMatchObject({ status: 200 });
  expect(door.commandApi.received.map(({ body }) => body.length)).toEqual([LIMIT, LIMIT]);
});

test.each([
  ['says so', () => ' '.repeat(LIMIT + 1)],
  ['turns out so', () => streamOf(LIMIT, 1)],
  ['goes on and on', () => streamOf(...Array.from({ length: 40 }, () => LIMIT))],
])('a body that is too large and %s is refused, and no request arrives behind', async (_, body) => {
  const answer = await post(body());
  expect(answer.status).toBe(413);
  expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
  expect(await answer.json()).toMatchObject({ code: 'BODY_TOO_LARGE', limitBytes: LIMIT });
  expect(door.commandApi.received).toEqual([]);
});

test('a DELETE whose length is not told is refused: its body would pass for the next request', async () => {
  const smuggled = 'POST /menus/1/offers HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
  const answer = await door.raw(
    'DELETE /menus/1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n',
    `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 411 /);
  expect(door.commandApi.received).toEqual([]);
});

test('the names of framing headers can not be dropped through Connection', async () => {
  const smuggled = 'DELETE /menus/2 HTTP/1.1\r\nHost: x\r\n\r\n';
  await door.raw(
    `DELETE /menus/1 HTTP/1.1\r\nHost: x\r\nConnection: close, Content-Length\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
  );
  expect(door.commandApi.received).toMatchObject([{ url: '/menus/1', body: smuggled }]);
});
