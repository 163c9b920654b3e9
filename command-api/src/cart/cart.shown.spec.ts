import { given, played } from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import { cart, type CartCommand } from './cart.decider.js';
import { add, create, hold, order, pizza, reopen, confirmHold, sold } from './testing/cart.samples.js';

const second = { ...order, attempt: 2 } as const;
const after = (...commands: CartCommand[]) => given(cart, played(cart, ...commands));

describe('nobody pays what they were not shown:', () => {
  test('ordering is refused with every difference since the menus were added', () => {
    const menus = [2, 3, 4, 5].map((menuId): CartCommand => ({ ...add, menuId }));
    after(create, add, ...menus)
      .when({
        ...order,
        menus: {
          1: sold,
          2: { refused: 'MENU_SOLD_OUT' },
          3: { refused: 'MENU_NOT_FOUND' },
          4: { ...sold, price: 14000 },
          5: { refused: 'MENU_NOT_ON_SALE' },
        },
      })
      .thenRefused('CART_OUTDATED', {
        differences: [
          { lineId: 2, menuId: 2, reason: 'MENU_SOLD_OUT' },
          { lineId: 3, menuId: 3, reason: 'MENU_NOT_ON_SALE' },
          { lineId: 4, menuId: 4, reason: 'PRICE_CHANGED', unitPrice: 15000, now: 14000 },
          { lineId: 5, menuId: 5, reason: 'MENU_NOT_ON_SALE' },
        ],
      });
    const revised = { 1: { ...sold, revision: 2 } };
    after(create, add)
      .when({ ...order, menus: revised, total: 30000 })
      .thenRefused('CART_OUTDATED', {
        differences: [{ lineId: 1, menuId: 1, reason: 'REVISION_CHANGED', revision: 1, liveRevision: 2 }],
      });
  });

  describe('a hold that is confirmed at another price than its customer saw', () => {
    const dearer = { ...confirmHold, unitPrice: 16000 };
    const menus = { 1: { ...sold, price: 16000 } };
    const confirmed = after(create, hold, dearer);
    const outdated = { lineId: 1, menuId: 1, reason: 'PRICE_CHANGED', unitPrice: 15000, now: 16000 };

    test('where a wrong total is named, the difference is told all the same', () => {
      for (const shown of [{ total: 45000 }, { seen: 2 }])
        confirmed
          .when({ ...order, menus, ...shown })
          .thenRefused('CART_OUTDATED', { differences: [outdated], total: 48000 });
    });

    test('and as another revision at the same price is marked as well', () => {
      const revised = { ...confirmHold, revision: 2 };
      const menus = { 1: { ...sold, revision: 2 } };
      const { state, when } = after(create, hold, revised);
      expect(state.lines).toMatchObject([{ revision: 2, seen: { revision: 1, unitPrice: 15000 } }]);
      const differences = [{ lineId: 1, menuId: 1, reason: 'REVISION_CHANGED', revision: 1, liveRevision: 2 }];
      when({ ...order, menus }).thenRefused('CART_OUTDATED', { differences });
      when({ ...order, menus, total: 45000 }).thenOne('CartOrdered', { total: 45000 });
    });

    test('is a line that says so', () =>
      expect(confirmed.state.lines).toMatchObject([
        { lineId: 1, unitPrice: 16000, seen: { revision: 1, unitPrice: 15000 } },
      ]));

    test('is not paid by somebody who does not say what they saw', () => {
      confirmed
        .when({ ...order, menus })
        .thenRefused('CART_OUTDATED', { differences: [outdated], total: 48000, version: 3 });
    });

    test.each([
      ['total', { total: 48000 }],
      ['version', { seen: 3 }],
    ])('is paid by somebody who saw the %s, and is no difference any more', (_, shown) => {
      confirmed.when({ ...order, menus, ...shown }).thenOne('CartOrdered', {
        lines: [{ lineId: 1, ...pizza, unitPrice: 16000, quantity: 3 }],
        total: 48000,
      });
      const again = after(create, hold, dearer, { ...order, menus, ...shown }, reopen);
      again.when({ ...second, menus }).thenOne('CartOrdered', { attempt: 2 });
    });

    test('keeps to itself: more of the same is another line, and so is it beside one', () => {
      confirmed.when({ ...add, unitPrice: 16000 }).thenOne('MenuAddedToCart', { lineId: 2 });
      after(create, { ...add, unitPrice: 16000 }, hold)
        .when(dearer)
        .thenOne('HeldMenuAdded', { lineId: 2 });
    });

    test('of before prices were written down is a line like any other', () => {
      const old = { ...hold, seen: null };
      expect(after(create, old, dearer).state.lines).toEqual([{ lineId: 1, ...pizza, unitPrice: 16000, quantity: 3 }]);
    });
  });

  test.each([
    ['total', { total: 29999 }],
    ['version', { seen: 1 }],
    ['total, though the version is right', { total: 1, seen: 2 }],
  ])('another %s than was shown is not paid, nor taken for the order that is under way', (_, shown) => {
    const outdated = { differences: [], total: 30000 };
    after(create, add)
      .when({ ...order, ...shown })
      .thenRefused('CART_OUTDATED', { ...outdated, version: 2 });
    after(create, add, order)
      .when({ ...order, ...shown })
      .thenRefused('CART_OUTDATED', { ...outdated, version: 3 });
  });

  test('what was shown is so still when it is ordered already, which was an event as well', () => {
    for (const shown of [{}, { total: 30000 }, { seen: 2 }, { seen: 3, total: 30000 }])
      after(create, add, order)
        .when({ ...order, ...shown })
        .thenNothing();
  });

  test('whoever looked at another cart has to look again', () => {
    for (const command of [second, { ...order, menus: {} }])
      after(create, add).when(command).thenRefused('CART_CHANGED');
    after(create, add, order).when(second).thenRefused('CART_CHANGED');
    after(create, add, order, reopen).when(order).thenRefused('CART_CHANGED');
  });
});
