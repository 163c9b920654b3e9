import type { MenuCard } from './menu.events.js';

/** What a card says beside name, type, description and price where nobody said more. */
export const PLAIN_CARD = {
  category: null,
  position: null,
  allergens: [],
  imageUrl: null,
  optionGroups: [],
} as const satisfies Partial<MenuCard>;

/** The card alone, without whatever else the value carries. */
export const cardOf = (card: MenuCard): MenuCard => ({
  menuName: card.menuName,
  menuType: card.menuType,
  description: card.description,
  price: card.price,
  category: card.category,
  position: card.position,
  allergens: card.allergens,
  imageUrl: card.imageUrl,
  optionGroups: card.optionGroups,
});

/** Whether two cards say the same. */
export const isSameCard = (a: MenuCard, b: MenuCard): boolean => saidBy(a) === saidBy(b);

/** Everything in an order of its own, so that none of how a value was made is in it. */
const saidBy = ({ optionGroups, ...card }: MenuCard): string =>
  JSON.stringify([
    ...[card.menuName, card.menuType, card.description, card.price],
    ...[card.category, card.position, card.allergens, card.imageUrl],
    optionGroups.map(({ groupId, name, min, max, options }) => [
      ...[groupId, name, min, max],
      options.map((option) => [option.optionId, option.name, option.priceDelta, option.default]),
    ]),
  ]);
