import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { cartsOf, WISH } from './shop-carts.js';
import { aMenuOnSale, aPaidOrder, givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

/** Of JavaScript, compressed as it is sent. */
const MOST_BYTES = 40 * 1024;
/** Of the checkout, which is deeper in: the cart, the form and the payment come with it. */
const MOST_AT_CHECKOUT = 42 * 1024;
/** Until something is painted first; milliseconds. */
const PAINTED_WITHIN = 500;
/** On a machine that takes a tenth of that for a page of one word it is so many times as long as that one. */
const TIMES_THE_BAREST = 10;
/** Of each page the quickest of so many counts: the slower ones tell what else the machine did. */
const TIMES = 5;

const AREAS = [
  ['shop', 'customer:alice', '/shop'],
  ['kitchen', 'store:2002', '/kitchen'],
  ['office', 'admin', '/office'],
  ['operations', 'operator', '/operations'],
] as const;

beforeAll(async () => {
  const menuId = await aMenuOnSale(people, 2002);
  await aPaidOrder(people, { storeId: 2002, menuId });
});

/** Of the worker that all windows share: a browser says nothing of how it is loaded. */
const workerBytes = (): number => {
  const assets = new URL('../../dist/assets/', import.meta.url);
  const name = readdirSync(assets).find((one) => /^live\.worker-.*\.js$/.test(one));
  return name === undefined ? 0 : brotliCompressSync(readFileSync(new URL(name, assets))).length;
};

interface Load {
  /** Of a page of one word, in the same browser just before. */
  readonly barePaint: number;
  readonly scripts: readonly { readonly name: string; readonly bytes: number }[];
  readonly firstPaint: number;
  readonly shift: number;
}

const firstPaintOf = async (page: Page): Promise<number> => {
  const entry = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  return Number(await entry.jsonValue());
};

interface Begin {
  readonly as: string;
  readonly path: string;
  /** What is there once the page is. */
  readonly has?: (page: Page) => Locator;
}

const load = async ({ as, path, has = (page) => page.getByRole('heading', { level: 1 }) }: Begin): Promise<Load> => {
  const someone = await visitor({ as });
  // Before any script of the page: what moved is told from the beginning.
  await someone.context.addInitScript(() => {
    const all = globalThis as unknown as { shifted: number };
    all.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) all.shifted += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const sizes = new Map<string, number>();
  someone.context.on('response', (response) => {
    if (response.request().resourceType() !== 'script' && !response.url().includes('.js')) return;
    void response
      .request()
      .sizes()
      .then(
        ({ responseBodySize }) => sizes.set(response.url(), responseBodySize),
        () => undefined,
      );
  });
  await someone.context.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body: '<p>Pizza' }));
  const barePaint = await firstPaintOf(await someone.open('/bare'));
  const page = await someone.open(path);
  await has(page).first().waitFor();
  await page.waitForFunction(() => document.querySelector('.loading') === null);
  const firstPaint = await firstPaintOf(page);
  const shift = await page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted);
  await someone.context.close();
  return {
    ...{ barePaint, firstPaint, shift },
    scripts: [...sizes].map(([script, bytes]) => ({ name: script.split('/').pop() ?? '', bytes })),
  };
};

const bytesOf = ({ scripts }: Pick<Load, 'scripts'>): number =>
  scripts.reduce((sum, script) => sum + script.bytes, workerBytes());

describe.each(AREAS)('the first load of the %s', (name, as, path) => {
  test('is small, is painted soon, and nothing moves', async () => {
    const loads: Load[] = [];
    for (let times = 0; times < TIMES; times += 1) loads.push(await load({ as, path }));
    const [{ scripts } = { scripts: [] }] = loads;
    const bytes = bytesOf({ scripts });
    const firstPaint = Math.min(...loads.map((one) => one.firstPaint));
    const barePaint = Math.min(...loads.map((one) => one.barePaint));
    process.stdout.write(
      `${name}: ${(bytes / 1024).toFixed(1)} kB of JavaScript, painted after ${Math.round(firstPaint)} ms (${loads
        .map((one) => Math.round(one.firstPaint))
        .join(', ')}), a page of one word after ${Math.round(barePaint)} ms\n`,
    );
    expect(scripts.length).toBeGreaterThan(1);
    expect({ bytes, isSmall: bytes <= MOST_BYTES, scripts }).toMatchObject({ isSmall: true });
    expect(loads.map(({ shift }) => shift)).toEqual(loads.map(() => 0));
    expect(firstPaint).toBeLessThan(Math.max(PAINTED_WITHIN, TIMES_THE_BAREST * barePaint));
  });
});

describe('whoever begins at the checkout', () => {
  test.each([
    ['and has said how they want it', WISH, 'Order and pay'],
    ['and has not said how they want it', null, 'Use this'],
  ] as const)('%s loads little more', async (_, wish, button) => {
    const [menuId, customer] = [await aMenuOnSale(people, 2002), `checkout-${String(wish !== null)}`];
    await cartsOf(people)(customer, { menuId, wish });
    const loaded = await load({
      ...{ as: `customer:${customer}`, path: '/shop/2002/checkout' },
      has: (page) => page.getByRole('button', { name: button }),
    });
    const bytes = bytesOf(loaded);
    process.stdout.write(`checkout: ${(bytes / 1024).toFixed(1)} kB of JavaScript\n`);
    expect({ bytes, isSmall: bytes <= MOST_AT_CHECKOUT, scripts: loaded.scripts }).toMatchObject({ isSmall: true });
  });
});
