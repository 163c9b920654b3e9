import { beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { givenBrowser } from './browser.js';
import type { People } from './people.js';
import { aMenuOnSale, aPaidOrder } from './system.js';

export const table = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

export const filter = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

/** Whoever works at head office opens a page. */
export const officesAt =
  (visitor: ReturnType<typeof givenBrowser>['visitor']) =>
  async (path: string, look: Parameters<typeof visitor>[0] = {}): Promise<Page> =>
    (await visitor({ as: 'admin', ...look })).open(path);

/** Two stores that sell something, and an order of alice's at the second that is paid: before all tests of a file. */
export const givenAnOrder = (people: People) => {
  const given = { menuId: 0, order: 0 };
  beforeAll(async () => {
    given.menuId = await aMenuOnSale(people, 2002);
    await aMenuOnSale(people, 2001, { menuName: 'Regina', price: 20 });
    given.order = await aPaidOrder(people, { storeId: 2002, menuId: given.menuId });
  });
  return given;
};
