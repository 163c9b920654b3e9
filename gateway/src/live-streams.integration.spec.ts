import { once } from 'node:events';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { eventually } from '@doremi/event-sourcing/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';

const ANSWER_MS = 100;

let door: TestGateway;
let upstream: ServerResponse;
beforeEach(async () => {
  door = await startGateway({ connect: 500, answer: ANSWER_MS });
  door.queryApi.answer = (_, response) => {
    upstream = response;
    response.writeHead(200, { 'Content-Type': 'text/event-stream', Connection: 'close' });
    response.write('retry: 1000\n\n');
  };
});
afterEach(() => door.stop());

const listen = async (headers: Record<string, string> = {}, path = '/stores/2002/board/stream') => {
  const asking = request({ port: door.port, path, headers }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  let text = '';
  let hasEnded = false;
  answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
  answer.on('end', () => (hasEnded = true)).on('error', () => undefined);
  return {
    answer,
    text: () => text,
    hasEnded: () => hasEnded,
    leave: () => asking.on('error', () => undefined).destroy(),
  };
};

describe('a live stream', () => {
  test('passes event by event, and where its client left off passes the other way', async () => {
    const { answer, text } = await listen({ 'Last-Event-ID': 'some-id' });
    expect(answer.headers['content-type']).toBe('text/event-stream');
    expect(door.queryApi.received[0]?.headers['last-event-id']).toBe('some-id');
    for (const event of ['data: 1\n\n', 'data: 2\n\n', ': still here\n\n']) {
      upstream.write(event);
      await eventually(() => text().endsWith(event));
    }
  });

  test('of several topics is asked for as its client asks, by whoever it is', async () => {
    const path = '/live?topics=board:2002,menus:2002';
    const { answer } = await listen({ 'X-Event-Position': 'some-place' }, path);
    expect(answer.headers['content-type']).toBe('text/event-stream');
    expect(door.queryApi.received[0]).toMatchObject({ url: path, headers: { 'x-event-position': 'some-place' } });
  });

  test('may be silent for longer than an answer may take', async () => {
    const { text } = await listen();
    const begun = performance.now();
    await eventually(() => performance.now() - begun > 2 * ANSWER_MS);
    upstream.write('data: 1\n\n');
    await eventually(() => text().endsWith('data: 1\n\n'));
  });

  test('is left upstream too when its client goes', async () => {
    const { leave } = await listen();
    const left = once(upstream, 'close');
    leave();
    await left;
  });

  test('breaks off where its upstream does', async () => {
    const { answer } = await listen();
    const broken = once(answer, 'error');
    upstream.socket?.destroy();
    await broken;
    expect(answer.complete).toBe(false);
  });

  test('ends where its upstream ends it', async () => {
    const { answer, hasEnded } = await listen();
    upstream.end('data: 1\n\n');
    await eventually(hasEnded);
    expect(answer.complete).toBe(true);
  });

  test('is ended in order when the gateway stops, and its connection with it', async () => {
    const { answer, hasEnded, text } = await listen();
    upstream.write('data: 1\n\n');
    await eventually(() => text().endsWith('data: 1\n\n'));
    const left = once(upstream, 'close');
    const closed = once(answer.socket, 'close');
    door.stopping.abort();
    await Promise.all([eventually(hasEnded), left, closed]);
    expect(answer.complete).toBe(true);
  });

  test('that comes while the gateway stops is over at once', async () => {
    door.stopping.abort();
    const { answer, hasEnded } = await listen();
    await eventually(hasEnded);
    expect(answer).toMatchObject({ statusCode: 200, complete: true });
  });

  test('does not fill the house when its client does not read: what comes waits upstream', async () => {
    const { answer } = await listen();
    answer.pause();
    const event = `data: ${'x'.repeat(100_000)}\n\n`;
    let written = 0;
    await eventually(() => {
      upstream.write(event);
      written++;
      return upstream.writableLength > 1_000_000;
    });
    expect(written).toBeLessThan(400);
    answer.destroy();
  });
});
