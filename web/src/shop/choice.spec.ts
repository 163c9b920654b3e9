import { describe, expect, test } from '@jest/globals';
import { defaultsOf, faultsOf, isQuantity, nameIn, priceOf, toggled, without } from './choice.js';
import { aGroup, aMenu } from './testing/shapes.js';

const size = aGroup('size', { min: 1, defaults: ['a'] });
const toppings = aGroup('toppings', { min: 1, max: 2 });
const menu = aMenu(1, { price: 10.1, optionGroups: [size, toppings] });
const of = (groupId: string, ...options: string[]) => options.map((optionId) => ({ groupId, optionId }));

test('a quantity is a whole number of at least one, and not more than a line may have', () => {
  expect([1, 99].map(isQuantity)).toEqual([true, true]);
  expect([0, -1, 1.5, 100, NaN].map(isQuantity)).toEqual([false, false, false, false, false]);
});

test('the defaults are chosen first, but for those that are sold out', () => {
  expect(defaultsOf(menu, 0)).toEqual(of('size', 'a'));
  const out = { ...size, options: size.options.map((option) => ({ ...option, available: false })) };
  expect(defaultsOf({ optionGroups: [out] }, 0)).toEqual([]);
});

describe('choosing', () => {
  test('another one of a group of which there is one gives up the first', () => {
    expect(toggled(of('size', 'a'), size, { optionId: 'b' })).toEqual(of('size', 'b'));
    expect(toggled(of('size', 'a'), size, { optionId: 'a' })).toEqual(of('size', 'a'));
  });

  test('one of a group of which there are several adds it, or takes it away', () => {
    const both = toggled(of('toppings', 'a'), toppings, { optionId: 'b' });
    expect(both).toEqual(of('toppings', 'a', 'b'));
    expect(toggled(both, toppings, { optionId: 'a' })).toEqual(of('toppings', 'b'));
  });

  test('none of a group leaves the others', () => {
    expect(without([...of('size', 'a'), ...of('toppings', 'a')], size)).toEqual(of('toppings', 'a'));
  });
});

test('what is wrong is told by the names of group and option; what no group has is not', () => {
  const groups = [{ ...size, name: 'Size', options: size.options.map((option) => ({ ...option, name: 'Large' })) }];
  expect(nameIn(groups, { groupId: 'size' })).toBe('Size');
  expect(nameIn(groups, { groupId: 'size', optionId: 'a' })).toBe('Size › Large');
  expect(nameIn(groups, { groupId: 'size', optionId: 'none' })).toBeNull();
  expect(nameIn(groups, { groupId: 'none' })).toBeNull();
  expect(nameIn(groups, {})).toBeNull();
});

test('rules are told by how much they are missed', () => {
  expect(faultsOf([size, toppings], of('size', 'a'))).toEqual([{ group: toppings, rule: 'tooFew', by: 1 }]);
  const three = [...of('size', 'a'), ...of('toppings', 'a', 'b', 'c')];
  expect(faultsOf([size, toppings], three)).toEqual([{ group: toppings, rule: 'tooMany', by: 1 }]);
  expect(faultsOf([size, toppings], [...of('size', 'a'), ...of('toppings', 'c')])).toEqual([]);
});

test('the price is that of the menu and of what is chosen, to the cent', () => {
  expect(priceOf(menu, [...of('size', 'b'), ...of('toppings', 'b', 'c'), ...of('other', 'a')])).toBe(12.1);
});
