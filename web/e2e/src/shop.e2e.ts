import { expect, test } from '@jest/globals';
import { givenBrowser, seriousIn, SIZES } from './browser.js';
import { card, givenMenus } from './shop-pages.js';
import { aMenuOnSale, givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);
const menus = givenMenus(people);

test.each([
  ['en', 'light'],
  ['ko', 'dark'],
] as const)('nothing is serious to axe, in %s, when it is %s', async (language, scheme) => {
  const as = `customer:${language}`;
  const someone = await visitor({ as, size: 'phone', language, dark: scheme === 'dark' });
  const page = await someone.open('/shop');
  await page.getByRole('link', { name: 'Doremi 2002' }).waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole('link', { name: 'Doremi 2002' }).click();
  await card(page, menus.quattro).getByRole('button').click();
  await page.getByRole('dialog').getByRole('radio').first().waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await seriousIn(page)).toEqual([]);
  await page.locator('.cart-bar').click();
  await page.getByRole('dialog').getByRole('group').waitFor();
  expect(await seriousIn(page)).toEqual([]);
});

test('names without a blank are broken: nothing is off the side of a phone', async () => {
  const storeId = 1998;
  const long = (of: string, length = 100): string => of.repeat(length).slice(0, length);
  await people.ask('admin', 201, 'POST /stores', { storeId, storeName: long('Store') });
  const of = { storeIds: [storeId], price: 10 };
  const plain = await aMenuOnSale(people, storeId, { ...of, menuName: long('Menu') });
  const options = ['a', 'b'].map((optionId) => ({ optionId, name: long(`Option${optionId}`, 50), priceDelta: 1 }));
  const optionGroups = [{ groupId: 'size', name: long('Size', 50), min: 0, max: 1, options }];
  const chosen = await aMenuOnSale(people, storeId, { ...of, menuName: long('Chosen'), optionGroups });
  const phone = await visitor({ as: 'customer:narrow', size: 'phone' });
  const page = await phone.open('/shop');
  const isNarrow = async (): Promise<void> => {
    const wide = () =>
      [...document.querySelectorAll('*')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth)
        .map((one) => one.outerHTML.slice(0, 200));
    expect(await page.evaluate(wide)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES.phone.width);
  };
  await page.getByRole('link', { name: long('Store') }).waitFor();
  await isNarrow();
  await page.goto(`${url()}/shop/${storeId}`);
  const right = async (menuId: number): Promise<number> => {
    const box = await card(page, menuId).getByRole('button').boundingBox();
    return (box?.x ?? Infinity) + (box?.width ?? Infinity);
  };
  await card(page, plain).getByRole('button').click();
  expect(await right(plain)).toBeLessThanOrEqual(SIZES.phone.width);
  expect(await right(chosen)).toBeLessThanOrEqual(SIZES.phone.width);
  await isNarrow();
  await card(page, chosen).getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: long('Optiona', 50) }).check();
  await isNarrow();
  await dialog.getByRole('button', { name: 'Add for €11.00' }).click();
  await page.getByRole('button', { name: /2 items/ }).click();
  await isNarrow();
  await page.goto(`${url()}/shop/${storeId}/checkout`);
  await page.getByText(long('Optiona', 50)).waitFor();
  await isNarrow();
  const { items } = await people.ask('customer:narrow', 200, 'GET /mycarts');
  const [cartId] = (items as { cartId: number }[]).map((one) => one.cartId);
  await people.ask('customer:narrow', 201, `POST /mycart/${cartId}/order`, {});
  await page.goto(`${url()}/shop/orders/${cartId}`);
  await page.getByText(long('Optiona', 50)).waitFor();
  await isNarrow();
  await page.goto(`${url()}/shop/orders`);
  await page.getByRole('link', { name: new RegExp(long('Chosen')) }).waitFor();
  await isNarrow();
});
