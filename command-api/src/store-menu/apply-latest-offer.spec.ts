import { storeMenuStream } from '@doremi/domain';
import { beforeAll, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { call, done } = api;
const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 150 };
const gone = { code: 'NOTHING_TO_CONFIRM', currentStatus: 'DELISTED', liveRevision: null, pendingRevision: null };

beforeAll(() => done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' }));

const offered = async (): Promise<{ menu: string; here: string; stream: string }> => {
  const menuId = Number((await done(201, 'POST', '/menus', card)).menuId);
  return { menu: `/menus/${menuId}`, here: `/stores/2002/menus/${menuId}`, stream: storeMenuStream(2002, menuId) };
};

test.each([
  ['deleted', (menu: string) => done(204, 'DELETE', menu)],
  ['withdrawn', (menu: string) => done(204, 'DELETE', `${menu}/offers/2002`)],
])('what was %s is gone for the store that answers, before any policy ran', async (_, takeBack) => {
  const { menu, here, stream } = await offered();
  await takeBack(menu);
  for (const step of ['approve', 'reject'])
    expect(await call('POST', `${here}/${step}`, step === 'reject' ? { reason: 'no' } : undefined)).toMatchObject({
      ...{ status: 409, body: gone },
    });
  expect(await api.store.read(stream)).toMatchObject([
    { type: 'MenuDelisted', metadata: { actor: { sub: 'system' } } },
  ]);
});

test('what was offered again can be answered again', async () => {
  const { menu, here } = await offered();
  await done(200, 'POST', `${here}/approve`);
  await done(204, 'DELETE', `${menu}/offers/2002`);
  expect(await call('POST', `${here}/approve`, { revision: 1 })).toMatchObject({ status: 409, body: gone });
  await done(200, 'POST', `${menu}/offers`, { storeIds: [2002] });
  expect(await done(200, 'POST', `${here}/approve`)).toMatchObject({ menuStatus: 'APPROVED', liveRevision: 1 });
});

test('an answer that was given is repeated to the same key, whatever was taken back since', async () => {
  const { menu, here } = await offered();
  const key = { 'Idempotency-Key': `key-of-${here}` };
  const first = await done(200, 'POST', `${here}/approve`, undefined, key);
  await done(204, 'DELETE', menu);
  expect(await done(200, 'POST', `${here}/approve`, undefined, key)).toEqual(first);
});
