import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { WISH } from './shop-carts.js';
import { checkoutsAt, pay, STORE } from './shop-checkouts.js';
import { aMenuOnSale, givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);
const { atCheckout } = checkoutsAt(people, visitor);

/** Where the browser, and so a screen reader, says that somebody is. */
const isAt = async (page: Page, title: string): Promise<void> => {
  const [name = ''] = title.split(' · ');
  await page.getByRole('heading', { name, exact: true }).and(page.locator(':focus')).waitFor();
  expect(await page.title()).toBe(title);
};

const press = async (page: Page, link: string): Promise<void> => {
  await page.getByRole('main').getByRole('link', { name: link, exact: true }).first().press('Enter');
};

describe('who goes to another page', () => {
  test.each([
    [
      'admin',
      '/office',
      [
        ['Orders', 'Orders · Head office · Doremi Pizza'],
        ['Sales', 'Sales · Head office · Doremi Pizza'],
      ],
    ],
    [
      'operator',
      '/operations',
      [
        ['Read models', 'Read models · Operations · Doremi Pizza'],
        ['orderBoard', 'orderBoard · Operations · Doremi Pizza'],
        ['Runbooks', 'Runbooks · Operations · Doremi Pizza'],
      ],
    ],
    [
      'store:2002',
      '/kitchen',
      [
        ['Store', 'Store · Kitchen board · Doremi Pizza'],
        ['Orders', 'Orders · Kitchen board · Doremi Pizza'],
      ],
    ],
  ] as const)('%s is told where that is', async (as, path, steps) => {
    const page = await (await visitor({ as })).open(path);
    for (const [link, title] of steps) {
      await press(page, link);
      await isAt(page, title);
    }
  });

  test('a customer is told from the stores to the order that is paid', async () => {
    const menuId = await aMenuOnSale(people, STORE, { menuName: 'Margherita', price: 12.5 });
    const { page } = await atCheckout('navigator', { menuId, wish: WISH });
    await pay(page, '12.50').waitFor();
    expect(await page.title()).toBe('Checkout · Shop · Doremi Pizza');
    // Who opens an address is where the browser puts them.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await press(page, '← Back to the menu');
    await isAt(page, 'Doremi 2002 · Shop · Doremi Pizza');
    await page.goBack();
    await isAt(page, 'Checkout · Shop · Doremi Pizza');
  });

  test('somebody who was far down is at the top', async () => {
    const page = await (await visitor({ as: 'operator', size: 'phone' })).open('/operations/runbooks');
    const last = page.getByRole('main').getByRole('link').last();
    await last.scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await last.press('Enter');
    await isAt(page, 'Key rotation · Operations · Doremi Pizza');
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });
});
