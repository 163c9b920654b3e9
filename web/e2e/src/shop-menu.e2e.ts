import { describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { STORE } from './shop-checkouts.js';
import { atTheStore, card, givenMenus } from './shop-pages.js';
import { givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);
const menus = givenMenus(people);
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('the menu', () => {
  test('comes by category in its order, with allergens', async () => {
    const page = await atTheStore(await (await visitor({ as: 'customer:alice' })).open(`/shop/${STORE}`));
    expect(await page.locator('.menus').getByRole('heading').allTextContents()).toEqual([
      ...['Pizza', 'Margherita', 'Quattro formaggi', 'Drinks', 'Cola'],
    ]);
    await card(page, menus.margherita).getByText('Contains gluten and milk').waitFor();
  });

  test('has pictures from anywhere, without a referrer, when they are looked at, in a place of their size', async () => {
    const alice = await visitor({ as: 'customer:alice' });
    const asked: (string | null)[] = [];
    await alice.context.route('https://pictures.invalid/**', async (route) => {
      asked.push(await route.request().headerValue('referer'));
      const body = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
      await route.fulfill({ contentType: 'image/svg+xml', body });
    });
    const page = await atTheStore(await alice.open('/shop/2001'));
    const picture = card(page, menus.funghi).locator('img[loading="lazy"][referrerpolicy="no-referrer"]');
    await picture.waitFor();
    expect(await picture.boundingBox()).toMatchObject({ width: 96, height: 96 });
    expect(asked).toEqual([null]);
  });

  test('has a drawing of ours where a picture fails', async () => {
    const alice = await visitor({ as: 'customer:alice' });
    const page = await atTheStore(await alice.open('/shop/2001'));
    const drawing = card(page, menus.funghi).locator('svg[data-drawing]');
    await drawing.waitFor();
    expect(await drawing.boundingBox()).toMatchObject({ width: 96, height: 96 });
    alice.expectRefusals();
  });

  test('says by itself what is sold out and until when, a menu or an option, and when it is there again', async () => {
    const page = await atTheStore(await (await visitor({ as: 'customer:alice' })).open(`/shop/${STORE}`));
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${menus.cola}/sold-out`, {
      until: inHours(2),
    });
    await card(page, menus.cola)
      .getByText(/Sold out until /)
      .waitFor();
    expect(await card(page, menus.cola).getByRole('button').count()).toBe(0);
    const olives = { groupId: 'toppings', optionId: 'olives' };
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${menus.quattro}/sold-out`, olives);
    await page.getByRole('button', { name: 'Choose options of Quattro formaggi' }).click();
    const dialog = page.getByRole('dialog', { name: 'Quattro formaggi' });
    await dialog.getByText('Sold out').waitFor();
    expect(await dialog.getByLabel('Olives').isDisabled()).toBe(true);
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${menus.quattro}/restock`, olives);
    await dialog.getByText('Sold out').waitFor({ state: 'detached' });
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${menus.cola}/restock`, {});
    await card(page, menus.cola).getByRole('button', { name: 'Add Cola', includeHidden: true }).waitFor();
  });
});

test.each(['phone', 'desk'] as const)('nothing moves as a store comes, on a %s', async (size) => {
  const alice = await visitor({ as: 'customer:still', size });
  await alice.context.addInitScript(() => {
    const all = globalThis as unknown as { moved: number };
    all.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) all.moved += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const page = await atTheStore(await alice.open(`/shop/${STORE}`));
  await page.getByText('About 25 minutes').waitFor();
  expect(await page.evaluate(() => (globalThis as unknown as { moved: number }).moved)).toBe(0);
});
