import { describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { aKitchen } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

type Kitchen = Awaited<ReturnType<typeof aKitchen>>;
const open = async (kitchen: Kitchen, path: string) => (await visitor({ as: kitchen.store })).open(`/kitchen/${path}`);

describe('the orders of a day', () => {
  test('come and go by themselves, by what they are looked for', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen, 'orders');
    const order = (number: number) => page.getByRole('heading', { name: `Order ${number}` });
    await page.getByText('No such orders.').waitFor();
    const [first] = [await kitchen.order(), await kitchen.order()];
    await order(2).waitFor();
    await page.getByLabel('Status').selectOption('COOKING');
    await page.getByText('No such orders.').waitFor();
    await kitchen.step(first, 'cooking/start');
    await order(1).waitFor();
    await kitchen.step(first, 'cooking/complete');
    await order(1).waitFor({ state: 'detached' });
  });

  test('that can’t be read say so, also where more are asked for, and are read again', async () => {
    const kitchen = await aKitchen(people);
    for (let number = 1; number <= 3; number += 1) await kitchen.order();
    const one = await visitor({ as: kitchen.store });
    const page = await one.open('/');
    const isMore = (address: URL): boolean => address.pathname === '/orders' && address.searchParams.has('cursor');
    // Two on a page, and of the next one nothing.
    await page.route(
      (address) => address.pathname === '/orders' && !isMore(address),
      (route) => route.continue({ url: `${route.request().url()}&limit=2` }),
    );
    await page.route(isMore, (route) => route.fulfill({ status: 503, json: { code: 'READ_MODEL_UNAVAILABLE' } }));
    await page.goto(`${url()}/kitchen/orders`);
    const order = (number: number) => page.getByRole('heading', { name: `Order ${number}` });
    await order(2).waitFor();
    // By themselves they come at their places only.
    expect(await order(3).count()).toBe(0);
    await page.getByRole('button', { name: 'More' }).click();
    const told = page.getByRole('alert');
    await told.waitFor();
    expect(await order(2).count()).toBe(1);
    one.expectRefusals();
    await page.unroute(isMore);
    await told.getByRole('button', { name: 'Try again' }).click();
    await order(3).waitFor();
    await told.waitFor({ state: 'detached' });
  });
});
