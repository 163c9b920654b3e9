import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';

let door: TestGateway;
beforeEach(async () => (door = await startGateway()));
afterEach(() => door.stop());

test.each([
  ['/menus/1', 'GET, PUT, DELETE'],
  ['/orders', 'GET'],
  ['/mycart/1/order', 'POST'],
])('at %s there is %s, whichever process answers it', async (path, allowed) => {
  const asked = await door.ask(path, { method: 'OPTIONS' });
  expect([asked.status, asked.headers.get('Allow'), await asked.text()]).toEqual([204, allowed, '']);
  const refused = await door.ask(path, { method: 'PATCH' });
  expect([refused.status, refused.headers.get('Allow')]).toEqual([405, allowed]);
  expect(await refused.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED', allowed: allowed.split(', ') });
  expect([...door.commandApi.received, ...door.queryApi.received]).toEqual([]);
});

test('what nobody knows is for those behind to refuse', async () => {
  await door.ask('/nowhere', { method: 'PATCH' });
  expect(door.commandApi.received).toMatchObject([{ url: '/nowhere' }]);
});
