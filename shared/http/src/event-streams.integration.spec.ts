import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { refuse } from '@doremi/event-sourcing';
import { eventually } from '@doremi/event-sourcing/testing';
import { eventOf, EventStreams, idAlone } from './event-streams.js';
import { mount } from './mount.js';
import { sse, type StreamClient } from './route.js';
import { madeUpStream } from './testing/made-up.js';

let streams: EventStreams;
let server: Server;
let fed: StreamClient[];
let stopped: () => number;

beforeEach(async () => {
  streams = new EventStreams(5);
  fed = [];
  let stops = 0;
  stopped = () => stops;
  const app = express();
  const route = sse('/news/:newsId', { ...madeUpStream, roles: ['admin', 'store'] }, ({ params }) =>
    Promise.resolve(
      params.newsId === 404
        ? refuse('NOT_FOUND')
        : (client) => {
            fed.push(client);
            client.send(eventOf(JSON.stringify({ hello: params.newsId }), { id: 'id-1' }));
            return () => void stops++;
          },
    ),
  );
  mount(app, [route], undefined, streams);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const port = () => (server.address() as AddressInfo).port;

const open = async (path: string, options: { method?: string; actor?: string } = {}) => {
  const headers = options.actor ? { 'X-Actor': options.actor } : {};
  const asking = request({ port: port(), path, method: options.method ?? 'GET', headers }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  let text = '';
  let isOver = false;
  answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
  answer.on('end', () => (isOver = true)).on('error', () => undefined);
  return {
    answer,
    text: () => text,
    isOver: () => isOver,
    leave: () => asking.destroy(),
  };
};

describe('a live stream', () => {
  test('is sent as it comes, and says how long to wait before coming back', async () => {
    const { answer, text } = await open('/news/7');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    await eventually(() => /^retry: \d+\n\nid: id-1\ndata: \{"hello":7\}\n\n/.test(text()));
    fed[0]?.send(eventOf(JSON.stringify({ text: 'two\nlines' }), { name: 'news' }) + idAlone('id-2'));
    await eventually(() => text().includes('event: news\ndata: {"text":"two\\nlines"}\n\nid: id-2\n\n'));
  });

  test('shows that it lives while nothing happens', async () => {
    const { text } = await open('/news/7');
    await eventually(() => (text().match(/^: .*\n\n/gm) ?? []).length > 2);
  });

  test('is refused like any other answer', async () => {
    expect((await open('/news/7', { actor: 'customer:alice' })).answer.statusCode).toBe(403);
    expect((await open('/news/404')).answer.statusCode).toBe(404);
    expect((await open('/news/x')).answer.statusCode).toBe(404);
    expect((await open('/news/7', { method: 'POST' })).answer.statusCode).toBe(405);
    expect(fed).toEqual([]);
  });

  test('is not begun for a HEAD', async () => {
    const { answer, isOver } = await open('/news/7', { method: 'HEAD' });
    await eventually(isOver);
    expect(answer.headers['content-type']).toBe('text/event-stream');
    expect(streams.size).toBe(0);
  });

  test('is stopped when its client goes', async () => {
    const { leave } = await open('/news/7');
    await open('/news/8');
    expect(streams.size).toBe(2);
    leave();
    await eventually(() => stopped() === 1);
    expect(streams.size).toBe(1);
  });

  test('ends in order with its process, and none is begun after that', async () => {
    const { isOver, answer } = await open('/news/7');
    streams.end();
    await eventually(isOver);
    expect(answer.complete).toBe(true);
    await eventually(() => stopped() === 1);
    expect(streams.size).toBe(0);
    await eventually((await open('/news/7')).isOver);
    expect(fed).toHaveLength(1);
  });
});

describe('a client that does not read', () => {
  const deafClient = async (): Promise<Socket> => {
    const socket = connect(port(), '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.pause();
    socket.write('GET /news/7 HTTP/1.1\r\nHost: x\r\n\r\n');
    await eventually(() => fed.length === 1);
    return socket;
  };

  test('is dropped before much waits for it', async () => {
    const socket = await deafClient();
    const event = eventOf(JSON.stringify({ text: 'x'.repeat(100_000) }));
    let sent = 0;
    await eventually(() => {
      fed[0]?.send(event);
      sent++;
      return stopped() === 1;
    });
    // What the system's own buffers take, and little more.
    expect(sent).toBeLessThan(200);
    expect(streams.size).toBe(0);
    fed[0]?.send(event);
    socket.destroy();
  });

  test('has time to take its welcome, however large, while there are news', async () => {
    const socket = await deafClient();
    const large = 'x'.repeat(20_000_000);
    fed[0]?.welcome(eventOf(large));
    fed[0]?.welcome(eventOf('second'));
    fed[0]?.send(eventOf('news'));
    let read = '';
    socket.on('data', (chunk: Buffer) => (read = (read + chunk.toString()).slice(-50_000))).resume();
    await eventually(() => read.includes('data: second\n\n') && read.includes('data: news\n\n'));
    expect(streams.size).toBe(1);
    socket.destroy();
  });

  test('is dropped when more news wait than may, though its welcome was large', async () => {
    const socket = await deafClient();
    const event = eventOf('x'.repeat(100_000));
    fed[0]?.welcome(eventOf('x'.repeat(20_000_000)));
    fed[0]?.send(event);
    expect(streams.size).toBe(1);
    fed[0]?.send(event);
    await eventually(() => stopped() === 1);
    socket.destroy();
  });
});
