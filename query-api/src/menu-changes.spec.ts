import { cardResponse } from '@doremi/http';
import type { MenuCard } from '@doremi/domain';
import { sizedCard } from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import { changesBetween } from './menu-changes.js';

const [size, toppings] = sizedCard.optionGroups as readonly [
  MenuCard['optionGroups'][number],
  MenuCard['optionGroups'][number],
];
const [small, large] = size.options as readonly [(typeof size.options)[number], (typeof size.options)[number]];
const told = (change: Partial<MenuCard>) =>
  changesBetween(cardResponse(sizedCard), cardResponse({ ...sizedCard, ...change }));
const withSize = (...options: (typeof size.options)[number][]) =>
  told({ optionGroups: [{ ...size, options }, toppings] });
const SMALL = 'optionGroups.size.options.small';

describe('what a revision changes', () => {
  test('is nothing where it says the same, allergens in whatever order', () => {
    expect(told({})).toEqual([]);
    expect(told({ allergens: ['milk', 'gluten'] })).toEqual([]);
  });

  test('is told by field, as it is shown', () => {
    expect(told({ menuName: 'pizza4', price: 16_050, category: null, allergens: [], position: 0 })).toEqual([
      { field: 'menuName', from: 'pizza3', to: 'pizza4' },
      { field: 'price', from: 150, to: 160.5 },
      { field: 'category', from: 'Classics', to: null },
      { field: 'position', from: 3, to: 0 },
      { field: 'allergens', from: ['gluten', 'milk'], to: [] },
    ]);
  });

  test('is told of groups and options by their ids', () => {
    expect(told({ optionGroups: [{ ...size, max: 2, name: 'How large' }, toppings] })).toEqual([
      { field: 'optionGroups.size.name', from: 'Size', to: 'How large' },
      { field: 'optionGroups.size.max', from: 1, to: 2 },
    ]);
    expect(withSize({ ...small, priceDelta: -1_000, default: true }, large)).toEqual([
      { field: `${SMALL}.priceDelta`, from: -20, to: -10 },
      { field: `${SMALL}.default`, from: false, to: true },
    ]);
  });

  test('is told of what is new or gone, whole', () => {
    const shown = { optionId: 'small', name: 'Small', priceDelta: -20, default: false };
    expect(withSize(large)).toEqual([{ field: SMALL, from: shown, to: null }]);
    expect(withSize(small, large, { ...small, optionId: 'tiny' })).toEqual([
      { field: 'optionGroups.size.options.tiny', from: null, to: { ...shown, optionId: 'tiny' } },
    ]);
    const [gone] = told({ optionGroups: [size] });
    expect(gone).toMatchObject({ field: 'optionGroups.toppings', from: { groupId: 'toppings', max: 2 }, to: null });
  });

  test('is another order, too', () => {
    expect(told({ optionGroups: [toppings, size] })).toEqual([
      { field: 'optionGroups', from: ['size', 'toppings'], to: ['toppings', 'size'] },
    ]);
    expect(withSize(large, small)).toEqual([
      { field: 'optionGroups.size.options', from: ['small', 'large'], to: ['large', 'small'] },
    ]);
  });
});
