import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { LIMITS } from '../engines/event-store-db/connection.js';
import { callTo } from '../testing/served.js';
import { ANSWER_WITHIN } from './deadlines.js';
import { EventStreams } from './event-streams.js';
import { mount } from './mount.js';
import { post } from './route.js';
import { madeUp } from '../testing/made-up.js';

let server: Server;
const faults: unknown[] = [];
const engine = new EventEmitter();
const call = callTo(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
beforeAll(async () => {
  const app = express();
  const never = post('/never', { ...madeUp, roles: 'all' }, () => new Promise<never>(() => undefined));
  const late = post('/late', { ...madeUp, roles: 'all' }, async () => {
    await once(engine, 'back');
    throw new Error('too late for anybody to hear');
  });
  mount(app, [never, late], (fault) => faults.push(fault), new EventStreams(), 50);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test.each(['/never', '/late'])('%s is answered within the time there is, and is no fault of ours', async (path) => {
  const { status, headers, body } = await call('POST', path);
  expect([status, body.code, headers.get('Retry-After')]).toEqual([503, 'ENGINE_UNAVAILABLE', '1']);
  engine.emit('back');
  await setImmediate();
  expect(faults).toEqual([]);
});

test('a call to the event store ends before the request that made it', () => {
  expect(LIMITS.call).toBeLessThan(ANSWER_WITHIN);
});
