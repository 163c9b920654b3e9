import { cartStream, customerHashOf, orderStream, paymentStream } from '@doremi/domain';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withCommandApi } from '../testing/command-api.js';

const api = withCommandApi();
const { done, refused, call, keys } = api;
const contact = { name: 'Alice Liddell', phone: '+44 1865 276150' };
const address = { line1: 'Christ Church', line2: 'Staircase 3', postcode: 'OX1 1DP', city: 'Oxford' };
const note = 'down the rabbit hole';
const personal = { contact, address, note };
const SAID = ['Liddell', '276150', 'Christ Church', 'OX1 1DP', 'rabbit'];
let customers = 0;
let as: Record<string, string>;
let hash: string;
let cartId: number;
let path: string;

beforeAll(async () => {
  await done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' });
});
beforeEach(async () => {
  const customerId = `customer:c${++customers}`;
  as = { 'X-Actor': customerId };
  hash = customerHashOf(customerId);
  cartId = await api.filledCart(2002, 150, as);
  path = `/mycart/${cartId}/fulfilment`;
});

const choose = (more: object = personal, headers: Record<string, string> = {}) =>
  done(200, 'PUT', path, { type: 'DELIVERY', ...more }, { ...as, ...headers });
const events = () => api.store.read(cartStream(cartId));
const erase = () => done(202, 'DELETE', '/customers/me/personal-data', undefined, as);
const eraseNow = () =>
  done(202, 'POST', '/customers/erasures', { customerId: as['X-Actor'], now: true }, { 'X-Actor': 'operator' });

describe('contact, address and note', () => {
  test('are shown to their owner, and stand sealed in every event of the order', async () => {
    expect(await choose()).toMatchObject({ fulfilment: { type: 'DELIVERY', wantedAt: null, personal } });
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, as);
    const chosen = (await events()).find(({ type }) => type === 'FulfilmentChosen');
    const { fulfilment } = (await api.store.read(orderStream(cartId)))[0]?.data as { fulfilment: { personal: object } };
    expect(fulfilment.personal).toEqual((chosen?.data as { personal: object }).personal);
    expect(fulfilment.personal).toMatchObject({
      keyId: `${hash}.0`,
      of: { stream: cartStream(cartId), eventId: chosen?.id },
    });
    const all = [...(await events()), ...(await api.store.read(orderStream(cartId)))];
    all.push(...(await api.store.read(paymentStream(cartId))));
    for (const said of SAID) expect(JSON.stringify(all)).not.toContain(said);
  });

  test.each<[string, object, object]>([
    ['a contact alone', { contact }, { contact, address: null, note: null }],
    ['a note alone', { note }, { contact: null, address: null, note }],
    [
      'the first line of an address',
      { address: { line1: 'x' } },
      { contact: null, address: { line1: 'x', line2: null, postcode: null, city: null }, note: null },
    ],
  ])('may be %s', async (_, given, shown) => {
    expect(await choose(given)).toMatchObject({ fulfilment: { personal: shown } });
  });

  test('are replaced as a whole', async () => {
    await choose();
    expect(await choose({ note: 'none' })).toMatchObject({ fulfilment: { personal: { contact: null, note: 'none' } } });
    expect(await choose({})).toMatchObject({ fulfilment: { personal: null } });
  });

  test('that are the same are nothing new', async () => {
    await choose();
    const before = (await events()).length;
    expect(await choose()).toMatchObject({ fulfilment: { personal } });
    expect(await events()).toHaveLength(before);
  });

  test('are shown by every other command to the cart, and by its store’s to the order', async () => {
    await choose();
    const more = await done(200, 'PUT', `/mycart/${cartId}/lines/1`, { quantity: 2 }, as);
    expect(more).toMatchObject({ fulfilment: { personal } });
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, as);
    const cooking = await done(200, 'POST', `/myorder/${cartId}/cooking/start`, undefined, { 'X-Actor': 'store:2002' });
    expect(cooking).toMatchObject({ fulfilment: { personal } });
  });

  test.each([
    { contact: { name: 'Alice Liddell' } },
    { contact: { ...contact, phone: '9'.repeat(41) } },
    { address: {} },
    { address: { ...address, street: 'Christ Church' } },
    { note: 'rabbit'.repeat(40) },
    { contact: null },
    { address: 'Christ Church' },
  ])('that are wrong are 400, and not repeated: %j', async (wrong) => {
    const { body } = await refused(400, 'FIELDS_INVALID', 'PUT', path, { type: 'DELIVERY', ...wrong }, as);
    for (const said of [...SAID, '9'.repeat(41)]) expect(JSON.stringify(body)).not.toContain(said);
  });

  test('are in no problem', async () => {
    await choose();
    const declined = await api.filledCart(2002, 150.01, as);
    await done(200, 'PUT', `/mycart/${declined}/fulfilment`, { type: 'DELIVERY', ...personal }, as);
    const { status, body } = await call('POST', `/mycart/${declined}/order`, undefined, as);
    expect({ status, code: body.code }).toEqual({ status: 402, code: 'PAYMENT_DECLINED' });
    for (const said of SAID) expect(JSON.stringify(body)).not.toContain(said);
  });

  test('are nobody else’s to choose', async () => {
    const bob = { 'X-Actor': 'customer:bob' };
    await refused(404, 'CART_NOT_FOUND', 'PUT', path, { type: 'DELIVERY', ...personal }, bob);
  });

  test('are 503 while the key store is away, and everything else goes on', async () => {
    keys.isAway = true;
    await refused(503, 'PERSONAL_DATA_UNAVAILABLE', 'PUT', path, { type: 'DELIVERY', ...personal }, as);
    keys.isAway = false;
    await choose();
    keys.isAway = true;
    expect(await done(200, 'PUT', path, { type: 'PICKUP' }, as)).toMatchObject({ fulfilment: { personal: null } });
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, as);
    keys.isAway = false;
  });
});

describe('with an Idempotency-Key', () => {
  const key = { 'Idempotency-Key': 'fulfilment-1' };
  const hashes = async () => (await events()).map(({ metadata }) => metadata.requestHash);

  test('they are chosen once, and nothing that is stored can be guessed at', async () => {
    const first = await choose(personal, key);
    await choose({ note: 'changed since' });
    expect(await choose(personal, key)).toEqual(first);
    const { body } = await refused(
      422,
      'IDEMPOTENCY_KEY_REUSED',
      'PUT',
      path,
      { type: 'DELIVERY', note },
      { ...as, ...key },
    );
    expect(JSON.stringify(body)).not.toContain('rabbit');
    expect((await hashes()).filter((one) => one !== undefined)).toEqual([
      expect.stringMatching(`^${hash}\\.0:[0-9a-f]{64}$`),
    ]);
  });

  test('a repeat after the erasure is known by its key alone, and makes no new one', async () => {
    await choose(personal, key);
    await eraseNow();
    const again = await choose({ note: 'whatever' }, key);
    expect(again).toMatchObject({ fulfilment: { personal: null, erased: true } });
    expect(keys.entries.has(`${hash}.1`)).toBe(false);
  });

  test('a repeat of what is the same already is answered as it was', async () => {
    await choose();
    const first = await choose(personal, key);
    await choose({ note: 'changed since' });
    expect(await choose(personal, key)).toEqual(first);
  });

  test('a repeat while the key store is away waits for it', async () => {
    await choose(personal, key);
    keys.isAway = true;
    await refused(503, 'PERSONAL_DATA_UNAVAILABLE', 'PUT', path, { type: 'DELIVERY', ...personal }, { ...as, ...key });
    keys.isAway = false;
  });
});

describe('an erasure', () => {
  test('is of what was typed before it: a cart that holds that can’t be ordered, until it is typed again', async () => {
    await choose();
    expect(await erase()).toEqual({ waitsFor: [] });
    await refused(409, 'FULFILMENT_MISSING', 'POST', `/mycart/${cartId}/order`, undefined, as);
    await choose();
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, as);
    const chosen = (await events()).filter(({ type }) => type === 'FulfilmentChosen');
    expect(chosen.map(({ data }) => (data as { personal: { keyId: string } }).personal.keyId)).toEqual([
      `${hash}.0`,
      `${hash}.1`,
    ]);
  });

  test('leaves an order that is under way as it is, and then nothing of whom it was for', async () => {
    await choose();
    await done(201, 'POST', `/mycart/${cartId}/order`, undefined, as);
    expect(await erase()).toEqual({ waitsFor: [cartId] });
    const here = { 'X-Actor': 'store:2002' };
    const cooking = await done(200, 'POST', `/myorder/${cartId}/cooking/start`, undefined, here);
    expect(cooking).toMatchObject({ fulfilment: { personal } });
    await eraseNow();
    const ready = await done(200, 'POST', `/myorder/${cartId}/cooking/complete`, undefined, here);
    expect(ready).toMatchObject({ status: 'READY', fulfilment: { personal: null, erased: true } });
  });

  test('while a command holds the old key: what it seals is erased with it', async () => {
    const { add } = keys;
    keys.add = async (...args) => {
      keys.add = add;
      const held = await add(...args);
      await eraseNow();
      return held;
    };
    await choose();
    expect(await done(200, 'PUT', `/mycart/${cartId}/lines/1`, { quantity: 2 }, as)).toMatchObject({
      fulfilment: { personal: null, erased: true },
    });
    await refused(409, 'FULFILMENT_MISSING', 'POST', `/mycart/${cartId}/order`, undefined, as);
  });

  test('at the very moment in which a key is asked for has the next one made', async () => {
    const { add } = keys;
    keys.add = async (...args) => {
      keys.add = add;
      await eraseNow();
      return add(...args);
    };
    expect(await choose()).toMatchObject({ fulfilment: { personal } });
    expect([...keys.entries.keys()].filter((one) => one.startsWith(hash))).toEqual([`${hash}.0`, `${hash}.1`]);
  });
});

describe('a store that insists on an address', () => {
  const order = () => [`/mycart/${cartId}/order`, undefined, as] as const;
  beforeAll(async () => {
    await done(201, 'POST', '/stores', { storeId: 2003, storeName: 'Doremi' });
    await done(200, 'PUT', '/stores/2003/settings', { addressRequired: true });
  });
  beforeEach(async () => {
    cartId = await api.filledCart(2003, 150, as);
    path = `/mycart/${cartId}/fulfilment`;
  });

  test('delivers to one only: contact and note are none', async () => {
    for (const said of [{}, { contact }, { contact, note }]) {
      await choose(said);
      await refused(409, 'FULFILMENT_MISSING', 'POST', ...order());
    }
    await choose({ address: { line1: 'Christ Church' } });
    await done(201, 'POST', ...order());
  });

  test('asks nobody for it who picks up', async () => {
    await choose({ type: 'PICKUP', contact });
    await done(201, 'POST', ...order());
  });

  test('takes what is sealed while the key store is away', async () => {
    await choose({ contact });
    keys.isAway = true;
    const answer = await call('POST', ...order());
    keys.isAway = false;
    expect(answer).toMatchObject({ status: 201 });
  });
});
