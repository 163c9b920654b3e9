import { describe, expect, test } from '@jest/globals';
import { BEHIND_ALL, type StoreMenuEvent, storeMenus } from '@doremi/domain';
import { sizedCard } from '@doremi/domain/testing';
import { at, folded } from './testing/folded.js';

const card = sizedCard;
const ids = { storeId: 2002, menuId: 1 };
const requested = (revision: number, price = 15_000): StoreMenuEvent => ({
  type: 'MenuConfirmationRequested',
  data: { ...ids, ...card, price, offer: revision, revision },
});
const approved = (revision: number, price = 15_000): StoreMenuEvent => ({
  type: 'MenuApproved',
  data: { ...ids, revision, price, by: 'kim' },
});
const rejected = (revision: number): StoreMenuEvent => ({
  type: 'MenuRejected',
  data: { ...ids, revision, reason: 'no oven', by: 'kim' },
});
const withdrawn = (revision: number): StoreMenuEvent => ({
  type: 'MenuRejectionWithdrawn',
  data: { ...ids, revision, by: 'kim' },
});
const delisted: StoreMenuEvent = { type: 'MenuDelisted', data: { ...ids, offer: 5, reason: 'gone' } };
const shown = (...events: StoreMenuEvent[]) => folded(storeMenus, ...events)['2002.1'];

describe('storeMenus', () => {
  test('an offer waits for an answer', () => {
    expect(shown(requested(1))).toEqual({
      ...ids,
      menuStatus: 'REGISTERED',
      live: null,
      sold: null,
      ownPrice: null,
      pending: { revision: 1, ...card },
      latest: { revision: 1, ...card },
      place: 3,
      soldOut: null,
      soldOutOptions: [],
      rejected: null,
      version: 1,
      updatedAt: at(1),
    });
  });

  test("an approved menu is live at the store's price", () => {
    expect(shown(requested(1), approved(1, 14_000))).toMatchObject({
      menuStatus: 'APPROVED',
      live: { ...card, revision: 1, price: 14_000 },
      pending: null,
      updatedAt: at(2),
    });
  });

  test('what was rejected by mistake waits again, beside what is live or alone', () => {
    const waits = { pending: { revision: 2, price: 16_000 }, rejected: null };
    const refused = [requested(2, 16_000), rejected(2), withdrawn(2)];
    expect(shown(...refused)).toMatchObject({ menuStatus: 'REGISTERED', ...waits });
    expect(shown(requested(1), approved(1), ...refused)).toMatchObject({
      ...{ menuStatus: 'APPROVED', live: { revision: 1 }, ...waits },
    });
  });

  test("the store's own price is known as such, and what was on sale once it is delisted", () => {
    const priced: StoreMenuEvent = { type: 'StorePriceSet', data: { ...ids, price: 14_000 } };
    const own = [requested(1), approved(1), priced, requested(2, 16_000)];
    expect(shown(requested(1), approved(1))).toMatchObject({ ownPrice: null, sold: { price: 15_000 } });
    expect(shown(...own)).toMatchObject({ ownPrice: 14_000, sold: { revision: 1, price: 14_000 } });
    expect(shown(...own, approved(2, 14_000))).toMatchObject({ ownPrice: 14_000, sold: { revision: 2 } });
    expect(shown(...own, approved(2, 16_000))).toMatchObject({ ownPrice: null, live: { price: 16_000 } });
    expect(shown(...own, delisted)).toMatchObject({ ownPrice: null, live: null, sold: { revision: 1, price: 14_000 } });
  });

  test('a new revision waits beside the live one, and takes its place when it is approved', () => {
    const waiting = [requested(1), approved(1), requested(2, 16_000)];
    expect(shown(...waiting)).toMatchObject({
      menuStatus: 'APPROVED',
      live: { revision: 1, price: 15_000 },
      pending: { revision: 2, price: 16_000 },
    });
    expect(shown(...waiting, approved(2, 16_000))).toMatchObject({
      live: { revision: 2, price: 16_000 },
      pending: null,
    });
  });

  test('a rejection leaves the live revision on sale; without one the menu is rejected', () => {
    expect(shown(requested(1), rejected(1))).toMatchObject({
      menuStatus: 'REJECTED',
      live: null,
      pending: null,
      rejected: { revision: 1, reason: 'no oven', at: at(2) },
    });
    expect(shown(requested(1), approved(1), requested(2), rejected(2))).toMatchObject({
      menuStatus: 'APPROVED',
      live: { revision: 1 },
      pending: null,
      rejected: { revision: 2, reason: 'no oven', at: at(4) },
    });
  });

  const soldOut: StoreMenuEvent = { type: 'MenuSoldOut', data: { ...ids, until: null } };
  test.each<[string, readonly StoreMenuEvent[], object | null]>([
    ['while what is live is priced and sold out', [{ type: 'StorePriceSet', data: { ...ids, price: 1 } }, soldOut], {}],
    ['no more once that is taken back', [withdrawn(2)], null],
    ['no more while a newer revision waits', [requested(3)], null],
    ['no more once a newer one is approved', [requested(3), approved(3)], null],
    ['of the newest that was refused', [requested(3), rejected(3)], { revision: 3, at: at(6) }],
    ['again when it is refused again', [withdrawn(2), rejected(2)], { at: at(6) }],
    ['no more once the offer is withdrawn', [delisted], null],
  ])('a rejection is known %s', (_, then, known) => {
    const refused = [requested(1), approved(1), requested(2), rejected(2)];
    const said = known && { revision: 2, reason: 'no oven', at: at(4), ...known };
    expect(shown(...refused, ...then)).toMatchObject({ rejected: said });
  });

  test('a store sets its price, sells out and restocks', () => {
    const live = [requested(1), approved(1)];
    expect(shown(...live, { type: 'StorePriceSet', data: { ...ids, price: 13_000 } })?.live?.price).toBe(13_000);
    const soldOut: StoreMenuEvent = { type: 'MenuSoldOut', data: { ...ids, until: at(99) } };
    expect(shown(...live, soldOut)?.soldOut).toEqual({ until: at(99) });
    expect(shown(...live, soldOut, { type: 'MenuRestocked', data: ids })?.soldOut).toBeNull();
  });

  test('a delisted menu is gone from sale and can be offered anew', () => {
    expect(shown(delisted)).toBeUndefined();
    expect(shown(requested(1), approved(1), requested(2), delisted)).toMatchObject({
      menuStatus: 'DELISTED',
      live: null,
      pending: null,
      latest: { revision: 2 },
    });
    expect(shown(requested(1), approved(1), delisted, requested(2))).toMatchObject({
      menuStatus: 'REGISTERED',
      live: null,
      pending: { revision: 2 },
    });
  });

  test('a menu stands where the card that is sold says, where none is sold where the newest says, else behind all', () => {
    const at = (revision: number, position: number | null): StoreMenuEvent => ({
      type: 'MenuConfirmationRequested',
      data: { ...ids, ...card, position, offer: revision, revision },
    });
    expect(shown(at(1, 30))?.place).toBe(30);
    expect(shown(at(1, 30), approved(1), at(2, 10))?.place).toBe(30);
    expect(shown(at(1, 30), approved(1), at(2, 10), approved(2))?.place).toBe(10);
    expect(shown(at(1, 30), approved(1), at(2, 10), delisted)?.place).toBe(10);
    expect(shown(at(1, 30), approved(1), at(2, null), approved(2))?.place).toBe(BEHIND_ALL);
  });

  test('an option is sold out until it is restocked, the menu is delisted, or a revision comes without it', () => {
    const small = { groupId: 'size', optionId: 'small' };
    const out = (until: string | null): StoreMenuEvent => ({
      type: 'OptionSoldOut',
      data: { ...ids, ...small, until },
    });
    const live = [requested(1), approved(1)];
    expect(shown(...live, out(at(9)), out(null))).toMatchObject({ soldOutOptions: [{ ...small, until: null }] });
    expect(shown(...live, out(null), requested(2), approved(2))).toMatchObject({ soldOutOptions: [small] });
    const without: StoreMenuEvent = {
      type: 'MenuConfirmationRequested',
      data: { ...ids, ...card, optionGroups: [], offer: 2, revision: 2 },
    };
    for (const events of [
      [{ type: 'OptionRestocked', data: { ...ids, ...small } } as const],
      [delisted],
      [without, approved(2)],
    ])
      expect(shown(...live, out(null), ...events)).toMatchObject({ soldOutOptions: [] });
  });
});
