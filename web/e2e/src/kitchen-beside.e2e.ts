import { describe, expect, test } from '@jest/globals';
import { givenBrowser, seriousIn } from './browser.js';
import { aKitchen, REVISED } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

describe.each(['phone', 'kitchen'] as const)('the pages beside the board on a %s', (size) => {
  test.each(['menus', 'settings', 'orders'])('%s has nothing that axe finds serious, in both schemes', async (path) => {
    const kitchen = await aKitchen(people);
    await kitchen.order();
    await people.ask('admin', 200, `PUT /menus/${kitchen.menuId}`, REVISED);
    await kitchen.reject(await kitchen.offer('Quattro'), 'Too many cheeses');
    for (const dark of [false, true]) {
      const page = await (await visitor({ size, dark, as: kitchen.store })).open(`/kitchen/${path}`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await page
        .getByText(path === 'menus' ? 'Revision 2' : path === 'settings' ? 'Save' : 'Order 1')
        .first()
        .waitFor();
      if (path === 'settings') await page.getByLabel('Always open').uncheck();
      expect(await seriousIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });
});
