import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OptionGroup } from './events/menu.events.js';
import { MAX_AMOUNT } from './money.js';
import { groupFaults, priceBounds } from './option-groups.js';
import { sizedCard } from './testing/sized-card.js';

const option = (optionId: string, more: object = {}) => ({
  ...{ optionId, name: optionId, priceDelta: 0, default: false },
  ...more,
});
const group = (more: Partial<OptionGroup> = {}): OptionGroup => ({
  ...{ groupId: 'g', name: 'G', min: 0, max: 1, options: [option('a'), option('b')] },
  ...more,
});
const chosen = { default: true };

describe('option groups', () => {
  test.each<[string, readonly OptionGroup[]]>([
    ['none', []],
    ['such as a pizza has', sizedCard.optionGroups],
    ['one that nobody has to choose from', [group()]],
    [
      'one of which all have to be chosen',
      [group({ min: 2, max: 2, options: [option('a', chosen), option('b', chosen)] })],
    ],
    ['two with the same options', [group(), group({ groupId: 'h' })]],
  ])('may be: %s', (_, groups) => expect(groupFaults(groups)).toEqual([]));

  test.each<[string, readonly OptionGroup[], readonly [string, string][]]>([
    ['the same id twice', [group(), group()], [['[1].groupId', 'TWICE']]],
    [
      'an option twice',
      [group({ options: [option('a'), option('b'), option('a')] })],
      [['[0].options[2].optionId', 'TWICE']],
    ],
    ['a max above its options', [group({ max: 3 })], [['[0].max', 'TOO_HIGH']]],
    ['a min above its max', [group({ min: 2 })], [['[0].min', 'TOO_HIGH']]],
    ['no default where one has to be', [group({ min: 1 })], [['[0].options', 'DEFAULTS']]],
    [
      'more defaults than may be',
      [group(), group({ groupId: 'h', options: [option('a', chosen), option('b', chosen)] })],
      [['[1].options', 'DEFAULTS']],
    ],
  ])('may not be with %s', (_, groups, faults) =>
    expect(groupFaults(groups).map(({ at, rule }) => [at, rule])).toEqual(faults),
  );
});

describe('the bounds of a price', () => {
  test('are what the cheapest and the dearest choice leave', () => {
    expect(priceBounds(sizedCard)).toEqual({ least: 2_100, most: MAX_AMOUNT - 400 });
    expect(priceBounds({ optionGroups: [] })).toEqual({ least: 0, most: MAX_AMOUNT });
    const dear = group({ min: 2, max: 2, options: [option('a', { priceDelta: 5 }), option('b', { priceDelta: 7 })] });
    expect(priceBounds({ optionGroups: [dear] })).toEqual({ least: -12, most: MAX_AMOUNT - 12 });
  });

  test('are those of every legal choice, tried one by one', () => {
    const delta = fc.integer({ min: -9, max: 9 });
    const anyGroup = fc
      .tuple(fc.array(delta, { minLength: 1, maxLength: 4 }), fc.nat(4), fc.nat(4))
      .map(([deltas, a, b]) => {
        const max = Math.min(Math.max(a, b), deltas.length);
        const options = deltas.map((priceDelta, index) => option(String(index), { priceDelta }));
        return group({ min: Math.min(a, b, max), max, options });
      });
    const choicesOf = ({ min, max, options }: OptionGroup): number[] =>
      Array.from({ length: 2 ** options.length }, (_, mask) => options.filter((_, index) => mask & (1 << index)))
        .filter(({ length }) => length >= min && length <= max)
        .map((chosen) => chosen.reduce((sum, { priceDelta }) => sum + priceDelta, 0));
    fc.assert(
      fc.property(fc.array(anyGroup, { maxLength: 3 }), (optionGroups) => {
        const sums = optionGroups.reduce(
          (before, one) => before.flatMap((sum) => choicesOf(one).map((more) => sum + more)),
          [0],
        );
        expect(priceBounds({ optionGroups })).toEqual({
          least: 0 - Math.min(...sums),
          most: MAX_AMOUNT - Math.max(...sums),
        });
      }),
    );
  });
});
