import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, SIZES } from './browser.js';
import { brokenAt } from './one-line.js';
import { aMenuOnSale, aPaidOrder, givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

const FOLDER = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
/** Taken anew with SCREENS=write; else the pages are only looked at. */
const isWritten = process.env.SCREENS === 'write';

const SIZE = {
  groupId: 'size',
  name: 'Size',
  min: 1,
  max: 1,
  options: [
    { optionId: 'medium', name: 'Medium', priceDelta: 0, default: true },
    { optionId: 'large', name: 'Large', priceDelta: 4 },
  ],
};
const EXTRA = {
  groupId: 'extra',
  name: 'Extra',
  min: 0,
  max: 2,
  options: [
    { optionId: 'chili', name: 'Chili', priceDelta: 1 },
    { optionId: 'olives', name: 'Olives', priceDelta: 1.5 },
  ],
};

/** A day at the chain: what every page shows something of. */
const order = { id: 0, menu: 0, correlation: '' };
beforeAll(async () => {
  const { ask } = people;
  const card = {
    category: 'Classics',
    allergens: ['gluten', 'milk'],
    optionGroups: [SIZE, EXTRA],
    storeIds: [2001, 2002],
  };
  order.menu = await aMenuOnSale(people, 2002, { ...card, menuName: 'Margherita', position: 1 });
  await ask('store:2001', 200, `POST /stores/2001/menus/${order.menu}/reject`, { reason: 'No oven this week' });
  const diavola = await aMenuOnSale(people, 2002, { ...card, menuName: 'Diavola', price: 14, position: 2 });
  const drink = { category: 'Drinks', menuName: 'Lemonade', description: 'Home made', price: 3, position: 3 };
  const lemonade = await aMenuOnSale(people, 2002, { ...drink, menuType: 'drink' });
  await ask('store:2002', 200, `POST /stores/2002/menus/${lemonade}/sold-out`, {});
  await ask('admin', 200, `PUT /menus/${diavola}`, {
    ...{ menuName: 'Diavola', menuType: 'pizza', description: 'Salami and fresh chili', price: 14.5 },
    ...{ category: 'Classics', position: 2, optionGroups: [SIZE] },
  });
  const orders: number[] = [];
  for (const customer of ['bora', 'chan', 'dami', 'eun', 'alice'])
    orders.push(await aPaidOrder(people, { storeId: 2002, menuId: order.menu, customer }));
  const [cooking = 0, ready = 0, out = 0] = orders;
  for (const id of [cooking, ready, out]) await ask('store:2002', 200, `POST /myorder/${id}/cooking/start`, {});
  for (const id of [ready, out]) await ask('store:2002', 200, `POST /myorder/${id}/cooking/complete`, {});
  await ask('store:2002', 200, `POST /myorder/delivery/${out}`, {});
  order.id = orders[4] ?? 0;
  const { items } = await ask('operator', 200, `GET /events/timeline?stream=order-${order.id}`);
  order.correlation = (items as { correlationId: string }[])[0]?.correlationId ?? '';
  const settings = { autoAccept: true, deliveryFee: 2.5, minimumOrder: 10, preparationMinutes: 25 };
  await ask('store:2002', 200, 'PUT /stores/2002/settings', settings);
  const { cartId } = await ask('customer:alice', 201, 'POST /mycart/2002/create', {});
  const options = [
    { groupId: 'size', optionId: 'large' },
    { groupId: 'extra', optionId: 'olives' },
  ];
  await ask('customer:alice', 200, `POST /mycart/${Number(cartId)}/menu/${order.menu}/add`, { quantity: 2, options });
});

interface Shown {
  readonly name: string;
  readonly as: string;
  readonly path: () => string;
  /** What is there once the page is. */
  readonly has: (page: Page) => Promise<unknown>;
}

const current = (page: Page) => page.locator('[data-current="true"]').first().waitFor({ state: 'attached' });
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first().waitFor();
const row = (page: Page) => page.getByRole('row').nth(1).waitFor();
const text = (words: string) => (page: Page) => page.getByText(words).first().waitFor();
const shown = (as: string, name: string, path: string | (() => string), has: Shown['has'] = heading): Shown => ({
  ...{ as, name, has },
  path: typeof path === 'string' ? () => path : path,
});

const customer = 'customer:alice';
const store = 'store:2002';
const pages: readonly Shown[] = [
  shown(customer, 'start', '/'),
  shown(customer, 'shop-stores', '/shop', text('Doremi 2002')),
  shown(customer, 'shop-menu', '/shop/2002', text('Lemonade')),
  shown(customer, 'shop-checkout', '/shop/2002/checkout', text('Margherita')),
  shown(customer, 'shop-order', () => `/shop/orders/${order.id}`, current),
  shown(customer, 'shop-orders', '/shop/orders', text('Margherita')),
  shown(store, 'kitchen-board', '/kitchen', (page) =>
    page.locator('article[data-order]').nth(4).waitFor({ state: 'attached' }),
  ),
  shown(store, 'kitchen-menus', '/kitchen/menus', row),
  shown(store, 'kitchen-settings', '/kitchen/settings'),
  shown(store, 'kitchen-orders', '/kitchen/orders'),
  shown('admin', 'office-menus', '/office', text('Margherita')),
  shown('admin', 'office-menu', () => `/office/menus/${order.menu}`, text('No oven this week')),
  shown('admin', 'office-new-menu', '/office/menus/new'),
  shown('admin', 'office-revise', () => `/office/menus/${order.menu}/revise`),
  shown('admin', 'office-sales', '/office/sales', (page) => page.locator('canvas').first().waitFor()),
  shown('admin', 'office-orders', '/office/orders', row),
  shown('admin', 'office-order', () => `/office/orders/${order.id}`, text('Margherita')),
  shown('admin', 'office-payments', '/office/payments', row),
  shown('admin', 'office-payment', () => `/office/payments/${order.id}`),
  shown('admin', 'office-stores', '/office/stores', text('Doremi 2002')),
  shown('operator', 'operations', '/operations', text('query-api')),
  shown('operator', 'operations-read-models', '/operations/read-models', text('orderBoard')),
  shown('operator', 'operations-read-model', '/operations/read-models/orderBoard'),
  shown('operator', 'operations-timeline', () => `/operations/events/stream/order-${order.id}`, text('OrderReceived')),
  shown('operator', 'operations-events', '/operations/events'),
  shown('operator', 'operations-caused', () => `/operations/events/caused/${order.correlation}`, text('OrderReceived')),
  shown('operator', 'operations-payments', '/operations/payments'),
  shown('operator', 'operations-erasures', '/operations/erasures'),
  shown('operator', 'operations-open-work', '/operations/open-work'),
  shown('operator', 'operations-parked', '/operations/parked'),
  shown('operator', 'operations-runbooks', '/operations/runbooks'),
];

/** The smaller and the larger screen that a page is made for. */
const sizesOf = (name: string): readonly (keyof typeof SIZES)[] => [
  'phone',
  name === 'kitchen-board' ? 'kitchen' : 'desk',
];
const looks = pages.flatMap((page) =>
  sizesOf(page.name).flatMap((size) => (['en', 'ko'] as const).map((language) => ({ ...page, size, language }))),
);

/** What leads to all of them. */
const index = (): string => {
  const picture = (name: string, size: string, language: string): string =>
    `<img src="${name}-${size}-${language}.jpg" alt="${name}, ${size}, ${language}" width="${size === 'phone' ? 150 : 400}" />`;
  const sections = pages.map(({ name }) => {
    const shownAs = sizesOf(name).flatMap((size) => ['en', 'ko'].map((language) => picture(name, size, language)));
    return `## ${name}\n\n${shownAs.join('\n')}\n`;
  });
  return `# The pages\n\nTaken by \`SCREENS=write npm run e2e -- src/screens\`, of a day that its first lines make up.\n\n${sections.join('\n')}`;
};
afterAll(() => {
  if (isWritten) writeFileSync(`${FOLDER}README.md`, index());
});

/** Headings that are more than one level below the one before them. */
const leftOut = (): string[] => {
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((one) => one.checkVisibility());
  const levels = headings.map(({ tagName }) => Number(tagName.slice(1)));
  return headings
    .filter((_, index) => (levels[index] ?? 0) > (levels[index - 1] ?? 0) + 1)
    .map(({ tagName, textContent }) => `${tagName}: ${textContent}`);
};

describe('every page', () => {
  test.each(looks)(
    '$name, $size, $language: is as wide as its screen, leaves no heading out, and breaks no figure or short word at any size',
    async ({ name, as, path, has, size, language }) => {
      const page = await (await visitor({ as, size, language })).open(path());
      await has(page);
      await page.waitForFunction(() => document.querySelector('.loading') === null);
      const { scrollWidth, clientWidth } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
      expect(await page.evaluate(leftOut)).toEqual([]);
      if (size === 'phone') {
        expect(await brokenAt(page, SIZES)).toEqual([]);
        await page.setViewportSize(SIZES.phone);
      }
      if (!isWritten) return;
      mkdirSync(FOLDER, { recursive: true });
      await page.screenshot({ path: `${FOLDER}${name}-${size}-${language}.jpg`, type: 'jpeg', quality: 65 });
    },
  );
});
