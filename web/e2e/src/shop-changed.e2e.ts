import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, seriousIn } from './browser.js';
import { WISH } from './shop-carts.js';
import { checkoutsAt, pay, status, STORE } from './shop-checkouts.js';
import { aMenuOnSale, givenSystem } from './system.js';

const system = givenSystem();
const { people, url } = system;
const { visitor } = givenBrowser(url);
const { atCheckout, ordersOf } = checkoutsAt(people, visitor);

/** Presses the button that orders at the very moment when the page says such words, and once. */
const pressedAt = (page: Page, words: string) =>
  pay(page, '').evaluate((button: HTMLButtonElement, awaited) => {
    const changes = new MutationObserver(() => {
      if (!document.body.innerText.includes(awaited)) return;
      changes.disconnect();
      button.click();
    });
    changes.observe(document.body, { characterData: true, childList: true, subtree: true });
  }, words);

/** Holds what a window asks for from now on until it may go on; `asked` once it asked. */
const heldAt = async (page: Page, asking: RegExp): Promise<{ asked: Promise<unknown>; goOn: () => void }> => {
  const asked = page.waitForRequest(asking);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(asking, async (route) => {
    await released;
    await route.continue();
  });
  return { asked, goOn: () => release() };
};

describe('a cart that is not as it was', () => {
  test('is told in every difference, and ordered at the new price by whoever wants it', async () => {
    const dear = await aMenuOnSale(people, 2001, { menuName: 'Calzone', price: 16.5 });
    const gone = await aMenuOnSale(people, 2001, { menuName: 'Funghi', price: 5 });
    const { who, page, cartId } = await atCheckout('dear', { menuId: dear, storeId: 2001 });
    await people.ask('customer:dear', 200, `POST /mycart/${cartId}/menu/${gone}/add`, {});
    await pay(page, '21.50').waitFor();
    await people.ask('store:2001', 200, `PUT /stores/2001/menus/${dear}/price`, { price: 18 });
    await people.ask('store:2001', 200, `POST /stores/2001/menus/${gone}/sold-out`, {});
    await pay(page, '21.50').click();
    const dialog = page.getByRole('dialog', { name: 'This changed since you filled your cart' });
    await dialog.getByText('Calzone: one costs €18.00 now, was €16.50.').waitFor();
    await dialog.getByText('Funghi: it is sold out. It is left out.').waitFor();
    await dialog.getByText('It is now €18.00, was €21.50: order anyway?').waitFor();
    expect(await seriousIn(page)).toEqual([]);

    // It changes once more while somebody thinks: nobody pays what they were not shown.
    await people.ask('store:2001', 200, `PUT /stores/2001/menus/${dear}/price`, { price: 19 });
    await dialog.getByRole('button', { name: 'Order anyway for €18.00' }).click();
    await dialog.getByText('Calzone: one costs €19.00 now, was €18.00.').waitFor();
    await dialog.getByText('It is now €19.00, was €18.00: order anyway?').waitFor();
    expect(await ordersOf('dear')).toBe(0);
    await dialog.getByRole('button', { name: 'Order anyway for €19.00' }).click();
    await status(page, 'Accepted').waitFor();
    await page.getByText('paid €19.00').waitFor();
    expect(await ordersOf('dear')).toBe(1);
    who.expectRefusals();
  });

  test('is made what is sold now once, by whichever of two windows is first', async () => {
    const menuId = await aMenuOnSale(people, 2001, { menuName: 'Capricciosa', price: 16.5 });
    const { who, page, cartId } = await atCheckout('twice', { menuId, storeId: 2001 });
    const other = await who.open('/shop/2001/checkout');
    await pay(page, '16.50').waitFor();
    await pay(other, '16.50').waitFor();
    await people.ask('store:2001', 200, `PUT /stores/2001/menus/${menuId}/price`, { price: 18 });
    const anyway = (window: Page) => window.getByRole('button', { name: 'Order anyway for €18.00' });
    for (const window of [page, other]) {
      await pay(window, '16.50').click();
      await anyway(window).waitFor();
    }
    // The other window is a step behind: what it asks for waits until this one did it.
    const isOfStep = /\/mycart\/\d+\/(menu|lines)\//;
    const behind = await heldAt(other, isOfStep);
    await anyway(other).click();
    await behind.asked;
    const ordering = await heldAt(page, /\/mycart\/\d+\/order$/);
    await anyway(page).click();
    await ordering.asked;
    behind.goOn();
    await other.getByText('Your cart, or how you want it, was changed in another window.').waitFor();
    await anyway(other).waitFor();
    ordering.goOn();
    await status(page, 'Accepted').waitFor();
    await page.getByText('1 × Capricciosa').waitFor();
    await page.getByText('paid €18.00').waitFor();
    expect((await people.ask('customer:twice', 200, `GET /myorder/${cartId}`)).total).toBe(18);
    who.expectRefusals();
  });

  test('has nothing twice where that stops in the middle', async () => {
    const menuId = await aMenuOnSale(people, 2001, { menuName: 'Diavola', price: 16.5 });
    const { who, page } = await atCheckout('stops', { menuId, storeId: 2001 });
    await pay(page, '16.50').waitFor();
    await people.ask('store:2001', 200, `PUT /stores/2001/menus/${menuId}/price`, { price: 18 });
    await pay(page, '16.50').click();
    await page.getByRole('button', { name: 'Order anyway for €18.00' }).waitFor();
    let steps = 0;
    await page.route(/\/mycart\/\d+\/(menu|lines)\//, (route) =>
      (steps += 1) === 1 ? route.continue() : route.abort(),
    );
    await page.getByRole('button', { name: 'Order anyway for €18.00' }).click();
    await page.getByRole('alert').first().waitFor();
    const { items } = await people.ask('customer:stops', 200, 'GET /mycarts');
    expect((items as { lines: unknown[] }[]).map(({ lines }) => lines.length)).toEqual([0]);
    expect(await ordersOf('stops')).toBe(0);
    who.expectRefusals();
  });

  test('is not ordered by whoever does not want it; a fee is a difference as well', async () => {
    const menuId = await aMenuOnSale(people, 2003, { price: 10 });
    const { who, page } = await atCheckout('fee', { menuId, storeId: 2003 });
    // What they did to it themselves a while ago changes nothing about that.
    await page.getByRole('button', { name: 'One more' }).click();
    await pay(page, '20.00').waitFor();
    // They press just as the button becomes dearer: what they have read is what it said before.
    await pressedAt(page, '€23.00');
    await people.ask('admin', 200, 'PUT /stores/2003/settings', { deliveryFee: 3 });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Delivery: €3.00 now, was €0.00.').waitFor();
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await ordersOf('fee')).toBe(0);
    await pay(page, '23.00').waitFor();
    await people.ask('admin', 200, 'PUT /stores/2003/settings', {});
    who.expectRefusals();
  });

  test('is not sent where another window said while they pressed, though it costs the same', async () => {
    const { who, page, cartId } = await atCheckout('moved', {
      menuId: await aMenuOnSale(people, STORE, { price: 12.5 }),
    });
    await pay(page, '12.50').waitFor();
    await pressedAt(page, '7 Sejong-daero');
    const address = { line1: '7 Sejong-daero', city: 'Seoul' };
    await people.ask('customer:moved', 200, `PUT /mycart/${cartId}/fulfilment`, { ...WISH, address });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Your cart, or how you want it, was changed in another window.').waitFor();
    expect(await ordersOf('moved')).toBe(0);
    await dialog.getByRole('button', { name: 'Order anyway for €12.50' }).click();
    await status(page, 'Accepted').waitFor();
    who.expectRefusals();
  });
});
