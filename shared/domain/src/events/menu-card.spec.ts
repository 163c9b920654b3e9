import { describe, expect, test } from '@jest/globals';
import { sizedCard } from '../testing/sized-card.js';
import { cardOf, isSameCard } from './menu-card.js';
import type { MenuCard } from './menu.events.js';

describe('a card', () => {
  test('is the card alone', () => {
    expect(cardOf({ ...sizedCard, menuId: 7, audience: 'all' } as MenuCard)).toEqual(sizedCard);
  });

  test('is the same in whatever order its fields came', () => {
    const backwards = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).reverse()) as T;
    const optionGroups = sizedCard.optionGroups.map((group) =>
      backwards({ ...group, options: group.options.map(backwards) }),
    );
    expect(isSameCard(sizedCard, backwards({ ...sizedCard, optionGroups }))).toBe(true);
  });

  const [size, toppings] = sizedCard.optionGroups;
  test.each<[string, Partial<MenuCard>]>([
    ['category', { category: null }],
    ['position', { position: 4 }],
    ['allergens', { allergens: ['gluten'] }],
    ['picture', { imageUrl: null }],
    ['groups', { optionGroups: [] }],
    ['order of groups', { optionGroups: [toppings!, size!] }],
    ['options', { optionGroups: [{ ...size!, options: size!.options.slice(1) }, toppings!] }],
  ])('is another with another %s', (_, change) => {
    expect(isSameCard(sizedCard, { ...sizedCard, ...change })).toBe(false);
  });
});
