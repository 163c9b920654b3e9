import { beforeAll, expect, test } from '@jest/globals';
import { givenBrowser, SIZES } from './browser.js';
import { brokenAt } from './one-line.js';
import { cartsOf } from './shop-carts.js';
import { aMenuOnSale, aPaidOrder, givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

/** As long as names may be, with nowhere to break them. */
const LONG = 'W'.repeat(100);

const SIZE = {
  ...{ groupId: 'size', name: LONG.slice(0, 50), min: 1, max: 1 },
  options: [{ optionId: 'large', name: LONG.slice(0, 50), priceDelta: 0, default: true }],
};

let menuId = 0;
let order = 0;
beforeAll(async () => {
  await people.ask('admin', 201, 'POST /stores', {
    ...{ storeId: 2999, storeName: LONG, address: LONG, timezone: 'Asia/Seoul' },
  });
  menuId = await aMenuOnSale(people, 2002, {
    menuName: LONG,
    description: LONG,
    category: LONG.slice(0, 50),
    optionGroups: [SIZE],
  });
  await people.ask('admin', 200, `POST /menus/${menuId}/offers`, { storeIds: [2001, 2999] });
  await people.ask('store:2001', 200, `POST /stores/2001/menus/${menuId}/reject`, { reason: LONG });
  order = await aPaidOrder(people, { storeId: 2002, menuId, customer: LONG.slice(0, 64), quantity: 18 });
  await cartsOf(people)(LONG.slice(0, 64), {
    menuId,
    wish: {
      ...{ type: 'DELIVERY', note: LONG, contact: { name: LONG, phone: '0'.repeat(40) } },
      address: { line1: LONG, line2: LONG, city: LONG },
    },
  });
});

/** Whether the page shows it, also in what is typed. */
const isThere = (name: string): boolean =>
  document.querySelector('main')?.innerText.includes(name) === true ||
  [...document.querySelectorAll('input')].some(({ value }) => value.includes(name));

const OFFICE = (): string[] => [
  ...['/office', `/office/menus/${menuId}`, `/office/menus/${menuId}/revise`],
  ...['/office/orders', `/office/orders/${order}`, '/office/payments', `/office/payments/${order}`],
  ...['/office/sales', '/office/stores'],
];
const SHOP = (): string[] => ['/shop', '/shop/2002', '/shop/2002/checkout', '/shop/orders', `/shop/orders/${order}`];
const REFUSED = (): string[] => ['/kitchen/menus'];
const KITCHEN = (): string[] => ['/kitchen', '/kitchen/menus', '/kitchen/orders'];

test.each([
  ['phone', 'admin', OFFICE],
  ['tablet', 'admin', OFFICE],
  ['phone', `customer:${LONG.slice(0, 64)}`, SHOP],
  ['phone', 'store:2002', KITCHEN],
  ['tablet', 'store:2002', KITCHEN],
  ['phone', 'store:2001', REFUSED],
] as const)('no name makes a page wider than a %s, for %s', async (size, as, paths) => {
  const page = await (await visitor({ as, size })).open('/');
  const wide: string[] = [];
  const broken: string[] = [];
  for (const path of paths()) {
    await page.goto(`${url()}${path}`);
    await page.waitForFunction(isThere, LONG.slice(0, 50));
    const [is, may] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    if (Number(is) > Number(may)) wide.push(`${path}: ${is}`);
    broken.push(...(await brokenAt(page, SIZES)).map((one) => `${path}, ${one}`));
    await page.setViewportSize(SIZES[size]);
  }
  expect(wide).toEqual([]);
  expect(broken).toEqual([]);
});

test.each(['phone', 'tablet'] as const)('no name takes away what closes a dialog, on a %s', async (size) => {
  const page = await (await visitor({ as: 'admin', size })).open(`/office/menus/${menuId}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog');
  const [box, button] = [await dialog.boundingBox(), await dialog.getByRole('button', { name: 'Close' }).boundingBox()];
  expect(Number(button?.x) + Number(button?.width)).toBeLessThan(Number(box?.x) + Number(box?.width));
  expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

test.each(['phone', 'tablet'] as const)('no name is drawn across a chart, on a %s', async (size) => {
  const page = await (await visitor({ as: 'admin', size })).open('/');
  await page.addInitScript(() => {
    const drawn: string[] = [];
    Object.assign(globalThis, { drawn });
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
      drawn.push(text);
      fillText.call(this, text, ...place);
    };
  });
  await page.goto(`${url()}/office/sales`);
  await page.locator('.chart canvas').nth(2).waitFor();
  await page.waitForFunction(() =>
    (globalThis as unknown as { drawn: string[] }).drawn.some((text) => text.includes('W')),
  );
  const drawn = await page.evaluate(() => (globalThis as unknown as { drawn: string[] }).drawn);
  expect(drawn.filter((text) => text.length > 15)).toEqual([]);
  await page.getByRole('rowheader', { name: LONG }).first().waitFor();
});
