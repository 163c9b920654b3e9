/** A pizza as a card can be: a group of which one is chosen, one of which some are, and what it contains. */
export const PIZZA_WITH_OPTIONS = {
  menuName: 'Quattro formaggi',
  description: 'Mozzarella, gorgonzola, parmesan, ricotta',
  price: 14,
  category: 'Pizza',
  position: 2,
  allergens: ['gluten', 'milk'],
  optionGroups: [
    {
      groupId: 'size',
      name: 'Size',
      min: 1,
      max: 1,
      options: [
        { optionId: 'normal', name: 'Normal', default: true },
        { optionId: 'large', name: 'Large', priceDelta: 4 },
      ],
    },
    {
      groupId: 'toppings',
      name: 'Toppings',
      min: 0,
      max: 2,
      options: [
        { optionId: 'olives', name: 'Olives', priceDelta: 1.5 },
        { optionId: 'basil', name: 'Basil', priceDelta: 0.5 },
        { optionId: 'chili', name: 'Chili', priceDelta: 0.5 },
      ],
    },
    {
      groupId: 'dip',
      name: 'Dips',
      min: 2,
      max: 3,
      options: [
        { optionId: 'garlic', name: 'Garlic', default: true },
        { optionId: 'tomato', name: 'Tomato', default: true },
        { optionId: 'pesto', name: 'Pesto', priceDelta: 1 },
      ],
    },
  ],
} as const;
