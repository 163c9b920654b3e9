import { describe, expect, test } from '@jest/globals';
import { refuse } from '@doremi/event-sourcing';
import { orderedAgain } from './order-again.js';

const line = (quantity: number, unitPrice: number) => ({
  ...{ lineId: 1, menuId: 7, revision: 1, menuName: 'pizza3', quantity, unitPrice, options: [] },
});
const onSale = { revision: 2, menuName: 'Pizza 3', price: 1_500, optionGroups: [], soldOut: [] };

describe('what was ordered, ordered again', () => {
  test('is what is sold now; lines that became the same are one as far as a line goes', () => {
    const { items, differences } = orderedAgain(
      [line(60, 1_500), line(30, 1_400), line(20, 1_500)],
      new Map([[7, onSale]]),
    );
    const item = { menuId: 7, revision: 2, menuName: 'Pizza 3', unitPrice: 1_500, options: [] };
    expect(items).toEqual([
      { ...item, quantity: 90 },
      { ...item, quantity: 20 },
    ]);
    expect(differences).toEqual([{ menuId: 7, reason: 'PRICE', was: 1_400, now: 1_500 }]);
  });

  test('of which a choice is none any more, though every option is there, is gone', () => {
    const size = {
      ...{ groupId: 'size', name: 'Size', min: 1, max: 1 },
      options: [{ optionId: 'small', name: 'Small', priceDelta: 0, default: true }],
    };
    const menus = new Map([[7, { ...onSale, optionGroups: [size] }]]);
    expect(orderedAgain([line(1, 1_500)], menus)).toEqual({
      ...{ items: [], differences: [{ menuId: 7, reason: 'OPTION_GONE', was: 1_500, now: null }] },
    });
  });

  test.each([
    ['MENU_SOLD_OUT', 'SOLD_OUT'],
    ['MENU_NOT_ON_SALE', 'NOT_ON_SALE'],
    ['MENU_NOT_FOUND', 'NOT_ON_SALE'],
  ] as const)('%s is %s', (refused, reason) => {
    expect(orderedAgain([line(1, 1_500)], new Map([[7, refuse(refused)]])).differences).toMatchObject([{ reason }]);
  });
});
