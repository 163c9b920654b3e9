import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../menus/card.js';
import { bodyOf, type CardDraft, cardOf, draftOf, EMPTY_CARD, emptyGroup, emptyOption, slugOf } from './card-draft.js';
import { cardFaults } from './card-faults.js';

const option = { optionId: 'large', name: 'Large', priceDelta: 2.5, default: false };
const card: Card = {
  ...{ menuName: 'Margherita', menuType: 'pizza', description: '', price: 12.5, category: null, position: 0 },
  ...{ allergens: ['milk'], imageUrl: null },
  optionGroups: [{ groupId: 'size', name: 'Size', min: 0, max: 1, options: [option] }],
};

describe('a card that is typed over', () => {
  test('is the same where nothing is typed', () => expect(cardOf(draftOf(card))).toEqual(card));

  test('is sent without what it does not say', () => {
    expect(bodyOf(card)).not.toHaveProperty('category');
    expect(bodyOf(card)).not.toHaveProperty('imageUrl');
    expect(bodyOf(card)).toMatchObject({ position: 0, price: 12.5 });
  });

  test('says nothing where only blanks were typed', () => {
    expect(cardOf({ ...EMPTY_CARD, category: ' ', imageUrl: ' ' })).toMatchObject({ category: null, imageUrl: null });
  });
});

describe('an id', () => {
  test.each([
    ['Extra Cheese', 'extra-cheese'],
    ['Jalapeño!', 'jalapeno'],
    ['치즈', 'option-3'],
    ['Large', 'large-2'],
    ['x'.repeat(60), 'x'.repeat(26)],
  ])('of %s is %s', (name, id) => expect(slugOf(name, ['large', 'small'], 'option')).toBe(id));
});

describe('what a card breaks', () => {
  const draft = (over: Partial<CardDraft>): CardDraft => ({ ...EMPTY_CARD, price: '10', ...over });
  const options = (...deltas: number[]) =>
    deltas.map((priceDelta, index) => ({ ...emptyOption(), optionId: `o${index}`, priceDelta: String(priceDelta) }));
  const group = { ...emptyGroup(), groupId: 'a', options: options(0, 1) };
  const faults = (over: Partial<CardDraft>) => cardFaults(draft(over)).map(({ at, rule }) => [at, rule]);

  test('is nothing where everything is right', () => expect(faults({ groups: [group] })).toEqual([]));

  test('is an id that is there twice', () => {
    const same = { ...group, options: [...options(0), ...options(1)] };
    expect(faults({ groups: [same, { ...group }] })).toEqual([
      ['optionGroups[1].groupId', 'twice'],
      ['optionGroups[0].options[1].optionId', 'twice'],
    ]);
  });

  test.each([
    [{ max: '3' }, 'max', 'maxTooHigh'],
    [{ min: '2' }, 'min', 'minTooHigh'],
    [{ min: '1' }, 'options', 'defaults'],
  ])('is a rule that can’t be kept: %j', (over, field, rule) =>
    expect(faults({ groups: [{ ...group, ...over }] })).toEqual([[`optionGroups[0].${field}`, rule]]),
  );

  test('is a price that a choice brings below nothing, or above the most', () => {
    const cheaper = { ...group, max: '2', options: options(-4, -3, 2) };
    expect(cardFaults(draft({ price: '6.99', groups: [cheaper] }))).toEqual([
      { at: 'price', rule: 'priceTooLow', given: { least: 7 } },
    ]);
    expect(faults({ price: '7', groups: [cheaper] })).toEqual([]);
    expect(faults({ price: '9999999', groups: [{ ...group, options: options(0, 2) }] })).toEqual([
      ['price', 'priceTooHigh'],
    ]);
  });
});
