import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, type Visitor } from './browser.js';
import { aMenuOnSale, aPaidOrder, givenSystem } from './system.js';

const system = givenSystem();
const { people, url } = system;
const { visitor } = givenBrowser(url);

/** A window of the profile in which somebody is played. */
const windowOf = async (profile: Visitor, actor: string, path: string): Promise<Page> => {
  const page = await profile.open('/');
  await page.getByLabel('You play').selectOption(actor);
  await page.goto(`${url()}${path}`);
  return page;
};

/** Whoever does something has their window in front: a browser lets those behind wait. */
const press = async (page: Page, name: string): Promise<void> => {
  await page.bringToFront();
  await page.getByRole('button', { name, exact: true }).click();
};

test('the whole story, in four windows that move by themselves', async () => {
  const profile = await visitor();
  const office = await windowOf(profile, 'admin', '/office/menus/new');
  const store = await windowOf(profile, 'store:2002', '/kitchen/menus');
  const customer = await windowOf(profile, 'customer:guest', '/shop/2002');
  const board = await windowOf(profile, 'store:2002', '/kitchen');

  await office.bringToFront();
  // Head office registers a menu, the store sees it come and approves it, and the customer sees that it is sold.
  await office.getByLabel('Name', { exact: true }).fill('Diavola');
  await office.getByLabel('Price', { exact: true }).fill('16.50');
  await press(office, 'Register and offer');
  await press(store, 'Approve: Diavola');
  await office.getByRole('row', { name: 'Doremi 2002' }).getByText('Approved').waitFor();
  await customer.bringToFront();
  await customer.getByRole('heading', { name: 'Diavola' }).waitFor();
  await press(customer, 'Add Diavola');
  await customer.getByRole('complementary', { name: 'Your cart' }).getByText('€16.50').first().waitFor();
  await customer.getByRole('link', { name: 'Go to checkout' }).click();
  await customer.getByRole('radio', { name: 'Picked up at the store' }).check();
  await customer.getByLabel('Name').fill('Alice Kim');
  await customer.getByLabel('Phone').fill('010-1234-5678');
  await press(customer, 'Use this');
  await customer.getByRole('button', { name: 'Order and pay €16.50' }).waitFor();

  // Head office revises it, the store sees the difference and confirms, and the customer is asked before they pay another price.
  await office.bringToFront();
  await office.getByRole('link', { name: 'Revise' }).click();
  await office.getByLabel('Price', { exact: true }).fill('18');
  await press(office, 'Compare with what stores sell');
  await press(office, 'Send revision 2');
  await store.bringToFront();
  await store.getByRole('row', { name: 'Price €16.50 €18.00' }).waitFor();
  await press(store, 'Approve: Diavola');
  await store.getByText('Nothing waits for an answer.').waitFor();
  await press(customer, 'Order and pay €16.50');
  await customer.getByText('It is now €18.00, was €16.50: order anyway?').waitFor();
  await press(customer, 'Order anyway for €18.00');
  profile.expectRefusals();

  // The board has it, and every step of the kitchen is seen where it was ordered.
  const ticket = board.getByRole('article').filter({ hasText: 'Diavola' });
  const step = async (name: string): Promise<void> => {
    await board.bringToFront();
    await ticket.getByRole('button', { name, exact: true }).click();
  };
  const status = async (words: string): Promise<void> => {
    await customer.bringToFront();
    await customer.locator('.order-status').getByText(words, { exact: true }).waitFor();
  };
  await status('Accepted');
  await step('Start cooking');
  await status('Cooking');
  await step('Ready');
  await status('Ready');
  await step('Picked up');
  await status('Done');
  await board.bringToFront();
  await ticket.waitFor({ state: 'detached' });
  expect(await board.getByRole('article').count()).toBe(0);
});

/** How many streams query-api tells. */
const streams = async (): Promise<number> => {
  const metrics = await fetch(`http://127.0.0.1:${system.system.environment.QUERY_API_PORT}/metrics`);
  return Number(/^doremi_live_stream_clients (\d+)$/m.exec(await metrics.text())?.[1]);
};

test('eight windows of one profile are all live over one stream, and a command of each is answered', async () => {
  const menuId = await aMenuOnSale(people, 2003);
  const orders: number[] = [];
  for (let order = 0; order < 8; order += 1) orders.push(await aPaidOrder(people, { storeId: 2003, menuId }));
  const profile = await visitor({ as: 'store:2003' });
  const windows = await Promise.all(orders.map(() => profile.open('/kitchen')));
  const cooking = (page: Page) => page.getByRole('region', { name: 'Cooking' }).getByRole('article');
  for (const page of windows) await page.getByRole('article').nth(7).waitFor();
  expect(await streams()).toBe(1);

  await Promise.all(
    windows.map((page, index) =>
      page.locator(`article[data-order="${orders[index]}"]`).getByRole('button', { name: 'Start cooking' }).click(),
    ),
  );
  for (const page of windows) await cooking(page).nth(7).waitFor();
  expect(await streams()).toBe(1);
});
