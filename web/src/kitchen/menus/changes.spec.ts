import { expect, test } from '@jest/globals';
import { byPosition, shownChange } from './changes.js';

const SIZE = {
  ...{ groupId: 'size', name: 'Size', min: 1, max: 1 },
  options: [{ optionId: 'small', name: 'Small', priceDelta: 0, default: true }],
};

test.each([
  ['price', [], 'price'],
  ['optionGroups', [], 'optionGroups'],
  ['optionGroups.size', ['Size'], null],
  ['optionGroups.size.min', ['Size'], 'min'],
  ['optionGroups.size.options', ['Size'], 'optionsOrder'],
  ['optionGroups.size.options.small', ['Size', 'Small'], null],
  ['optionGroups.size.options.small.priceDelta', ['Size', 'Small'], 'priceDelta'],
  ['optionGroups.gone.options.away.name', ['gone', 'away'], 'name'],
])('%s is told by the names that people know', (field, inside, shown) => {
  expect(shownChange({ field, from: 1, to: 2 }, [SIZE])).toMatchObject({ inside, field: shown, from: 1, to: 2 });
});

test('another order is told by names too, and what nobody knows any more by its id', () => {
  const change = (field: string) => shownChange({ field, from: ['size', 'small'], to: ['small', 'size'] }, [SIZE]);
  expect(change('optionGroups')).toMatchObject({ from: ['Size', 'small'], to: ['small', 'Size'] });
  expect(change('optionGroups.size.options')).toMatchObject({ from: ['size', 'Small'], to: ['Small', 'size'] });
});

test('a list goes by position, those without one last, in the order in which they came', () => {
  const menus = [
    { menuId: 4, position: null },
    { menuId: 3, position: 2 },
    { menuId: 2, position: null },
    { menuId: 1, position: 2 },
  ];
  expect(menus.sort(byPosition).map(({ menuId }) => menuId)).toEqual([1, 3, 2, 4]);
});
