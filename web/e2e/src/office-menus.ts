import type { Page } from 'playwright-core';
import type { People } from './people.js';

/** The row of a store in what the stores answered. */
export const answerOf = (page: Page, store: number) =>
  page.getByRole('group', { name: 'What the stores answered' }).getByRole('row', { name: `Doremi ${store}` });

/** A menu that two stores are asked about; its number. */
export const menusOf =
  ({ ask }: People) =>
  async (card: Record<string, unknown> = {}): Promise<number> => {
    const { menuId } = await ask('admin', 201, 'POST /menus', {
      ...{ menuName: 'Quattro', menuType: 'pizza', description: 'Four cheeses', price: 14, storeIds: [2001, 2002] },
      ...card,
    });
    return Number(menuId);
  };

export const SIZE = {
  ...{ groupId: 'size', name: 'Size', min: 1, max: 1 },
  options: [
    { optionId: 'medium', name: 'Medium', priceDelta: 0, default: true },
    { optionId: 'large', name: 'Large', priceDelta: 3, default: false },
  ],
};
