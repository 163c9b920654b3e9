import { describe, expect, test } from '@jest/globals';
import { givenBrowser, SIZES } from './browser.js';
import { STORE } from './shop-checkouts.js';
import { atTheStore, cart, givenMenus } from './shop-pages.js';
import { aMenuOnSale, givenSystem } from './system.js';

const system = givenSystem();
const { people, url } = system;
const { visitor } = givenBrowser(url);
givenMenus(people);

describe('the cart', () => {
  test('is beside the menu: its lines, how many, what it comes to, and it is found again', async () => {
    const bob = await visitor({ as: 'customer:bob' });
    const page = await atTheStore(await bob.open(`/shop/${STORE}`));
    await cart(page).getByText('Nothing in it yet.').waitFor();
    await page.getByRole('button', { name: 'Add Cola' }).click();
    await cart(page).getByText('€7.00 more until this store delivers.').waitFor();
    await page.getByRole('button', { name: 'Add Margherita' }).click();
    await cart(page)
      .getByRole('group', { name: 'Quantity of Margherita' })
      .getByRole('button', { name: 'One more' })
      .click();
    await cart(page).getByText('€25.00').waitFor();
    expect(await cart(page).locator('[data-total]').textContent()).toBe('€30.50');

    // Another window of the same customer sees it, and changes it for both.
    const other = await atTheStore(await bob.open(`/shop/${STORE}`));
    await cart(other).getByRole('button', { name: 'Remove Cola' }).click();
    await cart(page).getByText('Cola').waitFor({ state: 'detached' });
    await page.reload();
    await cart(page).getByRole('group', { name: 'Quantity of Margherita' }).getByText('2').waitFor();
    expect(await cart(page).locator('[data-total]').textContent()).toBe('€27.50');
  });

  test('is changed with the keyboard alone: whoever pressed a button still has it', async () => {
    const page = await atTheStore(await (await visitor({ as: 'customer:keys' })).open(`/shop/${STORE}`));
    await page.getByRole('button', { name: 'Add Margherita' }).press('Enter');
    const quantity = cart(page).getByRole('group', { name: 'Quantity of Margherita' });
    await quantity.getByRole('button', { name: 'One more' }).press('Enter');
    await quantity.getByText('2').waitFor();
    await quantity.locator('button:focus:enabled', { hasText: '+' }).waitFor();
    await page.keyboard.press('Enter');
    await quantity.getByText('3').waitFor();
    await cart(page).getByRole('button', { name: 'Remove Margherita' }).press('Enter');
    await cart(page).getByText('Nothing in it yet.').waitFor();
    await cart(page).locator('h2:focus').waitFor();
  });

  test('of a phone is a bar that opens, and nothing has to be scrolled sideways', async () => {
    const phone = await visitor({ as: 'customer:carol', size: 'phone' });
    const page = await atTheStore(await phone.open(`/shop/${STORE}`));
    await page.getByRole('button', { name: 'Add Margherita' }).click();
    await page.getByRole('button', { name: /Your cart.*1 item.*€15.00/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Your cart' });
    await dialog.getByRole('group', { name: 'Quantity of Margherita' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES.phone.width);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // Whoever asked for it has the focus again.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Your cart');
  });

  test('says what costs something else by now, or is not to be had', async () => {
    const menuId = await aMenuOnSale(people, 2003, { menuName: 'Calzone', price: 11 });
    const dan = await visitor({ as: 'customer:dan' });
    const page = await dan.open('/shop/2003');
    await page.getByRole('button', { name: 'Add Calzone' }).click();
    await cart(page).getByRole('group', { name: 'Quantity of Calzone' }).waitFor();
    await people.ask('store:2003', 200, `PUT /stores/2003/menus/${menuId}/price`, { price: 13 });
    await cart(page).getByText('Costs €13.00 by now.').waitFor();
    await people.ask('store:2003', 200, `POST /stores/2003/menus/${menuId}/sold-out`, {});
    await cart(page).getByText('Not sold any more, or sold out.').waitFor();
  });
});

describe('an add that is held', () => {
  const busy = async (seconds: number): Promise<void> => {
    const port = system.system.environment.QUERY_API_PORT;
    const answer = await fetch(`http://127.0.0.1:${port}/busy?seconds=${seconds}`, { method: 'POST' });
    expect(answer.status).toBe(200);
  };

  test('is shown as waiting, becomes a line by itself, or says why not', async () => {
    const doomed = await aMenuOnSale(people, STORE, {
      menuName: 'Last slice',
      category: 'Pizza',
      position: 9,
      price: 4,
    });
    const page = await atTheStore(await (await visitor({ as: 'customer:erin' })).open(`/shop/${STORE}`));
    await busy(60);
    await page.getByRole('button', { name: 'Add Margherita' }).click();
    const waiting = cart(page).getByRole('listitem').filter({ hasText: 'Waiting for the store’s answer' });
    await waiting.filter({ hasText: 'Margherita' }).waitFor();
    await page.getByRole('button', { name: 'Add Last slice' }).click();
    await waiting.filter({ hasText: 'Last slice' }).waitFor();
    expect(await cart(page).getByRole('group').count()).toBe(0);
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${doomed}/sold-out`, {});
    await busy(0);
    await cart(page).getByRole('group', { name: 'Quantity of Margherita' }).waitFor();
    await waiting.waitFor({ state: 'detached' });
    const news = cart(page).getByRole('status');
    await news.getByText('Last slice could not be added: it is sold out.').waitFor();
  });

  test('need not be waited for', async () => {
    const page = await atTheStore(await (await visitor({ as: 'customer:frank' })).open(`/shop/${STORE}`));
    await busy(60);
    await page.getByRole('button', { name: 'Add Margherita' }).click();
    await cart(page).getByRole('button', { name: 'Don’t wait for Margherita' }).click();
    await cart(page).getByText('Nothing in it yet.').waitFor();
    await busy(0);
    // Whatever becomes of the next add, nothing is said of this one.
    await page.getByRole('button', { name: 'Add Cola' }).click();
    await cart(page).getByRole('group', { name: 'Quantity of Cola' }).waitFor();
    expect(
      await cart(page)
        .getByText(/^Margherita/)
        .count(),
    ).toBe(0);
  });
});
