import { beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { People } from './people.js';
import { STORE } from './shop-checkouts.js';
import { PIZZA_WITH_OPTIONS } from './shop-menus.js';
import { aMenuOnSale } from './system.js';

/** The card of a menu. */
export const card = (page: Page, menuId: number) => page.locator(`[data-menu="${menuId}"]`);
export const cart = (page: Page) => page.getByRole('complementary', { name: 'Your cart' });
export const atTheStore = async (page: Page): Promise<Page> => {
  await page.getByRole('heading', { name: 'Pizza', level: 2 }).waitFor();
  return page;
};

/** Menus on sale, one of them at another store, and what the store asks for: before all tests of a file. */
export const givenMenus = (people: People) => {
  const menus = { margherita: 0, funghi: 0, quattro: 0, cola: 0 };
  beforeAll(async () => {
    const about = { category: 'Pizza', position: 1, allergens: ['gluten', 'milk'] };
    const imageUrl = 'https://pictures.invalid/1.png';
    menus.margherita = await aMenuOnSale(people, STORE, about);
    menus.funghi = await aMenuOnSale(people, 2001, { ...about, menuName: 'Funghi', imageUrl });
    menus.quattro = await aMenuOnSale(people, STORE, PIZZA_WITH_OPTIONS);
    menus.cola = await aMenuOnSale(people, STORE, { menuName: 'Cola', category: 'Drinks', position: 5, price: 3 });
    const settings = { deliveryFee: 2.5, minimumOrder: 10, preparationMinutes: 25 };
    await people.ask('admin', 200, `PUT /stores/${STORE}/settings`, settings);
  });
  return menus;
};
