import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';

/** Over a socket: how the connection ends after such an answer differs between Node's releases on anything else. */
test('a token in a header beyond all measure never reaches the routes', async () => {
  let reached = 0;
  const server = createServer((_, response) => {
    reached++;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const headers = { Authorization: `Bearer ${'x'.repeat(20_000)}` };
    const { status } = await fetch(`http://127.0.0.1:${port}/mycart/1`, { headers });
    expect([status, reached]).toEqual([431, 0]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
