import { expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { aKitchen } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem({ CURRENCY: 'KRW' });
const { visitor } = givenBrowser(url);

test('a price of the store’s own is as fine as the currency, and no finer', async () => {
  const kitchen = await aKitchen(people, null, {
    card: { price: 12_000, optionGroups: [] },
  });
  const page = await (await visitor({ as: kitchen.store })).open('/kitchen/menus');
  await page.getByText('Price', { exact: true }).click();
  const price = page.getByLabel('Your own price');
  await price.fill('11000.5');
  expect(await price.evaluate((input: HTMLInputElement) => input.validity.valid)).toBe(false);
  await price.fill('11000');
  await page.getByRole('button', { name: 'Set the price: Margherita' }).click();
  await page.getByText('₩11,000').first().waitFor();
});
