import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ask } from './ask.js';

const servers: ReturnType<typeof createServer>[] = [];

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
};

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

describe('a process that is asked', () => {
  test('answers, well or not', async () => {
    const url = await serve((_, response) => response.writeHead(503).end('not ready'));
    expect(await ask(url, 5_000)).toEqual({ isOk: false, text: 'not ready' });
    expect(await ask(await serve((_, response) => response.end('{}')), 5_000)).toEqual({ isOk: true, text: '{}' });
  });

  test('gives no answer where nobody listens, and none where it is cut off in the middle', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('some');
      setImmediate(() => response.destroy());
    });
    expect(await ask(url, 5_000)).toBeNull();
    const [gone] = servers.splice(0);
    gone?.close().closeAllConnections();
    expect(await ask(url, 5_000)).toBeNull();
  });

  test('gives none in time where it says nothing', async () => {
    expect(await ask(await serve(() => undefined), 50)).toBeNull();
  });
});
