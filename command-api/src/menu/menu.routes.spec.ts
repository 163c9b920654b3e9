import { menuStream } from '@doremi/domain';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { call, done, refused } = api;

const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 150 };
const option = (optionId: string, more: object = {}) => ({ optionId, name: optionId, ...more });
const size = {
  groupId: 'size',
  name: 'Size',
  min: 1,
  options: [option('small', { priceDelta: '-20' }), option('large', { default: true })],
};
const register = async (more: object = {}): Promise<number> =>
  Number((await done(201, 'POST', '/menus', { ...card, ...more })).menuId);
const typesOf = async (menuId: number) => (await api.store.read(menuStream(menuId))).map(({ type }) => type);

beforeAll(async () => {
  for (const storeId of [2001, 2002]) await done(201, 'POST', '/stores', { storeId, storeName: 'a store' });
});

describe('POST /menus', () => {
  test('registers and offers, to all or to those named', async () => {
    const menuId = await register();
    expect(await typesOf(menuId)).toEqual(['MenuRegistered', 'MenuOffered']);
    const some = await done(201, 'POST', '/menus', { ...card, storeIds: [2001, '2002'] });
    expect(some).toMatchObject({ offeredTo: [2001, 2002], status: 'ACTIVE', revision: 1 });
  });

  test('numbers menus one after the other', async () => {
    const first = await register();
    expect(await register()).toBe(first + 1);
  });

  test('keeps text exactly and money to the cent', async () => {
    const menuName = '🍕 피자 <b>';
    expect(await done(201, 'POST', '/menus', { ...card, menuName, price: '19.99' })).toMatchObject({
      menuName,
      price: 19.99,
    });
  });

  test('keeps how it is sold: heading, place, allergens, picture and options', async () => {
    const sold = { category: 'Classics', position: '3', allergens: ['milk'], imageUrl: 'https://doremi.example/p.jpg' };
    const shown = {
      ...{ ...sold, position: 3 },
      optionGroups: [
        {
          ...{ ...size, max: 1 },
          options: [
            { optionId: 'small', name: 'small', priceDelta: -20, default: false },
            { optionId: 'large', name: 'large', priceDelta: 0, default: true },
          ],
        },
      ],
    };
    const { menuId, ...body } = await done(201, 'POST', '/menus', { ...card, ...sold, optionGroups: [size] });
    expect(body).toMatchObject(shown);
    const approved = await done(200, 'POST', `/stores/2001/menus/${Number(menuId)}/approve`);
    expect(approved).toMatchObject(shown);
    expect(await done(200, 'PUT', `/menus/${Number(menuId)}`, card)).toMatchObject({
      ...{ revision: 2, category: null, position: null, allergens: [], imageUrl: null, optionGroups: [] },
    });
  });

  test('whose options could cost less than nothing is 400, and says what it has to be', async () => {
    const cheap = { ...card, price: 19.99, optionGroups: [size] };
    const { body } = await refused(400, 'PRICE_TOO_LOW', 'POST', '/menus', cheap);
    expect(body).toMatchObject({ least: 20 });
    const before = await register();
    await refused(400, 'PRICE_TOO_LOW', 'PUT', `/menus/${before}`, cheap);
    await refused(400, 'PRICE_TOO_LOW', 'POST', '/menus', cheap);
    const menuId = await register({ optionGroups: [size] });
    expect(menuId).toBe(before + 1);
    const approving = ['POST', `/stores/2001/menus/${menuId}/approve`, { price: 19.99 }] as const;
    // Asking receives the offer, which is an event of head office's and not of this refusal.
    await call(...approving);
    expect((await refused(400, 'PRICE_TOO_LOW', ...approving)).body).toMatchObject({ least: 20 });
    await done(200, 'POST', `/stores/2001/menus/${menuId}/approve`);
    const setting = ['PUT', `/stores/2001/menus/${menuId}/price`, { price: 19.99 }] as const;
    expect((await refused(400, 'PRICE_TOO_LOW', ...setting)).body).toMatchObject({ least: 20 });
  });

  test.each<[object, string]>([
    [{ ...size, groupId: 'Size' }, 'optionGroups[0].groupId SLUG'],
    [{ ...size, min: 2 }, 'optionGroups[0].min TOO_HIGH'],
    [{ ...size, options: [] }, 'optionGroups[0].options LIST'],
    [{ ...size, options: [option('a'), option('a', { default: true })] }, 'optionGroups[0].options[1].optionId TWICE'],
    [{ ...size, options: [option('a')] }, 'optionGroups[0].options DEFAULTS'],
    [{ ...size, options: [option('a', { priceDelta: null })] }, 'optionGroups[0].options[0].priceDelta DIFFERENCE'],
  ])('with the option group %j is 400: %s', async (group, fault) => {
    const { body } = await refused(400, 'FIELDS_INVALID', 'POST', '/menus', { ...card, optionGroups: [group] });
    const errors = body.errors as { field: string; code: string }[];
    expect(errors.map(({ field, code }) => `${field} ${code}`)).toEqual([fault]);
  });

  test.each([
    ['a category of nothing', { category: '' }],
    ['null for its category', { category: null }],
    ['half a position', { position: 1.5 }],
    ['an allergen nobody knows', { allergens: ['gold'] }],
    ['a picture that is not https', { imageUrl: 'http://doremi.example/p.jpg' }],
    ['no name', { menuName: undefined }],
    ['NUL in its name', { menuName: 'a\0' }],
    ['a third decimal', { price: 1.005 }],
    ['a negative price', { price: -1 }],
    ['an unknown field', { colour: 'red' }],
    ['null for its stores', { storeIds: null }],
    ['no store at all', { storeIds: [] }],
  ])('with %s is 400 and leaves nothing behind', async (_, wrong) => {
    await refused(400, 'FIELDS_INVALID', 'POST', '/menus', { ...card, ...wrong });
  });

  test('to a store that is not there is 404, and names it; so is an offer, or taking one back', async () => {
    const storeIds = [2001, 9998, 9999];
    expect((await refused(404, 'STORE_NOT_FOUND', 'POST', '/menus', { ...card, storeIds })).body).toMatchObject({
      storeIds: [9998, 9999],
    });
    const offers = `/menus/${await register()}/offers`;
    await refused(404, 'STORE_NOT_FOUND', 'POST', offers, { storeIds });
    await refused(404, 'STORE_NOT_FOUND', 'DELETE', `${offers}/9999`);
  });

  test('is for head office', async () => {
    for (const actor of ['store:2001', 'customer:alice', 'operator'])
      await refused(403, 'FORBIDDEN', 'POST', '/menus', card, { 'X-Actor': actor });
    await done(201, 'POST', '/menus', card, { 'X-Actor': 'admin' });
  });

  test('with a key makes one menu and repeats its answer; another body is 422, another asker somebody else', async () => {
    const key = { 'Idempotency-Key': 'menu-key-1' };
    const first = await call('POST', '/menus', card, key);
    for (const body of [card, { price: 150, description: 'pizzadesc', menuType: 'pizza', menuName: 'pizza3' }]) {
      const again = await call('POST', '/menus', body, key);
      expect([again.status, again.body]).toEqual([201, first.body]);
      for (const name of ['X-Event-Position', 'Location'])
        expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
    await refused(422, 'IDEMPOTENCY_KEY_REUSED', 'POST', '/menus', { ...card, price: 1 }, key);
    const other = await done(201, 'POST', '/menus', card, { ...key, 'X-Actor': 'admin' });
    expect(other.menuId).not.toBe(first.body.menuId);
  });

  test('repeats its first answer with a key, also when the menu was revised meanwhile', async () => {
    const key = { 'Idempotency-Key': 'menu-key-2' };
    const first = await done(201, 'POST', '/menus', card, key);
    await done(200, 'PUT', `/menus/${Number(first.menuId)}`, { ...card, price: 2 });
    expect(await done(201, 'POST', '/menus', card, key)).toEqual(first);
  });
});

describe('PUT /menus/{menuId}', () => {
  test('makes the next revision, and the same card again none', async () => {
    const menuId = await register();
    const revised = { ...card, price: 180 };
    expect(await done(200, 'PUT', `/menus/${menuId}`, revised)).toMatchObject({ menuId, revision: 2, price: 180 });
    expect(await done(200, 'PUT', `/menus/${menuId}`, revised)).toMatchObject({ revision: 2 });
    expect(await typesOf(menuId)).toEqual(['MenuRegistered', 'MenuOffered', 'MenuRevised', 'MenuOffered']);
  });

  test('with If-Match is 412 when somebody else revised it', async () => {
    const menuId = await register();
    await done(200, 'PUT', `/menus/${menuId}`, { ...card, price: 180 }, { 'If-Match': '1' });
    const late = await refused(
      412,
      'MENU_CHANGED',
      'PUT',
      `/menus/${menuId}`,
      { ...card, price: 190 },
      { 'If-Match': '"1"' },
    );
    expect(late.body).toMatchObject({ revision: 2 });
  });

  test.each([
    ['DELETE', '', { reason: 'gone' }, 204],
    ['POST', '/offers', { storeIds: [2002] }, 200],
    ['DELETE', '/offers/2002', undefined, 204],
  ] as const)('%s %s minds If-Match too, and takes the ETag', async (method, path, body, status) => {
    const menuId = await register();
    const revised = await call('PUT', `/menus/${menuId}`, { ...card, price: 180 });
    const target = `/menus/${menuId}${path}`;
    await refused(412, 'MENU_CHANGED', method, target, body, { 'If-Match': '1' });
    await refused(400, 'IF_MATCH_INVALID', method, target, body, { 'If-Match': '"15-abcdefghijklmnopqrstuvwxyz0"' });
    await done(status, method, target, body, { 'If-Match': revised.headers.get('ETag') ?? '' });
  });

  test('of an unknown menu is 404, of a deleted one 409', async () => {
    await refused(404, 'MENU_NOT_FOUND', 'PUT', '/menus/99999', card);
    await refused(404, 'NOT_FOUND', 'PUT', '/menus/abc', card);
    const menuId = await register();
    await done(204, 'DELETE', `/menus/${menuId}`);
    await refused(409, 'MENU_DELETED', 'PUT', `/menus/${menuId}`, card);
  });
});

describe('DELETE /menus/{menuId}', () => {
  test('takes it off the menu, once', async () => {
    const menuId = await register();
    for (let n = 0; n < 2; n++) await done(204, 'DELETE', `/menus/${menuId}`, { reason: 'sold badly' });
    expect((await typesOf(menuId)).filter((type) => type === 'MenuDeleted')).toHaveLength(1);
    await refused(404, 'MENU_NOT_FOUND', 'DELETE', '/menus/99999');
  });
});

describe('offers', () => {
  test('are made to stores and withdrawn from them', async () => {
    const menuId = await register({ storeIds: [2001] });
    expect(await done(200, 'POST', `/menus/${menuId}/offers`, { storeIds: [2002] })).toMatchObject({
      offeredTo: [2001, 2002],
    });
    for (let n = 0; n < 2; n++) await done(204, 'DELETE', `/menus/${menuId}/offers/2001`);
    expect(await typesOf(menuId)).toEqual(['MenuRegistered', 'MenuOffered', 'MenuOffered', 'MenuOfferWithdrawn']);
  });

  test.each([{}, { storeIds: 2001 }, { storeIds: ['x'] }, { storeIds: [2001, 2001] }])('%j is 400', async (body) => {
    const menuId = await register();
    await refused(400, 'FIELDS_INVALID', 'POST', `/menus/${menuId}/offers`, body);
  });
});
