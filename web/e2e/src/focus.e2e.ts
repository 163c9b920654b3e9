import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { eventually } from './eventually.js';
import { aKitchen } from './kitchens.js';
import { focusOn } from './pressing.js';
import { cartsOf } from './shop-carts.js';
import { aMenuOnSale, givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

/** Presses it by the keyboard. */
const press = (page: Page, name: string, exact = false) => page.getByRole('button', { name, exact }).press('Enter');

/** Until the focus is on what is called so, or begins so. */
const isOn = (page: Page, name: string): Promise<unknown> =>
  eventually(
    `the focus on ${name}`,
    () => focusOn(page),
    (is) => is?.startsWith(name) ?? false,
  );

describe('where a card leaves its list', () => {
  test('the next one has the focus, then the one before it, then the heading', async () => {
    const kitchen = await aKitchen(people);
    for (const menuName of ['Bianca', 'Capricciosa', 'Diavola'])
      await kitchen.reject(await kitchen.offer(menuName), 'Too much');
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen/menus');
    await press(page, 'Take the refusal back: Capricciosa');
    await isOn(page, 'Diavola');
    await press(page, 'Take the refusal back: Diavola');
    await isOn(page, 'Bianca');
    await press(page, 'Take the refusal back: Bianca');
    await page.getByRole('button', { name: 'Approve: Bianca' }).waitFor();
    await isOn(page, 'On sale');
  });

  test('on the board, the next one has it whoever took the step, and nothing is done by holding a key', async () => {
    const kitchen = await aKitchen(people);
    const [first] = [await kitchen.order(), await kitchen.order(), await kitchen.order()];
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    const start = (number: number) =>
      page.getByRole('article', { name: `Order ${number}` }).getByRole('button', { name: 'Start cooking' });
    // Somebody else starts it under their finger.
    await start(1).focus();
    await kitchen.step(first, 'cooking/start');
    await isOn(page, 'Order 2');
    await start(2).focus();
    await page.keyboard.down('Enter');
    await isOn(page, 'Order 3');
    for (let times = 0; times < 5; times += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await page.getByRole('region', { name: 'To do' }).getByRole('article').count()).toBe(1);
    await start(3).press('Enter');
    await isOn(page, 'To do');
    await people.ask('customer:alice', 200, `POST /myorder/${await kitchen.order()}/cancel`, { reason: 'too late' });
    await press(page, 'Understood');
    await isOn(page, `Store ${kitchen.storeId}`);
  });

  test('of a cart, the next line has it, then the heading', async () => {
    const menuId = await aMenuOnSale(people, 2002);
    const cola = await aMenuOnSale(people, 2002, { menuName: 'Cola' });
    const cartId = await cartsOf(people)('carol', { menuId });
    await people.ask('customer:carol', 200, `POST /mycart/${cartId}/menu/${cola}/add`, {});
    const page = await (await visitor({ as: 'customer:carol' })).open('/shop/2002');
    await press(page, 'Remove Margherita');
    await isOn(page, 'Cola');
    await press(page, 'Remove Cola');
    await isOn(page, 'Your cart');
  });
});

describe('where a button goes and what it was about stays', () => {
  test('that has the focus', async () => {
    const kitchen = await aKitchen(people);
    await kitchen.order();
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    await press(page, 'Seen', true);
    await isOn(page, 'Order 1');
    await page.goto(`${url()}/kitchen/menus`);
    await press(page, 'Sold out …: Margherita');
    // By a tap: so soon after the key before, another one would be its second half.
    await page.getByRole('button', { name: 'Mark as sold out' }).click();
    await press(page, 'Restock: Margherita');
    await isOn(page, 'Margherita');
  });

  test('or the row, where whoever asked for it is gone with its dialog', async () => {
    const { storeId, menuId } = await aKitchen(people);
    const page = await (await visitor({ as: 'admin' })).open(`/office/menus/${menuId}`);
    await press(page, `Withdraw from Store ${storeId}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).press('Enter');
    await isOn(page, `Store ${storeId}`);
  });

  test('where it can’t be pressed any more, the group that it is in', async () => {
    const menuId = await aMenuOnSale(people, 2003);
    const cartId = await cartsOf(people)('dave', { menuId, storeId: 2003 });
    const { lines } = await people.ask('customer:dave', 200, `GET /mycart/${cartId}`);
    const [{ lineId } = { lineId: 0 }] = lines as { lineId: number }[];
    await people.ask('customer:dave', 200, `PUT /mycart/${cartId}/lines/${lineId}`, { quantity: 2 });
    const page = await (await visitor({ as: 'customer:dave' })).open('/shop/2003');
    await press(page, 'One less');
    await isOn(page, 'Quantity of Margherita');
  });

  test('where it was moved, it still has it', async () => {
    const page = await (await visitor({ as: 'admin' })).open('/office/menus/new');
    await press(page, 'Add a choice');
    for (const name of ['Thin', 'Thick', 'Stuffed']) {
      if (name !== 'Thin') await press(page, 'Add an option');
      await page.getByRole('textbox', { name: 'Option' }).last().fill(name);
    }
    await press(page, 'Move Stuffed up');
    await isOn(page, 'Move Stuffed up');
    await page.keyboard.press('Enter');
    // The first one can't be moved up.
    await isOn(page, 'Option');
  });
});

test('below a list that is all shown by now, its last one has it', async () => {
  const kitchen = await aKitchen(people);
  for (let n = 0; n < 2; n += 1) await kitchen.order();
  const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
  // One at a time, so that two are two pages.
  await page.route(
    ({ pathname }) => pathname === '/orders',
    async (route) => {
      const asked = new URL(route.request().url());
      asked.searchParams.set('limit', '1');
      await route.continue({ url: asked.href });
    },
  );
  await page.goto(`${url()}/kitchen/orders`);
  await press(page, 'Show more');
  await page.getByRole('heading', { name: 'Order 2' }).waitFor();
  await isOn(page, 'Order 2');
});

test('a dialog that came with the answer to a press is closed to the button that was pressed', async () => {
  const kitchen = await aKitchen(people);
  const { storeId, menuId } = kitchen;
  await cartsOf(people)('frank', { menuId, storeId });
  const someone = await visitor({ as: 'customer:frank' });
  const page = await someone.open(`/shop/${storeId}/checkout`);
  await page.route('**/mycart/*/order', async (route) => {
    await people.ask(kitchen.store, 200, `PUT /stores/${storeId}/settings`, { deliveryFee: 3 });
    await route.continue();
  });
  await press(page, 'Order and pay');
  await page.getByRole('dialog').getByText('Delivery: €3.00 now').waitFor();
  await page.keyboard.press('Escape');
  await isOn(page, 'Order and pay');
  someone.expectRefusals();
});

test('whoever leaves a field by themselves is not taken back to it by what is told', async () => {
  const menuId = await aMenuOnSale(people, 2001);
  const page = await (await visitor({ as: 'customer:erin' })).open('/shop/2001');
  await page.getByRole('button', { name: 'Add Margherita' }).focus();
  await page.getByRole('heading', { level: 1 }).click();
  await people.ask('store:2001', 200, `POST /stores/2001/menus/${menuId}/sold-out`, {});
  await page.getByText('Sold out').waitFor();
  expect(await focusOn(page)).toBe('Doremi 2001');
});
