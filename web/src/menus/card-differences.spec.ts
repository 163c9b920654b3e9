import { describe, expect, test } from '@jest/globals';
import type { Card, Option, OptionGroup } from './card.js';
import { differencesBetween } from './card-differences.js';

const small: Option = { optionId: 'small', name: 'Small', priceDelta: -2, default: false };
const large: Option = { optionId: 'large', name: 'Large', priceDelta: 0, default: true };
const size: OptionGroup = { groupId: 'size', name: 'Size', min: 1, max: 1, options: [small, large] };
const extras: OptionGroup = {
  groupId: 'extras',
  name: 'Extras',
  min: 0,
  max: 2,
  options: [{ ...small, optionId: 'x' }],
};

const sold: Card = {
  menuName: 'Margherita',
  menuType: 'pizza',
  description: 'Tomato',
  price: 12.5,
  category: 'Classics',
  position: 1,
  allergens: ['gluten', 'milk'],
  imageUrl: null,
  optionGroups: [size, extras],
};

const told = (change: Partial<Card>) => differencesBetween(sold, { ...sold, ...change });
const ofSize = (change: Partial<OptionGroup>) => told({ optionGroups: [{ ...size, ...change }, extras] });

describe('what a card says otherwise', () => {
  test('is nothing where it says the same, allergens in whatever order', () => {
    expect(told({ allergens: ['milk', 'gluten'] })).toEqual([]);
  });

  test('is told as a card is read: name, price, then the rest', () => {
    expect(
      told({ price: 13, menuName: 'Regina', category: null, position: 2, imageUrl: 'https://a.example/a' }),
    ).toEqual([
      { kind: 'menuName', from: 'Margherita', to: 'Regina' },
      { kind: 'price', from: 12.5, to: 13 },
      { kind: 'category', from: 'Classics', to: null },
      { kind: 'position', from: 1, to: 2 },
      { kind: 'imageUrl', from: null, to: 'https://a.example/a' },
    ]);
  });

  test('is which allergens came and went', () => {
    expect(told({ allergens: ['nuts', 'milk'] })).toEqual([{ kind: 'allergens', added: ['nuts'], gone: ['gluten'] }]);
  });

  test('is a group that is new, gone or at another place', () => {
    expect(told({ optionGroups: [extras] })).toEqual([{ kind: 'groupGone', group: size }]);
    const sauce = { ...extras, groupId: 'sauce' };
    expect(told({ optionGroups: [size, sauce, extras] })).toEqual([{ kind: 'groupAdded', group: sauce }]);
    expect(told({ optionGroups: [extras, size] })).toEqual([{ kind: 'groupsMoved' }]);
  });

  test('is another name or rule of a group', () => {
    const group = { ...size, name: 'How large', min: 0 };
    expect(ofSize(group)).toEqual([
      { kind: 'groupName', from: 'Size', to: 'How large' },
      { kind: 'groupRule', group, was: size },
    ]);
  });

  test('is an option that is new, gone or at another place', () => {
    const tiny = { ...small, optionId: 'tiny' };
    expect(ofSize({ options: [tiny, large] })).toMatchObject([
      { kind: 'optionGone', option: small },
      { kind: 'optionAdded', option: tiny },
    ]);
    expect(ofSize({ options: [large, small] })).toMatchObject([{ kind: 'optionsMoved', group: { groupId: 'size' } }]);
  });

  test('is another name, price or default of an option', () => {
    const option = { optionId: 'small', name: 'Little', priceDelta: -1, default: true };
    expect(ofSize({ options: [option, large] })).toMatchObject([
      { kind: 'optionName', from: 'Small', to: 'Little' },
      { kind: 'optionPrice', from: -2, to: -1, option },
      { kind: 'optionDefault', option },
    ]);
  });
});
