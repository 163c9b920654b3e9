import { describe, expect, test } from '@jest/globals';
import type { MenuEvent, StoreMenuEvent } from '@doremi/domain';
import { sizedCard } from '@doremi/domain/testing';
import { adminMenus } from './admin-menus.js';
import { at, folded } from './testing/folded.js';

const card = sizedCard;
const registered: MenuEvent = { type: 'MenuRegistered', data: { menuId: 1, revision: 1, ...card } };
const requested = (storeId: number, revision = 1): StoreMenuEvent => ({
  type: 'MenuConfirmationRequested',
  data: { storeId, menuId: 1, offer: revision, revision, ...card },
});

describe('adminMenus', () => {
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
      2001: { answer: 'WAITING', revision: 2, at: at(7) },
      2002: { answer: 'REJECTED', revision: 1, at: at(6) },
      2003: { answer: 'WAITING', revision: 1, at: at(4) },
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
      2001: { answer: 'DELISTED', revision: 1, at: at(4) },
      2002: { answer: 'DELISTED', revision: 2, at: at(5) },
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
