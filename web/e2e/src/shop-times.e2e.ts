import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, seriousIn } from './browser.js';
import { WISH } from './shop-carts.js';
import { checkoutsAt, pay, status } from './shop-checkouts.js';
import { aMenuOnSale, givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);

const { aCart, atCheckout } = checkoutsAt(people, visitor);

describe('a time that may be chosen', () => {
  const storeId = 2104;
  /** Tomorrow, where the store and its customers are. */
  const date = new Date(Date.now() + 33 * 3_600_000).toISOString().slice(0, 10);
  const lunch = { date, open: '11:00', close: '14:00' };
  const dinner = { date, open: '17:00', close: '18:00' };
  const hours = (...exceptions: object[]) => ({ ordersPerQuarter: 1, hours: { weekly: [], exceptions } });
  const LUNCH = [
    ...['11:00', '11:15', '11:30', '11:45', '12:15', '12:30', '12:45'],
    ...['13:00', '13:15', '13:30', '13:45'],
  ];
  let menuId = 0;
  beforeAll(async () => {
    await people.ask('admin', 201, 'POST /stores', { storeId, storeName: 'With a break' });
    menuId = await aMenuOnSale(people, storeId, { price: 10, storeIds: [storeId] });
    await people.ask('admin', 200, `PUT /stores/${storeId}/settings`, hours(lunch, dinner));
    const first = await aCart('early', { menuId, storeId, wish: { ...WISH, wantedAt: `${date}T12:00:00+09:00` } });
    await people.ask('customer:early', 201, `POST /mycart/${first}/order`, { total: 10 });
  });
  const optionsOf = async (page: Page, name: string): Promise<string[]> => {
    await page.getByRole('combobox', { name }).locator('option').first().waitFor({ state: 'attached' });
    return page.getByRole('combobox', { name }).locator('option').allTextContents();
  };

  test('is one at which the store is open and has a place: none in its break, and none that is taken', async () => {
    const { page } = await atCheckout('timely', { menuId, storeId, wish: null });
    expect(await optionsOf(page, 'Day')).toHaveLength(1);
    expect(await optionsOf(page, 'Time')).toEqual([...LUNCH, '17:00', '17:15', '17:30', '17:45']);
    await page.getByText('Times at which the store is open and has a place.').waitFor();
    const time = page.getByRole('combobox', { name: 'Time' });
    await time.selectOption('17:15');

    // The store changes its mind, and the page hears of it.
    await people.ask('admin', 200, `PUT /stores/${storeId}/settings`, hours(lunch));
    await page.getByText('The store can’t do it at the time you chose. Choose another one.').waitFor();
    expect(await optionsOf(page, 'Time')).toEqual(LUNCH);
    await page.getByLabel('Name').fill('Alice Kim');
    await page.getByLabel('Phone').fill('010-1234-5678');
    await page.getByLabel('Street and number').fill('12 Teheran-ro');
    await page.getByRole('button', { name: 'Use this' }).click();
    expect(await time.evaluate((select: HTMLSelectElement) => select.validity.valueMissing)).toBe(true);
    expect(await seriousIn(page)).toEqual([]);
    await time.selectOption('12:15');
    await page.getByRole('button', { name: 'Use this' }).click();
    await page.getByText(/Delivery, for .*12:15/).waitFor();
    await pay(page, '10.00').click();
    await status(page, 'Accepted').waitFor();
    await page.getByText(/Promised for .*12:15/).waitFor();
  });

  test('is there for nobody while the store offers none, in Korean as well', async () => {
    await people.ask('admin', 200, `PUT /stores/${storeId}/settings`, hours());
    await aCart('nowhere', { menuId, storeId, wish: null });
    const reader = await visitor({ as: 'customer:nowhere', language: 'ko' });
    const page = await reader.open(`/shop/${storeId}/checkout`);
    await page.getByText('매장에서 받을 수 있는 시간이 없습니다. 앞으로 7일 동안').waitFor();
    expect(await page.locator('select[name=time] option').count()).toBe(0);
    await people.ask('admin', 200, `PUT /stores/${storeId}/settings`, hours(dinner));
    await page.getByText('매장이 열려 있고 자리가 남은 시간입니다.').waitFor();
    expect(await page.locator('select[name=time] option').count()).toBe(4);
  });

  test('is read again as somebody comes to the picker, or back to the window: another one has taken it', async () => {
    await people.ask('admin', 200, `PUT /stores/${storeId}/settings`, hours(dinner));
    const { page } = await atCheckout('slow', { menuId, storeId, wish: null });
    const taken = async (time: string): Promise<void> => {
      const other = await aCart(`quick-${time}`, {
        menuId,
        storeId,
        wish: { ...WISH, wantedAt: `${date}T${time}+09:00` },
      });
      await people.ask(`customer:quick-${time}`, 201, `POST /mycart/${other}/order`, { total: 10 });
    };
    const DINNER = ['17:00', '17:15', '17:30', '17:45'];
    expect(await optionsOf(page, 'Time')).toEqual(DINNER);
    const gone = (index: number) =>
      page.getByRole('combobox', { name: 'Time' }).locator('option', { hasText: DINNER[index]! });
    await taken('17:15:00');
    await page.getByRole('combobox', { name: 'Time' }).focus();
    await gone(1).waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Time' }).selectOption('17:30');
    await taken('17:30:00');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await gone(2).waitFor({ state: 'detached' });
    await page.getByText('The store can’t do it at the time you chose. Choose another one.').waitFor();
  });
});

describe.each([
  [
    'en',
    'The store takes no orders now, and does not say until when: there is no time',
    'you can order once it takes orders again',
  ],
  [
    'ko',
    '매장이 지금 주문을 받지 않으며 언제까지인지 알리지 않았습니다. 오늘도 나중에도',
    '다시 받기 시작하면 주문할 수 있으며',
  ],
] as const)('a pause without an end, in %s', (language, noTimes, notNow) => {
  const storeId = language === 'en' ? 2105 : 2106;
  const pause = (status: 'PAUSED' | 'OPEN') => people.ask('admin', 200, `PUT /stores/${storeId}/status`, { status });
  let menuId = 0;
  beforeAll(async () => {
    await people.ask('admin', 201, 'POST /stores', { storeId, storeName: 'Out of dough' });
    menuId = await aMenuOnSale(people, storeId, { price: 10, storeIds: [storeId] });
  });

  test('is why there is no time to choose; the form says so as it is sent on, and the times come when it is over', async () => {
    await aCart(`hungry-${language}`, { menuId, storeId, wish: null });
    await pause('PAUSED');
    const page = await (
      await visitor({ as: `customer:hungry-${language}`, language })
    ).open(`/shop/${storeId}/checkout`);
    await page.getByText(noTimes).waitFor();
    const time = page.locator('select[name=time]');
    expect(await time.evaluate((select: HTMLSelectElement) => select.validationMessage)).toContain(noTimes);
    const described = await time.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain(noTimes);
    expect(await seriousIn(page)).toEqual([]);
    await pause('OPEN');
    await page.getByText(noTimes).waitFor({ state: 'detached' });
    await time.locator('option').first().waitFor({ state: 'attached' });
    expect(await time.evaluate((select: HTMLSelectElement) => select.validationMessage)).toBe('');
  });

  test('is said beside the order button, which tells the store’s answer to whoever presses it', async () => {
    await aCart(`thirsty-${language}`, { menuId, storeId });
    const someone = await visitor({ as: `customer:thirsty-${language}`, language });
    const page = await someone.open(`/shop/${storeId}/checkout`);
    const order = page.getByRole('button', { name: '€10.00' });
    await order.waitFor();
    await pause('PAUSED');
    await page.getByText(notNow).waitFor();
    const described = await order.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain(notNow);
    await order.click();
    await page.locator('[role=alert][data-code="STORE_NOT_OPEN"]').waitFor();
    await pause('OPEN');
    await page.getByText(notNow).waitFor({ state: 'detached' });
    await order.click();
    await page.locator('.order-status').waitFor();
    someone.expectRefusals();
  });
});
