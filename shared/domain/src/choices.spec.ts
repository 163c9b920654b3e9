import { describe, expect, test } from '@jest/globals';
import type { Choice } from './events/cart.events.js';
import { choiceFaults, chosenOf, defaultsOf, isSameChoice } from './choices.js';
import { sizedCard } from './testing/sized-card.js';

const { optionGroups } = sizedCard;
const chosen = (...names: string[]): Choice[] =>
  names.map((name) => {
    const [groupId = '', optionId = ''] = name.split(' ');
    return { groupId, optionId };
  });

describe('a choice', () => {
  test('is the defaults where nobody says', () => {
    expect(defaultsOf(optionGroups)).toEqual(chosen('size large'));
    expect(choiceFaults(optionGroups, defaultsOf(optionGroups))).toEqual([]);
  });

  test.each<[string[], string[]]>([
    [['size small'], []],
    [['toppings olives', 'size large', 'toppings no-cheese'], []],
    [[], ['size tooFew']],
    [['size large', 'size small'], ['size tooMany']],
    [['size large', 'size large'], ['[1] size twice']],
    [['size huge'], ['[0] size unknown', 'size tooFew']],
    [['size large', 'crust thin'], ['[1] crust unknown']],
    [['size large', 'toppings large'], ['[1] toppings unknown']],
    [
      ['size large', 'toppings olives', 'toppings extra-cheese', 'toppings no-cheese', 'toppings olives'],
      ['[4] toppings twice', 'toppings tooMany'],
    ],
  ])('%j breaks %j', (names, faults) => {
    const told = choiceFaults(optionGroups, chosen(...names)).map(({ index, groupId, rule }) =>
      [...(index === undefined ? [] : [`[${index}]`]), groupId, rule].join(' '),
    );
    expect(told).toEqual(faults);
  });

  test('is kept in the order of the menu, with what each was called and cost', () => {
    expect(chosenOf(optionGroups, chosen('toppings no-cheese', 'toppings olives', 'size small'))).toEqual([
      { groupId: 'size', optionId: 'small', name: 'Small', priceDelta: -2_000 },
      { groupId: 'toppings', optionId: 'olives', name: 'Olives', priceDelta: 150 },
      { groupId: 'toppings', optionId: 'no-cheese', name: 'No cheese', priceDelta: -100 },
    ]);
  });

  test('is the same in any order', () => {
    expect(isSameChoice(chosen('a b', 'c d'), chosen('c d', 'a b'))).toBe(true);
    for (const other of [chosen('a b'), chosen('a b', 'c e'), chosen('b a', 'c d'), []])
      expect(isSameChoice(chosen('a b', 'c d'), other)).toBe(false);
  });
});
