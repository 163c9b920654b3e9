import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TinyService } from './testing/tiny-server.js';
import { wholeHealth } from './whole-health.js';

let a: TinyService;
let b: TinyService;
beforeEach(async () => {
  a = await new TinyService('a').start();
  b = await new TinyService('b').start();
  says(a, 200, { status: 'ready', parts: { mongodb: 'up' } });
  says(b, 200, { status: 'ready', parts: {} });
});
afterEach(() => Promise.all([a.stop(), b.stop()]));

const says = (service: TinyService, status: number, body: object) => {
  service.answer = (_, response) => response.writeHead(status).end(JSON.stringify(body));
};

const whole = () => wholeHealth({ a: a.url, b: b.url })();

test('is ready when every part is', async () => {
  expect(await whole()).toEqual({ ready: true, degraded: false, parts: { gateway: 'up', a: 'up', b: 'up' } });
  expect(a.received).toMatchObject([{ method: 'GET', url: '/health/ready' }]);
});

test('says which part waits, and for what, without what is said inside', async () => {
  says(b, 503, { status: 'not ready', parts: { mongodb: 'connect ECONNREFUSED 10.0.0.7', redis: 'up' } });
  expect(await whole()).toMatchObject({ ready: false, parts: { a: 'up', b: 'waits for mongodb' } });
});

test.each([
  ['is gone', () => b.stop()],
  ['talks nonsense', () => void (b.answer = (_, response) => response.end('<html>'))],
])('a part that %s is not ready', async (_, happens) => {
  await happens();
  expect(await whole()).toMatchObject({ ready: false, parts: { a: 'up', b: 'no answer' } });
});

test('one that serves but should be looked at does not make the whole unready', async () => {
  says(b, 200, { status: 'degraded', parts: { redis: 'no answer' } });
  expect(await whole()).toEqual({ ready: true, degraded: true, parts: { gateway: 'up', a: 'up', b: 'degraded' } });
});

test('those who ask at once share one round', async () => {
  const health = wholeHealth({ a: a.url, b: b.url });
  await Promise.all([health(), health(), health()]);
  expect(a.received).toHaveLength(1);
  await health();
  expect(a.received).toHaveLength(2);
});
