import type { PersonalDetails, Sealed } from '@doremi/domain';
import { plainTerms } from '@doremi/domain';
import { eventually } from '@doremi/event-sourcing/testing';
import { EventSource } from '@doremi/http/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aBoardOrder, aCart, aStore, aTrack } from './testing/documents.js';
import { type QueryApi, startQueryApi } from './testing/query-api.js';

const personal: PersonalDetails = {
  contact: { name: 'Alice Liddell', phone: '276150' },
  address: { line1: 'Christ Church', line2: null, postcode: null, city: 'Oxford' },
  note: null,
};
const alice = { 'X-Actor': 'customer:alice' };
const here = { 'X-Actor': 'store:2002' };
const admin = { 'X-Actor': 'admin' };
const KEY = 'alice.0';
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

let api: QueryApi;
let sealed: Sealed;
beforeEach(async () => {
  api = startQueryApi();
  const done = await api.personal.seal(KEY, 1, [{ of: { stream: 'cart-1', eventId: 'e' }, value: personal }]);
  if (typeof done === 'string' || !done[0]) throw new Error('not sealed');
  sealed = done[0];
  put();
});
afterEach(() => {
  api.stop();
  expect(api.faults).toEqual([]);
});

/** Cart and order 1; `closed` so many hours ago. */
const put = (closed: number | null = null): void => {
  const terms = plainTerms(30_100, { type: 'DELIVERY', wantedAt: null, personal: sealed });
  const at = closed === null ? null : hoursAgo(closed);
  const ended = { status: at === null ? 'RECEIVED' : 'COMPLETED', open: at === null } as const;
  api.models.carts.put(1, aCart({ cartId: 1, terms }));
  api.models.stores.put(2002, aStore());
  api.models.board.put(1, aBoardOrder({ orderId: 1, terms, ...ended, closedAt: at }));
  const timeline = [{ status: ended.status, at: at ?? hoursAgo(99), note: null }];
  api.models.tracking.put(1, aTrack({ orderId: 1, terms, ...ended, timeline }));
};

type Shown = { readonly fulfilment: object };
const one = async (path: string, headers: Record<string, string>) => {
  const { status, body } = await api.get(path, headers);
  expect(status).toBe(200);
  const { items } = body as { items?: readonly Shown[] };
  return (items ? items[0] : (body as Shown))?.fulfilment;
};
const shown = (more: object) => ({ type: 'DELIVERY', wantedAt: null, ...more });

const OWNERS = ['/mycart/1', '/mycarts', '/myorder/1', '/orders/1', '/myorders', '/orders'];
const STORES = ['/myorder/1', '/orders/1', '/orders?status=COMPLETED'];

describe('contact, address and note', () => {
  test.each(OWNERS)('are shown to their owner at %s', async (path) => {
    expect(await one(path, alice)).toEqual(shown({ personal }));
  });

  test.each(STORES)('are shown to the store at %s until a day after the order', async (path) => {
    put(23.9);
    expect(await one(path, here)).toEqual(shown({ personal }));
    put(24.1);
    expect(await one(path, here)).toEqual(shown({ personal: null, expired: true }));
  });

  test('are shown to their owner whenever the order was', async () => {
    put(24.1);
    expect(await one('/myorder/1', alice)).toEqual(shown({ personal }));
  });

  test('are shown to nobody else', async () => {
    for (const path of ['/orders/1', '/orders']) expect(await one(path, admin)).toEqual(shown({ personal: null }));
  });

  test('of a cart that expired are gone', async () => {
    const terms = plainTerms(0, { type: 'DELIVERY', wantedAt: null, personal: sealed });
    api.models.carts.put(1, aCart({ cartId: 1, cartStatus: 'EXPIRED', terms }));
    expect(await one('/mycart/1', alice)).toEqual(shown({ personal: null, expired: true }));
  });

  test.each([
    ...OWNERS.map((path) => [path, alice] as const),
    ['/orders/1', here] as const,
    ['/orders', admin] as const,
  ])('are erased for everybody: %s by %j', async (path, headers) => {
    await api.keys.erase(KEY, 'now');
    expect(await one(path, headers)).toEqual(shown({ personal: null, erased: true }));
  });

  test('are not available while the key store is away, and everything else is', async () => {
    api.keys.isAway = true;
    for (const path of OWNERS) expect(await one(path, alice)).toEqual(shown({ personal: null, unavailable: true }));
  });

  test('of a page are asked for once', async () => {
    for (let orderId = 2; orderId < 30; orderId++) api.models.board.put(orderId, aBoardOrder({ orderId }));
    let asked = 0;
    const { find } = api.keys;
    api.keys.find = (keyIds) => {
      asked++;
      return find(keyIds);
    };
    await one('/orders', alice);
    expect(asked).toBe(1);
  });
});

describe('a live stream', () => {
  test.each([
    ['/stores/2002/board/stream', here, { personal }],
    ['/myorder/1/stream', here, { personal }],
    ['/myorder/1/stream', alice, { personal }],
  ])('%s shows it to %j', async (path, headers, expected) => {
    const client = new EventSource(`${api.url}${path}`, headers);
    expect(await client.open()).toBe(200);
    await eventually(() => client.told.length === 1);
    expect(client.told[0]?.data.fulfilment).toEqual(shown(expected));
    client.lose();
  });

  test('of an order that closed a day ago shows it to its owner, and no more to its store', async () => {
    put(24.1);
    const [owner, store] = [alice, here].map((headers) => new EventSource(`${api.url}/myorder/1/stream`, headers));
    await Promise.all([owner?.open(), store?.open()]);
    await eventually(() => owner?.told.length === 1 && store?.told.length === 1);
    expect(owner?.told[0]?.data.fulfilment).toEqual(shown({ personal }));
    expect(store?.told[0]?.data.fulfilment).toEqual(shown({ personal: null, expired: true }));
    owner?.lose();
    store?.lose();
  });

  test('says that it is erased', async () => {
    await api.keys.erase(KEY, 'now');
    const client = new EventSource(`${api.url}/stores/2002/board/stream`, here);
    await client.open();
    await eventually(() => client.told.length === 1);
    expect(client.told[0]?.data.fulfilment).toEqual(shown({ personal: null, erased: true }));
    client.lose();
  });
});
