import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../menus/card.js';
import { cardOf, draftOf } from './card-draft.js';
import { isSameDraft, rebased } from './rebase.js';

const option = { optionId: 'large', name: 'Large', priceDelta: 2.5, default: false };
const card: Card = {
  ...{ menuName: 'Margherita', menuType: 'pizza', description: 'Tomato', price: 12.5, category: null, position: 0 },
  ...{ allergens: ['milk'], imageUrl: null },
  optionGroups: [{ groupId: 'size', name: 'Size', min: 0, max: 1, options: [option] }],
};

describe('what was typed while somebody else revised the menu', () => {
  test('stays, and what was not touched is as they wrote it', () => {
    const typed = { ...draftOf(card), price: '13', menuName: 'Regina' };
    const theirs = { ...card, price: 14, description: 'Basil', optionGroups: [] };
    expect(cardOf(rebased(card, typed, theirs))).toEqual({ ...theirs, price: 13, menuName: 'Regina' });
  });

  test('says the same where only the page knows a difference', () => {
    expect(isSameDraft(draftOf(card), draftOf(card))).toBe(true);
    expect(isSameDraft(draftOf(card), { ...draftOf(card), price: '13' })).toBe(false);
  });
});
