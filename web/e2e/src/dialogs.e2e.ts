import { test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { aKitchen } from './kitchens.js';
import { cartsOf } from './shop-carts.js';
import { aMenuOnSale, givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

/** What has the focus of the dialog that is open, once nothing is loading in it. */
const begunAt = async (
  page: Page,
  role: 'button' | 'radio' | 'textbox' | 'checkbox' | 'heading' | 'link',
  name: string,
) => page.getByRole('dialog').getByRole(role, { name, exact: true }).and(page.locator(':focus')).waitFor();

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

test('in a kitchen a dialog begins at what is to be said, or at what it is for', async () => {
  const kitchen = await aKitchen(people);
  await kitchen.order();
  const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
  await press(page, 'Cancel …: Order 1');
  await begunAt(page, 'textbox', 'Reason');
  await page.keyboard.press('Escape');
  // What it is about is loaded first.
  await press(page, 'Ticket: Order 1');
  await begunAt(page, 'button', 'Print');
  await page.goto(`${url()}/kitchen/menus`);
  await press(page, 'Sold out …: Margherita');
  await page.getByRole('dialog').getByRole('radio', { checked: true }).and(page.locator(':focus')).waitFor();
});

test('in head office what can’t be undone is not a key away', async () => {
  const menuId = await aMenuOnSale(people, 2002);
  const page = await (await visitor({ as: 'admin' })).open(`/office/menus/${menuId}`);
  await press(page, 'Delete');
  await begunAt(page, 'textbox', 'Reason, told to the stores (optional)');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Withdraw/ })
    .first()
    .click();
  await begunAt(page, 'button', 'Cancel');
  await page.keyboard.press('Escape');
  await press(page, 'Offer to stores');
  await page.getByRole('dialog').getByRole('checkbox').first().and(page.locator(':focus')).waitFor();
});

test('in the shop the first choice is what is chosen, and of a long cart its beginning is read', async () => {
  const kitchen = await aKitchen(people);
  await cartsOf(people)('alice', { menuId: kitchen.menuId, storeId: kitchen.storeId, wish: null });
  const page = await (await visitor({ as: 'customer:alice', size: 'phone' })).open(`/shop/${kitchen.storeId}`);
  await page
    .getByRole('button', { name: /Margherita/ })
    .first()
    .click();
  await begunAt(page, 'radio', 'Small');
  await page.keyboard.press('Escape');
  await page.locator('.cart-bar').click();
  await begunAt(page, 'link', 'Go to checkout');
});

test('an operator is asked at the button that does it', async () => {
  const page = await (await visitor({ as: 'operator' })).open('/operations/read-models/orderBoard');
  await press(page, 'Rebuild');
  await begunAt(page, 'button', 'Rebuild');
});
