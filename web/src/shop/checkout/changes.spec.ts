import { describe, expect, test } from '@jest/globals';
import { aCart, aLine } from '../testing/shapes.js';
import { changesOf } from './changes.js';

describe('what a cart would be ordered as', () => {
  const lines = [aLine(1, { quantity: 2 }), aLine(2)];
  const shown = aCart({ lines, subtotal: 30, deliveryFee: 2, total: 32 });
  const outdated = (more: object) => ({ code: 'CART_OUTDATED', status: 409, version: 4, total: 32, ...more });

  test('has every line at what it costs now, and leaves out what is not to be had', () => {
    const differences = [
      { lineId: 1, menuId: 1, reason: 'PRICE_CHANGED', unitPrice: 10, now: 11.1 },
      { lineId: 2, menuId: 2, reason: 'MENU_SOLD_OUT' },
    ];
    const changes = changesOf(outdated({ differences }), shown, shown);
    expect(changes).toMatchObject({ was: 32, now: 24.2, fee: null, moved: [] });
    expect(changes.lines.map(({ reason, now }) => [reason, now])).toEqual([
      ['PRICE_CHANGED', 11.1],
      ['MENU_SOLD_OUT', null],
    ]);
    expect(changes.cart.lines.map(({ unitPrice, quantity }) => [unitPrice, quantity])).toEqual([[11.1, 2]]);
  });

  test('costs what it did where only the menu was revised', () => {
    const differences = [{ lineId: 1, menuId: 1, reason: 'REVISION_CHANGED', revision: 1, liveRevision: 2 }];
    expect(changesOf(outdated({ differences }), shown, shown)).toMatchObject({ now: 32, lines: [{ now: 10 }] });
  });

  test('has the fee of now', () => {
    expect(changesOf(outdated({ total: 33 }), shown, shown)).toMatchObject({
      ...{ lines: [], moved: [], fee: { was: 2, now: 3 }, was: 32, now: 33 },
    });
  });

  test('may be nothing', () => {
    const differences = [1, 2].map((lineId) => ({ lineId, menuId: lineId, reason: 'MENU_NOT_ON_SALE' }));
    expect(changesOf(outdated({ differences }), shown, shown).cart.lines).toEqual([]);
  });

  test('is compared with what was shown, whatever became of the cart since, and by whom', () => {
    const current = aCart({
      ...{ version: 9, subtotal: 45, total: 47, deliveryFee: 2 },
      lines: [aLine(5, { menuId: 1, quantity: 2, unitPrice: 12 }), aLine(6, { menuId: 3, quantity: 3, unitPrice: 7 })],
    });
    const changes = changesOf(outdated({ total: 47, version: 9 }), shown, current);
    expect(changes).toMatchObject({ was: 32, now: 47, fee: null, lines: [], cart: { version: 9 } });
    expect(changes.moved.map(({ was, now }) => [was?.menuId, was?.unitPrice, now?.menuId, now?.unitPrice])).toEqual([
      [1, 10, 1, 12],
      [2, 10, undefined, undefined],
      [undefined, undefined, 3, 7],
    ]);
  });
});
