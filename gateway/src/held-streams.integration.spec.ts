import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { eventually } from '@doremi/event-sourcing/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';

let door: TestGateway;
beforeEach(async () => (door = await startGateway()));
afterEach(() => door.stop());

/** As a browser's EventSource asks. */
const open = async (
  headers: Record<string, string> = { Accept: 'text/event-stream' },
  path = '/stores/2002/board/stream',
) => {
  const asking = get({ port: door.port, path, headers });
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  let text = '';
  let hasEnded = false;
  answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
  answer.on('end', () => (hasEnded = true)).on('error', () => undefined);
  return { answer, text: () => text, hasEnded: () => hasEnded, leave: () => void asking.destroy() };
};

/** The read side again, on the port that it had, ready or not. */
const backOn = async (port: number, isReady: () => boolean) => {
  const server = createServer((request, response) => {
    if (request.url === '/health/ready') return void response.writeHead(isReady() ? 200 : 503).end();
    response.writeHead(200, { 'Content-Type': 'text/event-stream', Connection: 'close' });
    response.end('data: "back"\n\n');
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return () => {
    server.close();
    server.closeAllConnections();
  };
};

describe('a stream whose upstream is away', () => {
  const lose = async (): Promise<number> => {
    const port = Number(new URL(door.queryApi.url).port);
    await door.queryApi.stop();
    return port;
  };

  test('is held with comments, and ended once the upstream is ready, so that its client comes back', async () => {
    const port = await lose();
    const held = await open();
    expect(held.answer.statusCode).toBe(200);
    expect(held.answer.headers['content-type']).toBe('text/event-stream');
    await eventually(() => held.text().split(': waiting\n\n').length > 2);
    let isReady = false;
    const end = await backOn(port, () => isReady);
    const waited = held.text();
    await eventually(() => held.text() !== waited);
    expect(held.hasEnded()).toBe(false);
    isReady = true;
    await eventually(held.hasEnded);
    expect(held.text()).toMatch(/^retry: \d+\n\n(: waiting\n\n)+$/);
    const again = await open();
    await eventually(again.hasEnded);
    expect(again.text()).toBe('data: "back"\n\n');
    end();
  });

  test('is held whatever topics it asks for', async () => {
    await lose();
    const held = await open(undefined, '/live?topics=board:2002,cart:7');
    expect(held.answer.statusCode).toBe(200);
    await eventually(() => held.text().includes(': waiting'));
    held.leave();
  });

  test('is 503 for whoever asks for no events', async () => {
    await lose();
    const { answer } = await open({ Accept: 'application/json' });
    expect(answer.statusCode).toBe(503);
    answer.resume();
  });

  test('is ended when the gateway stops', async () => {
    await lose();
    const held = await open();
    await eventually(() => held.text().includes(': waiting'));
    door.stopping.abort();
    await eventually(held.hasEnded);
    expect(held.answer.complete).toBe(true);
  });

  test('is sent back where it goes away between the look and the question', async () => {
    door.queryApi.answer = (request, response) => {
      if (request.url === '/health/ready') response.end();
      else request.socket.destroy();
    };
    const { answer, text, hasEnded } = await open();
    await eventually(hasEnded);
    expect([answer.statusCode, answer.headers['content-type'], text()]).toEqual([
      200,
      'text/event-stream',
      'retry: 500\n\n',
    ]);
  });
});
