import type { MenuCard } from '../events/menu.events.js';

/** A card that says all that a card can: a size has to be chosen, and up to two toppings may be. In minor units. */
export const sizedCard: MenuCard = {
  menuName: 'pizza3',
  menuType: 'pizza',
  description: 'pizzadesc',
  price: 15_000,
  category: 'Classics',
  position: 3,
  allergens: ['gluten', 'milk'],
  imageUrl: 'https://doremi.example/pizza3.jpg',
  optionGroups: [
    {
      groupId: 'size',
      name: 'Size',
      min: 1,
      max: 1,
      options: [
        { optionId: 'small', name: 'Small', priceDelta: -2_000, default: false },
        { optionId: 'large', name: 'Large', priceDelta: 0, default: true },
      ],
    },
    {
      groupId: 'toppings',
      name: 'Toppings',
      min: 0,
      max: 2,
      options: [
        { optionId: 'olives', name: 'Olives', priceDelta: 150, default: false },
        { optionId: 'extra-cheese', name: 'Extra cheese', priceDelta: 250, default: false },
        { optionId: 'no-cheese', name: 'No cheese', priceDelta: -100, default: false },
      ],
    },
  ],
};
