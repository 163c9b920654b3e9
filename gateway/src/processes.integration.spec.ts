import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { othersAt } from './processes.js';
import { TinyService } from './testing/tiny-server.js';

let a: TinyService;
let b: TinyService;
let identity: TinyService;
beforeEach(async () => {
  [a, b, identity] = await Promise.all([
    new TinyService('a').start(),
    new TinyService('b').start(),
    new TinyService('identity').start(),
  ]);
  for (const service of [a, b]) tells(service, { name: service === a ? 'a' : 'b', state: 'ready' });
});
afterEach(() => Promise.all([a.stop(), b.stop(), identity.stop()]));

const tells = (service: TinyService, process: object) => {
  service.answer = (_, response) => response.end(JSON.stringify({ processes: [process] }));
};

const others = (asked = {}) =>
  othersAt({ processes: { a: a.url, b: b.url }, identity: identity.url })({ host: 'here', ...asked });

test('every process is asked as whoever asks, and says of itself what it says', async () => {
  const asked = { authorization: 'Bearer token', 'x-actor': 'operator', cookie: 'theirs' };
  expect(await others(asked)).toEqual([
    { name: 'a', state: 'ready' },
    { name: 'b', state: 'ready' },
    expect.objectContaining({ name: 'identity', state: 'ready', engines: {} }),
  ]);
  expect(a.received).toMatchObject([
    { method: 'GET', url: '/ops/processes', headers: { authorization: 'Bearer token', 'x-actor': 'operator' } },
  ]);
  expect(a.received[0]?.headers).not.toHaveProperty('cookie');
  expect(identity.received).toMatchObject([{ url: '/health/ready' }]);
});

test.each([
  ['is gone', () => b.stop()],
  ['talks nonsense', () => void (b.answer = (_, response) => response.end('<html>'))],
  ['refuses', () => void (b.answer = (_, response) => response.writeHead(503).end('{"code":"ISSUER_UNAVAILABLE"}'))],
])('one that %s is named all the same', async (_, happens) => {
  await happens();
  expect((await others())[1]).toEqual({
    ...{ name: 'b', state: 'no answer', startedAt: null, node: null },
    ...{ parts: {}, engines: {}, breakers: [], stuck: [] },
  });
});
