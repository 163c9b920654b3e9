import { describe, expect, test } from '@jest/globals';
import { type MenuEvent, type StoreMenuEvent, adminMenus } from '@doremi/domain';
import { sizedCard } from '@doremi/domain/testing';
import { at, folded } from './testing/folded.js';

const card = sizedCard;
const registered: MenuEvent = { type: 'MenuRegistered', data: { menuId: 1, revision: 1, ...card } };
const requested = (storeId: number, revision = 1): StoreMenuEvent => ({
  type: 'MenuConfirmationRequested',
  data: { storeId, menuId: 1, offer: revision, revision, ...card },
});

const approved = (revision: number, price: number): StoreMenuEvent => ({
  type: 'MenuApproved',
  data: { storeId: 2001, menuId: 1, revision, price, by: 'kim' },
});
const said = (answer: string, revision: number, at: string) => ({ answer, revision, at, reason: null, live: null });

describe('adminMenus', () => {
  test.each<[string, readonly StoreMenuEvent[], object]>([
    ['what was approved', [], { answer: 'APPROVED', live: { revision: 1, price: 15_000, since: at(3) } }],
    [
      'the price that the store set, since it did',
      [{ type: 'StorePriceSet', data: { storeId: 2001, menuId: 1, price: 15_500 } }],
      { answer: 'APPROVED', at: at(3), live: { revision: 1, price: 15_500, since: at(4) } },
    ],
    [
      'what was live while another one was refused, with the reason',
      [
        requested(2001, 2),
        { type: 'MenuRejected', data: { storeId: 2001, menuId: 1, revision: 2, reason: 'too dear', by: 'kim' } },
      ],
      { answer: 'REJECTED', revision: 2, reason: 'too dear', live: { revision: 1, price: 15_000, since: at(3) } },
    ],
    [
      'that it waits again, without a reason',
      [
        requested(2001, 2),
        { type: 'MenuRejected', data: { storeId: 2001, menuId: 1, revision: 2, reason: 'too dear', by: 'kim' } },
        { type: 'MenuRejectionWithdrawn', data: { storeId: 2001, menuId: 1, revision: 2, by: 'kim' } },
      ],
      { answer: 'WAITING', revision: 2, at: at(6), reason: null },
    ],
    [
      'nothing where it was taken off, and why',
      [{ type: 'MenuDelisted', data: { storeId: 2001, menuId: 1, offer: 1, reason: 'no oven' } }],
      { answer: 'DELISTED', reason: 'no oven', live: null },
    ],
  ])('shows of a store %s', (_, then, shown) => {
    const { 1: menu } = folded(adminMenus, registered, requested(2001), approved(1, 15_000), ...then);
    expect(menu?.stores).toMatchObject({ 2001: shown });
  });

  test('shows a registered menu', () => {
    expect(folded(adminMenus, registered)).toEqual({
      1: { menuId: 1, ...card, revision: 1, status: 'ACTIVE', registeredAt: at(1), updatedAt: at(1), stores: {} },
    });
  });

  test("shows each store's newest answer, its revision and when", () => {
    const { 1: menu } = folded(
      adminMenus,
      registered,
      requested(2001),
      requested(2002),
      requested(2003),
      { type: 'MenuApproved', data: { storeId: 2001, menuId: 1, revision: 1, price: 1, by: 'kim' } },
      { type: 'MenuRejected', data: { storeId: 2002, menuId: 1, revision: 1, reason: 'no oven', by: 'lee' } },
      requested(2001, 2),
    );
    expect(menu?.stores).toEqual({
      2001: { ...said('WAITING', 2, at(7)), live: { revision: 1, price: 1, since: at(5) } },
      2002: { ...said('REJECTED', 1, at(6)), reason: 'no oven' },
      2003: said('WAITING', 1, at(4)),
    });
  });

  test('keeps the revision a store had when the menu is delisted there', () => {
    const { 1: menu } = folded(
      adminMenus,
      registered,
      requested(2001),
      { type: 'MenuRevised', data: { menuId: 1, revision: 2, ...card } },
      { type: 'MenuDelisted', data: { storeId: 2001, menuId: 1, offer: 3, reason: 'deleted' } },
      { type: 'MenuDelisted', data: { storeId: 2002, menuId: 1, offer: 3, reason: 'deleted' } },
    );
    expect(menu?.stores).toEqual({
      2001: { ...said('DELISTED', 1, at(4)), reason: 'deleted' },
      2002: { ...said('DELISTED', 2, at(5)), reason: 'deleted' },
    });
  });

  test('shows the newest revision, and that a menu is deleted', () => {
    const { 1: menu } = folded(
      adminMenus,
      registered,
      { type: 'MenuRevised', data: { menuId: 1, revision: 2, ...card, price: 16_000 } },
      { type: 'MenuDeleted', data: { menuId: 1, reason: 'season over', audience: 'all' } },
    );
    expect(menu).toMatchObject({
      revision: 2,
      price: 16_000,
      status: 'DELETED',
      registeredAt: at(1),
      updatedAt: at(3),
    });
  });
});
