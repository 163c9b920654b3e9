import { beforeAll, describe, expect, test } from '@jest/globals';
import { givenBrowser, seriousIn, SIZES } from './browser.js';
import { WISH } from './shop-carts.js';
import { checkoutsAt, STORE, pay, status } from './shop-checkouts.js';
import { aMenuOnSale, givenSystem } from './system.js';

const system = givenSystem();
const { people, url } = system;
const { visitor } = givenBrowser(url);

const { aCart, atCheckout, at, ordersOf } = checkoutsAt(people, visitor);

/** By what the payment provider makes of their cents. */
const menus = { fine: 0, declined: 0, unknown: 0, away: 0 };
beforeAll(async () => {
  menus.fine = await aMenuOnSale(people, STORE, { menuName: 'Margherita', price: 12.5 });
  menus.declined = await aMenuOnSale(people, STORE, { menuName: 'Declined', price: 12.01 });
  menus.unknown = await aMenuOnSale(people, STORE, { menuName: 'Unknown', price: 12.02 });
  menus.away = await aMenuOnSale(people, STORE, { menuName: 'Away', price: 12.04 });
});

describe('how, where and when', () => {
  test('is asked for in a form that says what is missing; what it costs the cart says', async () => {
    const { page } = await at('form', 2100, { deliveryFee: 2.5 }, null);
    await page.getByText('Say how you want it first').waitFor();
    const use = page.getByRole('button', { name: 'Use this' });
    await use.click();
    expect(await page.getByLabel('Name').evaluate((input: HTMLInputElement) => input.validity.valueMissing)).toBe(true);
    await page.getByLabel('Name').fill('Alice Kim');
    await page.getByLabel('Phone').fill('010-1234-5678');
    await page.getByLabel('Street and number').fill('12 Teheran-ro');
    await page.getByLabel('Note to the store').fill('Ring twice');
    await use.click();
    await page.getByText('12 Teheran-ro').waitFor();
    await page.getByText('Ring twice').waitFor();
    await pay(page, '12.50').waitFor();

    // Picked up, at a time: no address, no fee.
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('radio', { name: 'Picked up at the store' }).check();
    expect(await page.getByLabel('Street and number').count()).toBe(0);
    expect(await page.getByLabel('Name').inputValue()).toBe('Alice Kim');
    await page.getByRole('radio', { name: 'At a time' }).check();
    const times = await page.getByRole('combobox', { name: 'Time' }).locator('option').allTextContents();
    expect(times.every((time) => /^\d\d:(00|15|30|45)/.test(time))).toBe(true);
    await page.getByRole('combobox', { name: 'Day' }).selectOption({ index: 1 });
    await page.getByRole('combobox', { name: 'Time' }).selectOption({ index: 40 });
    await use.click();
    await page.getByText('Pickup').waitFor();
    await pay(page, '10.00').click();
    await status(page, 'Accepted').waitFor();
    await page.getByText(/Promised for .*10:00/).waitFor();
  });

  test('is kept with the cart', async () => {
    const { page } = await atCheckout('kept', { menuId: menus.fine });
    await page.getByText('Alice Kim, 010-1234-5678').waitFor();
    await page.reload();
    await page.getByText('12 Teheran-ro, Seoul').waitFor();
    expect(await seriousIn(page)).toEqual([]);
  });

  test('is over for whoever reads the page anew once it is paid: it says where the order is', async () => {
    const { page, cartId } = await atCheckout('reloads', { menuId: menus.fine });
    await pay(page, '12.50').waitFor();
    await people.ask('customer:reloads', 201, `POST /mycart/${cartId}/order`, { total: 12.5 });
    await page.reload();
    // Where there is nothing to order, as above all pages of the shop.
    await page.getByRole('region', { name: 'What you order' }).getByRole('link', { name: 'My orders' }).click();
    await page.locator(`a[href='/shop/orders/${cartId}']`).waitFor();
  });

  test('begins with what was said the last time', async () => {
    const orderId = await aCart('regular', { menuId: menus.fine, wish: { ...WISH, note: 'Ring twice' } });
    await people.ask('customer:regular', 201, `POST /mycart/${orderId}/order`, { total: 12.5 });
    const { page } = await atCheckout('regular', { menuId: menus.fine, wish: null });
    await page.getByLabel('Name').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Alice Kim');
    expect(await page.getByLabel('Street and number').inputValue()).toBe('12 Teheran-ro');
    expect(await page.getByLabel('Note to the store').inputValue()).toBe('');
  });
});

describe('paying', () => {
  test('ends at the order, with when it was promised; a double tap orders once', async () => {
    const { page, cartId } = await atCheckout('payer', { menuId: menus.fine });
    await pay(page, '12.50').dblclick();
    await status(page, 'Accepted').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/shop/orders/${cartId}`);
    await page.getByText(/Promised for .* \(in \d+ minutes\)/).waitFor();
    await page.getByText('Alice Kim, 010-1234-5678').waitFor();
    await page.getByText('paid €12.50').waitFor();
    expect(await ordersOf('payer')).toBe(1);
    expect(await seriousIn(page)).toEqual([]);
  });

  test('that is declined says so, and may be tried again', async () => {
    const { who, page, cartId } = await atCheckout('declined', { menuId: menus.declined });
    await pay(page, '12.01').click();
    await page.getByRole('alert').getByText('The payment was declined. Nothing was charged').waitFor();
    await people.ask('customer:declined', 200, `POST /mycart/${cartId}/menu/${menus.fine}/add`, {});
    // It was of the cart as it was.
    await pay(page, '24.51').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.reload();
    await pay(page, '24.51').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('button', { name: 'Remove Declined' }).click();
    await pay(page, '12.50').click();
    await status(page, 'Accepted').waitFor();
    who.expectRefusals();
  });

  test('that is not known yet says that there is nothing to do, and goes on by itself', async () => {
    const { page } = await atCheckout('unknown', { menuId: menus.unknown });
    // Who asks the provider again sleeps meanwhile.
    const policies = system.system.pidOf('policies');
    process.kill(policies, 'SIGSTOP');
    try {
      await pay(page, '12.02').click();
      await page.getByRole('status').getByText('We are asking the payment provider whether you paid.').waitFor();
      await page.getByText('You need do nothing').waitFor();
      expect(await page.getByRole('button', { name: /Order and pay/ }).count()).toBe(0);
      await page.reload();
      await page.getByRole('status').getByText('We are asking the payment provider whether you paid.').waitFor();
    } finally {
      process.kill(policies, 'SIGCONT');
    }
    await status(page, 'Accepted').waitFor();
    expect(await ordersOf('unknown')).toBe(1);
  });

  test('is done once where the answer is lost on its way', async () => {
    const { who, page } = await atCheckout('lost', { menuId: menus.fine });
    const keys: (string | null)[] = [];
    await page.route('**/mycart/*/order', async (route) => {
      keys.push(await route.request().headerValue('Idempotency-Key'));
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await pay(page, '12.50').click();
    await status(page, 'Accepted').waitFor();
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    expect(await ordersOf('lost')).toBe(1);
    who.expectRefusals();
  });

  test('while the provider is away says that nothing was charged', async () => {
    const { who, page } = await atCheckout('away', { menuId: menus.away });
    await pay(page, '12.04').click();
    await page.getByRole('alert').getByText('The payment provider can’t be reached. Nothing was charged').waitFor();
    await page.reload();
    await pay(page, '12.04').waitFor();
    expect(await page.getByText(/declined|not paid/).count()).toBe(0);
    expect(await ordersOf('away')).toBe(0);
    who.expectRefusals();
  });
});

describe('a store that does not take the order', () => {
  test('says from what amount on it delivers', async () => {
    const { who, page } = await at('small', 2101, { minimumOrder: 15 });
    // What is changed meanwhile is there by itself.
    await page.getByText('From €15.00').waitFor();
    await people.ask('admin', 200, 'PUT /stores/2101/settings', { minimumOrder: 20 });
    await page.getByText('From €20.00').waitFor();
    await people.ask('admin', 200, 'PUT /stores/2101/settings', { minimumOrder: 15 });
    await page.getByText('From €15.00').waitFor();
    await pay(page, '10.00').click();
    await page.getByRole('alert').getByText('This store delivers from €15.00 on; your cart comes to €10.00.').waitFor();
    who.expectRefusals();
  });

  test('and is busy offers the next time that is free', async () => {
    const { who, page, menuId } = await at('busy', 2102, { ordersPerQuarter: 1 });
    const first = await aCart('first', { menuId, storeId: 2102 });
    await people.ask('customer:first', 201, `POST /mycart/${first}/order`, {});
    await pay(page, '10.00').click();
    await page.getByRole('alert').getByText('The store has no place left then.').waitFor();
    await page.getByRole('button', { name: /Order it for .* instead/ }).click();
    await page.getByText(/Delivery, for /).waitFor();
    await pay(page, '10.00').click();
    await status(page, 'Accepted').waitFor();
    who.expectRefusals();
  });

  test('because it is closed says when it opens, and is ordered from for then', async () => {
    const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'Asia/Seoul' });
    const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday.format(Date.now() + 86_400_000)) + 1;
    const hours = { weekly: [{ day, open: '10:00', close: '22:00' }] };
    const { who, page } = await at('late', 2103, { hours });
    await page.getByText('You can fill a cart now and order for later.').waitFor();
    await pay(page, '10.00').click();
    await page
      .getByRole('alert')
      .getByText(/It opens .*10:00/)
      .waitFor();
    await page.getByRole('button', { name: /Order it for .*10:00.* instead/ }).click();
    await page.getByText(/Delivery, for .*10:00/).waitFor();
    await pay(page, '10.00').click();
    await status(page, 'Accepted').waitFor();
    who.expectRefusals();
  });
});

test('all of it is said in Korean to whoever reads Korean, on a phone', async () => {
  await aCart('korean', { menuId: menus.fine, wish: { ...WISH, type: 'PICKUP', address: undefined } });
  const page = await (
    await visitor({ as: 'customer:korean', language: 'ko', size: 'phone', dark: true })
  ).open(`/shop/${STORE}/checkout`);
  await page.getByRole('button', { name: '€12.50 주문하고 결제하기' }).click();
  await page.locator('.order-status').getByText('수락됨').waitFor();
  await page.getByRole('heading', { name: '진행 상황' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES.phone.width);
  expect(await seriousIn(page)).toEqual([]);
});
