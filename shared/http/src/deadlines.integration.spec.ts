import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { LIMITS } from '@doremi/event-store/testing';
import { inProcess, type InProcess } from './testing/in-process.js';
import { callTo } from './testing/served.js';
import { ANSWER_WITHIN } from './deadlines.js';
import { EventStreams } from './event-streams.js';
import { mount } from './mount.js';
import { post } from './route.js';
import { madeUp } from './testing/made-up.js';

let server: InProcess;
const faults: unknown[] = [];
const engine = new EventEmitter();
const call = callTo(() => server.url);
beforeAll(() => {
  const app = express();
  const never = post('/never', { ...madeUp, roles: 'all' }, () => new Promise<never>(() => undefined));
  const late = post('/late', { ...madeUp, roles: 'all' }, async () => {
    await once(engine, 'back');
    throw new Error('too late for anybody to hear');
  });
  mount(app, [never, late], (fault) => faults.push(fault), new EventStreams(), 50);
  server = inProcess(app);
});
afterAll(() => server.stop());

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
