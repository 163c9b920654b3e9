import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, seriousIn, SIZES, type Visitor } from './browser.js';
import { eventually } from './eventually.js';
import { cartsOf } from './shop-carts.js';
import { aMenuOnSale, givenSystem } from './system.js';

const system = givenSystem();
const { people, url } = system;
const { visitor } = givenBrowser(url);

const STORE = 2002;
const aCart = cartsOf(people);

let menuId = 0;
beforeAll(async () => {
  menuId = await aMenuOnSale(people, STORE, { menuName: 'Margherita', price: 12.5 });
});

const status = (page: Page, words: string) => page.locator('.order-status').getByText(words, { exact: true });

describe('an order', () => {
  const ordered = async (customer: string): Promise<{ page: Page; orderId: number; who: Visitor }> => {
    const orderId = await aCart(customer, { menuId });
    await people.ask(`customer:${customer}`, 201, `POST /mycart/${orderId}/order`, { total: 12.5 });
    const who = await visitor({ as: `customer:${customer}` });
    return { page: await who.open(`/shop/orders/${orderId}`), orderId, who };
  };

  test('is followed to the door, step by step, as it moves', async () => {
    const { page, orderId } = await ordered('follower');
    await status(page, 'Accepted').waitFor();
    const steps = page.getByRole('list').filter({ hasText: 'Received' });
    const as = `store:${STORE}`;
    await people.ask(as, 200, `POST /myorder/${orderId}/cooking/start`);
    await status(page, 'Cooking').waitFor();
    await steps.locator('[aria-current="step"]').getByText('Cooking').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel the order' }).count()).toBe(0);
    await people.ask(as, 200, `POST /myorder/delivery/${orderId}`, { courier: 'JK' });
    await status(page, 'On its way').waitFor();
    await page.getByText('Courier: JK').waitFor();
    await people.ask(as, 200, `POST /myorder/delivery/${orderId}/complete`);
    await status(page, 'Done').waitFor();
    expect(await steps.getByRole('listitem').allTextContents()).toHaveLength(6);
  });

  test('goes on where it was after query-api was killed, and says meanwhile that it is not up to date', async () => {
    const { page, orderId, who } = await ordered('patient');
    await status(page, 'Accepted').waitFor();
    process.kill(system.system.pidOf('query-api'), 'SIGKILL');
    await page.getByRole('status').getByText('Connection lost.').waitFor();
    await people.ask(`store:${STORE}`, 200, `POST /myorder/${orderId}/cooking/start`);
    await status(page, 'Cooking').waitFor();
    await page.getByText('Connection lost.').waitFor({ state: 'detached' });
    who.expectRefusals();
  });

  test('is cancelled until somebody cooks, and the money comes back', async () => {
    const { page } = await ordered('canceller');
    await page.getByRole('button', { name: 'Cancel the order' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel this order?' });
    await dialog.getByLabel('Why?').fill('Ordered twice');
    await dialog.getByRole('button', { name: 'Yes, cancel it' }).click();
    await status(page, 'Cancelled').waitFor();
    await page.getByText('Cancelled by you').waitFor();
    await page.getByText(/Given back: €12.50/).waitFor();
  });

  test('that the store begins to cook at the same moment is not cancelled, and says why', async () => {
    const { page, orderId, who } = await ordered('tooLate');
    await page.getByRole('button', { name: 'Cancel the order' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why?').fill('Changed my mind');
    await people.ask(`store:${STORE}`, 200, `POST /myorder/${orderId}/cooking/start`);
    await dialog.getByRole('button', { name: 'Yes, cancel it' }).click();
    await dialog.getByText('This can’t be done any more: the order is “Cooking” by now.').waitFor();
    who.expectRefusals();
  });

  test('has a receipt that can be printed', async () => {
    const { page } = await ordered('receipt');
    await page.getByRole('button', { name: 'Receipt' }).click();
    const receipt = page.getByRole('dialog', { name: 'Receipt' });
    await receipt
      .locator('pre')
      .getByText(/TOTAL EUR\s+12\.50/)
      .waitFor();
    await receipt.getByRole('button', { name: 'Print' }).waitFor();
    const { width, height } = page.viewportSize() ?? SIZES.desk;
    for (const narrow of [390, 360, 320]) {
      await page.setViewportSize({ width: narrow, height });
      const hidden = await receipt.locator('pre').evaluate((pre) => pre.scrollWidth - pre.clientWidth);
      expect([narrow, hidden]).toEqual([narrow, 0]);
    }
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ media: 'print' });
    expect(await receipt.locator('pre').isVisible()).toBe(true);
    expect((await receipt.locator('pre').boundingBox())?.y).toBe(0);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false);
  });

  test('of somebody else is not there', async () => {
    const { orderId } = await ordered('owner');
    const stranger = await visitor({ as: 'customer:stranger' });
    const page = await stranger.open(`/shop/orders/${orderId}`);
    await page.getByRole('alert').getByText('This order is not there, or not yours.').waitFor();
    stranger.expectRefusals();
  });

  test('is ordered again at the prices of now, and what is different is told', async () => {
    const rucola = await aMenuOnSale(people, 2003, { menuName: 'Rucola', price: 11 });
    const orderId = await aCart('again', { menuId: rucola, storeId: 2003 });
    await people.ask('customer:again', 201, `POST /mycart/${orderId}/order`, { total: 11 });
    await people.ask('store:2003', 200, `PUT /stores/2003/menus/${rucola}/price`, { price: 12 });
    const page = await (await visitor({ as: 'customer:again' })).open(`/shop/orders/${orderId}`);
    await page.getByRole('button', { name: 'Order again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your new cart is ready' });
    await dialog.getByText('Rucola: one costs €12.00 now, was €11.00.').waitFor();
    await dialog.getByRole('link', { name: 'To the cart' }).click();
    await page.getByRole('complementary', { name: 'Your cart' }).getByText('€12.00').first().waitFor();
  });
});

const erased = (fulfilment: unknown): boolean => (fulfilment as { erased?: boolean }).erased === true;

describe('my orders', () => {
  test('are those under way first, which move by themselves, then those of before, with the money', async () => {
    const as = 'customer:lister';
    const place = async (): Promise<number> => {
      const orderId = await aCart('lister', { menuId });
      await people.ask(as, 201, `POST /mycart/${orderId}/order`, { total: 12.5 });
      return orderId;
    };
    const [past, open] = [await place(), await place()];
    await people.ask(as, 200, `POST /myorder/${past}/cancel`, { reason: 'No' });
    const page = await (await visitor({ as })).open('/shop/orders');
    await page.locator(`[data-order="${open}"]`).getByText('Accepted').waitFor();
    await page.locator(`[data-order="${past}"]`).getByText('Cancelled').waitFor();
    expect(await page.locator('[data-order]').evaluateAll((rows) => rows.map((row) => row.dataset.order))).toEqual([
      String(open),
      String(past),
    ]);
    await people.ask(`store:${STORE}`, 200, `POST /myorder/${open}/cooking/start`);
    await page.locator(`[data-order="${open}"]`).getByText('Cooking').waitFor();
    await page
      .locator(`[data-order="${open}"]`)
      .getByText(/paid €12.50/)
      .waitFor();
    expect(await seriousIn(page)).toEqual([]);
  });

  test('have their addresses erased by whoever wants it, after it was said what happens', async () => {
    const as = 'customer:eraser';
    const orderId = await aCart('eraser', { menuId });
    await people.ask(as, 201, `POST /mycart/${orderId}/order`, { total: 12.5 });
    const page = await (await visitor({ as })).open('/shop/orders');
    await page.getByRole('button', { name: 'Erase my data' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase your contact, addresses and notes?' });
    await dialog.getByText('can’t be brought back').waitFor();
    await dialog.getByText('An order under way needs them').waitFor();
    await dialog.getByRole('button', { name: 'Yes, erase' }).click();
    const asked = page.getByRole('dialog', { name: 'You asked us to erase your data' });
    await asked.getByText('Your data is erased once 1 order that is under way is closed.').waitFor();
    await people.ask(as, 200, `POST /myorder/${orderId}/cancel`, { reason: 'No' });
    await asked.getByRole('button', { name: 'Close' }).last().click();
    await eventually(
      'it is erased',
      async () => (await people.ask(as, 200, `GET /myorder/${orderId}`)).fulfilment,
      erased,
    );
    await page.locator(`[data-order="${orderId}"]`).click();
    await status(page, 'Cancelled').waitFor();
    await page.getByText('Contact and address were erased.').waitFor();
    expect(await page.getByText('Alice Kim').count()).toBe(0);
  });
});
