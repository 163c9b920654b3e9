import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';

const ANSWER_MS = 100;

let door: TestGateway;
beforeEach(async () => (door = await startGateway({ connect: 500, answer: ANSWER_MS })));
afterEach(() => door.stop());

describe('an upstream that fails', () => {
  test('by not answering in time: 504, and the client may come again', async () => {
    door.queryApi.answer = () => undefined;
    const answer = await door.ask('/menus');
    expect(answer.status).toBe(504);
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(await answer.json()).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  test('by not being there: 503, and the client may come again', async () => {
    await door.commandApi.stop();
    const answer = await door.ask('/menus', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  test.each(['', 'HTTP/1.1 200 OK\r\nContent-Le', 'nonsense\r\n\r\n'])('by answering %j: 503', async (bytes) => {
    door.queryApi.answer = (request) => request.socket.end(bytes);
    expect(await door.ask('/menus')).toMatchObject({ status: 503 });
  });

  test('in the middle of its answer: the client can tell that it is not whole', async () => {
    door.queryApi.answer = (request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"items":[', () => request.socket.destroy());
    };
    const answer = await door.ask('/menus');
    await expect(answer.text()).rejects.toThrow();
  });

  test('is forgiven once it is back', async () => {
    door.queryApi.answer = (request) => request.socket.destroy();
    expect(await door.ask('/menus')).toMatchObject({ status: 503 });
    door.queryApi.answer = null;
    expect(await door.ask('/menus')).toMatchObject({ status: 200 });
  });
});

test('an answer that has begun may take its time', async () => {
  door.queryApi.answer = (_, response) => {
    response.write('a');
    setTimeout(() => response.end('b'), ANSWER_MS + 50);
  };
  expect(await (await door.ask('/menus')).text()).toBe('ab');
});

test('a client that goes away takes its request along', async () => {
  const gone = new AbortController();
  const closed = new Promise((resolve) => {
    door.queryApi.answer = (_, response) => {
      response.once('close', resolve);
      gone.abort();
    };
  });
  await expect(door.ask('/menus', { signal: gone.signal })).rejects.toThrow(/abort/);
  await closed;
});

describe('connections', () => {
  test('to an upstream are kept, whatever the client does with its own', async () => {
    const request = 'GET /menus HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    expect(await door.raw(request)).toMatch(/connection: close/i);
    await door.raw(request);
    const [first, second] = door.queryApi.received;
    expect(second?.from).toBe(first?.from);
  });

  test("are a hop's own business: what belongs to them is not passed on", async () => {
    await door.raw(
      'GET /menus HTTP/1.1\r\nHost: x\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nTE: trailers\r\nUpgrade: websocket\r\nProxy-Authorization: b\r\n\r\n',
    );
    const headers = door.queryApi.received[0]?.headers;
    for (const name of ['x-hop', 'te', 'upgrade', 'proxy-authorization']) expect(headers).not.toHaveProperty(name);
  });

  test('are closed with their next answer once the gateway stops', async () => {
    door.stopping.abort();
    const answer = await door.ask('/menus');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Connection')).toBe('close');
  });
});
