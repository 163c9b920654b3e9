import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { eventually } from '@doremi/event-sourcing/testing';
import { leaveAdmission, AdmissionControl, type AdmissionLimits } from './admission-control.js';

/** How long the work of a request takes; milliseconds. */
const WORK = 10;
const SIZE: AdmissionLimits = { atOnce: 4, waiting: 8, waitMs: 60_000 };

let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  await once(server.close(), 'close');
});

const open = async (size = SIZE) => {
  const app = express();
  const admission = new AdmissionControl(size);
  const held = new Set<() => void>();
  const most = { inside: 0, waiting: 0 };
  app.use(admission.admit);
  app.get('/work', async (_, response) => {
    most.inside = Math.max(most.inside, admission.state.inside);
    most.waiting = Math.max(most.waiting, admission.state.waiting);
    await pause(WORK);
    response.json({});
  });
  app.get('/held', (_, response) => void held.add(() => response.end()));
  app.get('/stream', (_, response) => {
    response.writeHead(200).flushHeaders();
    leaveAdmission(response);
  });
  app.get(['/health/live', '/metrics', '/ops/status'], (_, response) => response.json({}));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  /** Over a connection of its own, as everybody comes in a crowd. */
  const ask = async (path: string) => {
    const [response] = (await once(request(`${url}${path}`, { agent: false }).end(), 'response')) as [IncomingMessage];
    return { status: response.statusCode, headers: response.headers, body: await text(response) };
  };
  return { admission, held, most, url, ask };
};

const fill = async ({ admission, ask }: Awaited<ReturnType<typeof open>>, path: string) => {
  const asked = Array.from({ length: SIZE.atOnce + SIZE.waiting }, () => ask(path));
  await eventually(() => admission.state.waiting === SIZE.waiting);
  return asked;
};

/** Requests one behind the other on one connection, without waiting for an answer. */
const pipelined = async (url: string, path: string, count: number): Promise<Socket> => {
  const { port, host } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(count));
  return socket;
};

describe('a process with room for four and eight who wait', () => {
  test('under a peak it takes what it can, refuses the rest at once, and has room for everybody afterwards', async () => {
    const { most, admission, ask } = await open();
    const peak = await Promise.all(Array.from({ length: 300 }, () => ask('/work')));
    const refused = peak.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(peak.length - refused.length).toBeGreaterThanOrEqual(SIZE.atOnce + SIZE.waiting);
    for (const { status, headers, body } of refused) {
      expect([status, headers['retry-after']]).toEqual([503, '1']);
      expect(JSON.parse(body)).toMatchObject({ code: 'OVERLOADED', status: 503 });
    }
    expect(most.inside).toBe(SIZE.atOnce);
    expect(most.waiting).toBeLessThanOrEqual(SIZE.waiting);
    expect(admission.state).toEqual({ inside: 0, waiting: 0, turnedAway: refused.length });
    const everybody = await Promise.all(Array.from({ length: SIZE.atOnce + SIZE.waiting }, () => ask('/work')));
    expect(everybody.map(({ status }) => status)).toEqual(Array(everybody.length).fill(200));
    expect(admission.state).toEqual({ inside: 0, waiting: 0, turnedAway: refused.length });
  });

  test('health, metrics and the operator are never sent away', async () => {
    const process = await open();
    const asked = await fill(process, '/held');
    expect((await process.ask('/work')).status).toBe(503);
    for (const path of ['/health/live', '/metrics', '/ops/status']) expect((await process.ask(path)).status).toBe(200);
    while (process.held.size > 0 || process.admission.state.inside > 0) {
      for (const end of process.held) end();
      process.held.clear();
      await pause(1);
    }
    for (const { status } of await Promise.all(asked)) expect(status).toBe(200);
  });

  test('who waits too long is sent away, and so is nobody else', async () => {
    const { admission, held, ask } = await open({ ...SIZE, atOnce: 1, waitMs: 20 });
    const first = ask('/held');
    await eventually(() => held.size === 1);
    expect((await ask('/work')).status).toBe(503);
    expect(admission.state).toEqual({ inside: 1, waiting: 0, turnedAway: 1 });
    for (const end of held) end();
    expect((await first).status).toBe(200);
    expect((await ask('/work')).status).toBe(200);
  });

  test('who goes away, working or waiting, makes room', async () => {
    const { admission, url } = await open();
    const requests = Array.from({ length: SIZE.atOnce + SIZE.waiting }, () =>
      request(`${url}/held`)
        .on('error', () => undefined)
        .end(),
    );
    await eventually(() => admission.state.waiting === SIZE.waiting);
    for (const asked of requests) asked.destroy();
    await eventually(() => admission.state.inside === 0 && admission.state.waiting === 0);
    expect(admission.state.turnedAway).toBe(0);
  });

  test('a live stream takes no place from those who want an answer', async () => {
    const { admission, url, ask } = await open();
    const streams = Array.from({ length: 3 * SIZE.atOnce }, () =>
      request(`${url}/stream`)
        .on('error', () => undefined)
        .end(),
    );
    await Promise.all(streams.map((stream) => once(stream, 'response')));
    expect(admission.state.inside).toBe(0);
    expect((await ask('/work')).status).toBe(200);
    for (const stream of streams) stream.destroy();
  });

  test('gets back the places of pipelined requests whose connection is lost, those that were not yet being answered too', async () => {
    const { admission, url, ask } = await open();
    const socket = await pipelined(url, '/held', SIZE.atOnce + SIZE.waiting);
    await eventually(() => admission.state.inside === SIZE.atOnce && admission.state.waiting === SIZE.waiting);
    socket.destroy();
    await eventually(() => admission.state.inside === 0 && admission.state.waiting === 0);
    expect((await ask('/work')).status).toBe(200);
  });
});
