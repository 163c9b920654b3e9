import { describe, expect, test } from '@jest/globals';
import { sizedCard } from '@doremi/domain/testing';
import { storeMenuViewResponse } from './menus.responses.js';
import { aStoreMenu, card } from './testing/documents.js';

const NOW = '2026-03-01T12:00:00.000Z';
const EARLIER = '2026-03-01T11:59:59.999Z';
const LATER = '2026-03-01T12:00:00.001Z';
const revised = { ...card, menuName: 'pizza4', price: 16_000, revision: 2 };

describe('a store menu as it is read', () => {
  test('is exactly what the contract names', () => {
    expect(storeMenuViewResponse(aStoreMenu(), NOW)).toEqual({
      storeId: 2002,
      menuId: 1,
      menuName: 'pizza3',
      menuType: 'pizza',
      description: 'pizzadesc',
      price: 150,
      category: null,
      position: null,
      allergens: [],
      imageUrl: null,
      optionGroups: [],
      menuStatus: 'APPROVED',
      available: true,
      liveRevision: 1,
      pendingRevision: null,
      ownPrice: null,
      pending: null,
      rejected: null,
      soldOutUntil: null,
      version: 2,
    });
  });

  test('shows how it is sold, with every difference of price as a decimal', () => {
    const sold = { ...sizedCard, revision: 1 };
    expect(storeMenuViewResponse(aStoreMenu({ live: sold, pending: { ...sold, revision: 2 } }), NOW)).toMatchObject({
      ...{ category: 'Classics', position: 3, allergens: ['gluten', 'milk'], imageUrl: sizedCard.imageUrl },
      optionGroups: [{ groupId: 'size', min: 1, max: 1, options: [{ priceDelta: -20 }, { priceDelta: 0 }] }, {}],
      pending: { category: 'Classics', optionGroups: [{}, { options: [{ priceDelta: 1.5 }, {}, {}] }] },
    });
  });

  test('shows which options are sold out, each until its time', () => {
    const option = (optionId: string, until: string | null) => ({ groupId: 'size', optionId, until });
    const menu = (...soldOutOptions: ReturnType<typeof option>[]) =>
      storeMenuViewResponse(aStoreMenu({ live: { ...sizedCard, revision: 1 }, soldOutOptions }), NOW);
    const size = (...options: object[]) => ({ available: true, optionGroups: [{ options }, {}] });
    const inStock = { available: true, soldOutUntil: null };
    expect(menu(option('small', null))).toMatchObject(size({ available: false, soldOutUntil: null }, inStock));
    expect(menu(option('large', LATER))).toMatchObject(size(inStock, { available: false, soldOutUntil: LATER }));
    expect(menu(option('large', EARLIER))).toMatchObject(size(inStock, inStock));
  });

  test('a new revision waits beside the live one, which stays on sale', () => {
    expect(storeMenuViewResponse(aStoreMenu({ pending: revised, latest: revised }), NOW)).toMatchObject({
      menuName: 'pizza3',
      price: 150,
      available: true,
      liveRevision: 1,
      pendingRevision: 2,
    });
  });

  test('before the first approval the waiting card shows, and nothing is on sale', () => {
    const waiting = aStoreMenu({ menuStatus: 'REGISTERED', live: null, pending: revised, latest: revised });
    expect(storeMenuViewResponse(waiting, NOW)).toMatchObject({
      menuName: 'pizza4',
      available: false,
      liveRevision: null,
    });
  });

  test('a refused menu still says what it was', () => {
    const refused = aStoreMenu({ menuStatus: 'REJECTED', live: null, latest: revised });
    expect(storeMenuViewResponse(refused, NOW)).toMatchObject({
      menuName: 'pizza4',
      available: false,
      pendingRevision: null,
    });
  });

  test('a delisted one is not on sale', () => {
    expect(storeMenuViewResponse(aStoreMenu({ menuStatus: 'DELISTED', live: null }), NOW)).toMatchObject({
      available: false,
    });
  });

  test('one that was delisted before it arrived was never there', () => {
    expect(storeMenuViewResponse(aStoreMenu({ menuStatus: 'DELISTED', live: null, latest: null }), NOW)).toBeNull();
  });

  test.each([
    ['until it is restocked', null, false, null],
    ['for a while yet', LATER, false, LATER],
    ['until this very moment', NOW, true, null],
    ['until a moment ago', EARLIER, true, null],
  ])('sold out %s', (_, until, available, soldOutUntil) => {
    expect(storeMenuViewResponse(aStoreMenu({ soldOut: { until } }), NOW)).toMatchObject({ available, soldOutUntil });
  });
});
