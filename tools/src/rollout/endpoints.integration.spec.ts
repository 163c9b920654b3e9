import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { Endpoints } from './endpoints.js';

const servers: { close: () => unknown }[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A server that says its name to whoever connects. */
const named = async (name: string): Promise<number> => {
  const server = createServer((socket) => socket.end(name)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const connected = async (url: string): Promise<string> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString())).on('error', () => undefined);
  await once(socket, 'close');
  return text;
};

test('new connections go to the endpoints in turn, and to none that was removed', async () => {
  const endpoints = await Endpoints.listen();
  servers.push(endpoints);
  const [a, b] = [await named('a'), await named('b')];
  endpoints.add(a);
  endpoints.add(b);
  const told = [];
  for (let time = 0; time < 4; time++) told.push(await connected(endpoints.url));
  expect(told.sort()).toEqual(['a', 'a', 'b', 'b']);
  endpoints.remove(a);
  expect([await connected(endpoints.url), await connected(endpoints.url)]).toEqual(['b', 'b']);
});

test('without an endpoint, or with one that is gone, the client loses its connection: nothing is tried twice', async () => {
  const endpoints = await Endpoints.listen();
  servers.push(endpoints);
  expect(await connected(endpoints.url)).toBe('');
  const gone = await named('gone');
  servers.pop()?.close();
  const other = await named('other');
  endpoints.add(gone);
  endpoints.add(other);
  expect([await connected(endpoints.url), await connected(endpoints.url)].sort()).toEqual(['', 'other']);
});
