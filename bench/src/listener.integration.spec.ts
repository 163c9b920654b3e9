import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { listenerAt } from './listener.js';

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('finds the process that listens where a URL points, on this machine alone', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(listenerAt(`esdb://127.0.0.1:${port}?tls=false`)).toBe(process.pid);
  expect(listenerAt(`mongodb://name:secret@localhost:${port}/doremi`)).toBe(process.pid);
  expect(listenerAt(`esdb://event-store.example:${port}`)).toBeUndefined();
  expect(listenerAt('')).toBeUndefined();
  await once(server.close(), 'close');
  expect(listenerAt(`esdb://127.0.0.1:${port}`)).toBeUndefined();
});
