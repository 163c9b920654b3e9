import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, seriousIn } from './browser.js';
import { eventually } from './eventually.js';
import { aMenuOnSale, aPaidOrder, givenSystem } from './system.js';

const started = givenSystem();
const { url, people } = started;
const { visitor } = givenBrowser(url);

const office = async (path: string, look: Parameters<typeof visitor>[0] = {}): Promise<Page> =>
  (await visitor({ as: 'admin', ...look })).open(path);

let menuId = 0;
/** Paid and received at store 2002, of alice. */
let order = 0;
beforeAll(async () => {
  menuId = await aMenuOnSale(people, 2002);
  await aMenuOnSale(people, 2001, { menuName: 'Regina', price: 20 });
  order = await aPaidOrder(people, { storeId: 2002, menuId });
});

const table = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

const filter = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

describe('orders', () => {
  test('come in and move by themselves, and are found by what they are looked for', async () => {
    const page = await office('/office/orders');
    await table(page, 'Orders')
      .getByRole('row', { name: `Order ${order} ` })
      .getByText('Accepted')
      .waitFor();
    const next = await aPaidOrder(people, { storeId: 2002, menuId, customer: 'bob' });
    const row = table(page, 'Orders').getByRole('row', { name: `Order ${next} ` });
    await row.getByText('bob').waitFor();
    await people.ask('store:2002', 200, `POST /myorder/${next}/cooking/start`, {});
    await row.getByText('Cooking').waitFor();

    await page.getByRole('searchbox', { name: 'Customer' }).fill('customer:bob');
    await page.getByRole('searchbox', { name: 'Customer' }).press('Enter');
    await table(page, 'Orders')
      .getByRole('row', { name: `Order ${order} ` })
      .waitFor({ state: 'detached' });
    await row.waitFor();
    await filter(page, 'Status').selectOption('Cooking');
    await filter(page, 'Store').selectOption('Doremi 2002');
    await row.waitFor();
    // One that matches no more is gone at once.
    await people.ask('store:2002', 200, `POST /myorder/${next}/cooking/complete`, {});
    await page.getByText('Nothing matches these filters.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await row.getByText('Ready').waitFor();
    await page.getByLabel('Number').fill('1');
    await page.getByLabel('Number').press('Enter');
    await table(page, 'Orders')
      .getByRole('row', { name: `Order ${order} ` })
      .waitFor();
    await row.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?number=1');
  });

  test('are looked for by what stands in the address, percent signs included', async () => {
    const page = await office('/office/orders?customer=50%2525');
    const customer = page.getByRole('searchbox', { name: 'Customer' });
    await customer.waitFor();
    expect(await customer.inputValue()).toBe('50%25');
    await page.getByLabel('Number').fill('7');
    await page.getByLabel('Number').press('Enter');
    await page.waitForURL((address) => address.searchParams.get('number') === '7');
    expect(new URL(page.url()).searchParams.get('customer')).toBe('50%25');
  });

  test('are shown by pages, all of which stay when the list is read again', async () => {
    const someone = await visitor({ as: 'admin' });
    const page = await someone.open('/office/orders');
    // One at a time, so that a few orders are several pages.
    await page.route(
      ({ pathname }) => pathname === '/orders',
      async (route) => {
        const asked = new URL(route.request().url());
        asked.searchParams.set('limit', '1');
        await route.continue({ url: asked.href });
      },
    );
    await page.reload();
    await page.getByRole('button', { name: 'Show more' }).click();
    await table(page, 'Orders').getByRole('row').nth(2).waitFor();

    const read: string[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname === '/orders' && response.ok()) read.push(response.url());
    });
    process.kill(started.system.pidOf('query-api'), 'SIGKILL');
    await page.getByText('Connection lost.').waitFor();
    await eventually(
      'both pages are read again',
      () => read.length,
      (times) => times >= 2,
    );
    await page.locator('.live-state[data-current="true"]').waitFor({ state: 'attached' });
    expect(await table(page, 'Orders').getByRole('row').count()).toBeGreaterThan(2);
    someone.expectRefusals();
  });

  test('tell everything that is known of one, as it moves, and its receipt', async () => {
    const one = await aPaidOrder(people, { storeId: 2002, menuId, customer: 'carol' });
    const page = await office(`/office/orders/${one}`);
    await page.getByRole('status').getByText('Accepted').waitFor();
    await page.getByText('Promised for').waitFor();
    await table(page, 'What was ordered')
      .getByRole('row', { name: 'Margherita' })
      .getByText('€12.50')
      .first()
      .waitFor();
    await page.getByText('Paid · €12.50').waitFor();
    await people.ask('store:2002', 200, `POST /myorder/${one}/cooking/start`, {});
    await people.ask('store:2002', 200, `POST /myorder/${one}/cancel`, { reason: 'Oven broke' });
    await page.getByText('Cancelled by the store').waitFor();
    await page.getByText('Given back · €12.50').waitFor();
    expect(await page.locator('.timeline strong').allTextContents()).toEqual([
      'Received',
      'Accepted',
      'Cooking',
      'Cancelled',
    ]);
    await page.getByRole('button', { name: 'Show the receipt' }).click();
    await page.getByRole('dialog').getByText('12.50').first().waitFor();
  });

  test('that are not there are told in words', async () => {
    const page = await office('/office/orders/4711');
    await page.getByText('This order is not there, or not yours.').waitFor();
  });
});

test.each([
  ['/office/orders', 'Number', '12', 'Orders', 'Order'],
  ['/office/payments', 'Order or payment', '12', 'Payments', 'Payment'],
])('what is typed to look for at %s stays while the list moves', async (path, label, typed, list, one) => {
  const page = await office(path);
  await page.getByLabel(label).fill(typed);
  const next = await aPaidOrder(people, { storeId: 2002, menuId, customer: 'kate' });
  await table(page, list)
    .getByRole('row', { name: `${one} ${next} ` })
    .waitFor();
  expect(await page.getByLabel(label).inputValue()).toBe(typed);
});

test('a lost connection is said at once, and nothing is missing when it is back', async () => {
  const someone = await visitor({ as: 'admin' });
  const [orders, payments] = [await someone.open('/office/orders'), await someone.open('/office/payments')];
  for (const page of [orders, payments])
    await page.locator('.live-state[data-current="true"]').waitFor({ state: 'attached' });
  // What is in the cart is asked of query-api as it is added; ordering it is not.
  const { cartId } = await people.ask('customer:henry', 201, 'POST /mycart/2002/create', {});
  const next = Number(cartId);
  await people.ask('customer:henry', 200, `POST /mycart/${next}/menu/${menuId}/add`, {});
  process.kill(started.system.pidOf('query-api'), 'SIGKILL');
  for (const page of [orders, payments]) await page.getByText('Connection lost.').waitFor();
  await people.ask('customer:henry', 201, `POST /mycart/${next}/order`, {});
  await table(orders, 'Orders')
    .getByRole('row', { name: `Order ${next} ` })
    .waitFor();
  await table(payments, 'Payments')
    .getByRole('row', { name: `Payment ${next} ` })
    .waitFor();
  for (const page of [orders, payments]) await page.getByText('Connection lost.').waitFor({ state: 'detached' });
  someone.expectRefusals();
});

describe('payments', () => {
  test('come in by themselves, and are found by store, status, day and number', async () => {
    const page = await office('/office/payments');
    await table(page, 'Payments')
      .getByRole('row', { name: `Payment ${order} ` })
      .waitFor();
    const next = await aPaidOrder(people, { storeId: 2002, menuId, customer: 'dave' });
    const row = table(page, 'Payments').getByRole('row', { name: `Payment ${next} ` });
    await row.getByText('dave').waitFor();
    await page.getByLabel('Order or payment').fill(String(next));
    await page.getByLabel('Order or payment').press('Enter');
    await table(page, 'Payments')
      .getByRole('row', { name: `Payment ${order} ` })
      .waitFor({ state: 'detached' });
    await row.waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await filter(page, 'Status').selectOption('Declined');
    await page.getByText('Nothing matches these filters.').waitFor();
    await filter(page, 'Status').selectOption('Paid');
    await row.waitFor();
    await filter(page, 'Store').selectOption('Doremi 2001');
    await page.getByText('Nothing matches these filters.').waitFor();
    await filter(page, 'Store').selectOption('Doremi 2002');
    await row.waitFor();
    await page.getByLabel('Day').fill('2020-01-01');
    await page.getByText('Nothing matches these filters.').waitFor();
  });

  test('and orders of a day are files, where they are listed', async () => {
    const { businessDay } = await people.ask('admin', 200, `GET /payments/${order}`);
    for (const [path, of, says] of [
      ['/office/orders', 'orders', `,${order},`],
      ['/office/payments', 'payments', `,${order},`],
    ] as const) {
      const page = await office(path);
      await page.getByText('Choose a day to export it.').waitFor();
      await page.getByLabel('Day').fill(String(businessDay));
      await filter(page, 'Store').selectOption('Doremi 2002');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: new RegExp(`^Export the ${of} of .* as CSV$`) }).click();
      expect((await download).suggestedFilename()).toBe(`${of}-${String(businessDay)}-2002.csv`);
      const csv = await readFile(await (await download).path(), 'utf8');
      expect(csv.split('\r\n')[0]).toMatch(/^businessDay,storeId,/);
      expect(csv).toContain(says);
    }
  });

  test('are given back in part and whole, with who asked and what became of it', async () => {
    const one = await aPaidOrder(people, { storeId: 2002, menuId, customer: 'erin' });
    await people.ask('store:2002', 200, `POST /myorder/${one}/cooking/start`, {});
    const page = await office(`/office/payments/${one}`);
    await page.getByLabel('A part of it').check();
    const part = page.getByRole('spinbutton', { name: 'A part of it' });
    await part.fill('13');
    await page.getByLabel('Reason').fill('Cold');
    await page.getByRole('button', { name: 'Give back €13.00' }).click();
    await page.getByText('At most 12.5.').waitFor();
    await part.fill('2.50');
    await page.getByRole('button', { name: 'Give back €2.50' }).click();
    const refund = table(page, 'Refunds').getByRole('row', { name: '€2.50' });
    await refund.getByText('Cold').waitFor();
    await refund.getByText(/^Given back /).waitFor();
    await refund.getByText('admin').waitFor();
    await page.getByText('All that is left: €10.00').waitFor();

    await page.getByLabel('All that is left').check();
    await page.getByLabel('Reason').fill('Still cold');
    await page.getByRole('button', { name: 'Give back €10.00' }).click();
    await table(page, 'Refunds')
      .getByRole('row', { name: '€10.00' })
      .getByText(/^Given back /)
      .waitFor();
    await page.getByText('Nothing is left to give back.').waitFor();
    expect(await people.ask('admin', 200, `GET /payments/${one}`)).toMatchObject({
      status: 'REFUNDED',
      refunded: 12.5,
    });
  });

  test('given back whole cancel an order that is not cooked yet, once however often the button is pressed', async () => {
    const one = await aPaidOrder(people, { storeId: 2002, menuId, customer: 'ivy' });
    const page = await office(`/office/payments/${one}`);
    await page.getByLabel('Reason').fill('Nobody home');
    await page.getByRole('button', { name: 'Give back €12.50' }).dblclick();
    await page.getByText('Nothing is left to give back.').waitFor();
    await page.getByRole('link', { name: `Order ${one}` }).click();
    await page.getByText('Cancelled by a refund of head office').waitFor();
    const { refunds } = await people.ask('admin', 200, `GET /payments/${one}`);
    expect(refunds).toHaveLength(1);
  });

  test('that somebody else gave back meanwhile are not given back twice', async () => {
    const one = await aPaidOrder(people, { storeId: 2002, menuId, customer: 'frank' });
    await people.ask('store:2002', 200, `POST /myorder/${one}/cooking/start`, {});
    const [first, second] = [await office(`/office/payments/${one}`), await office(`/office/payments/${one}`)];
    for (const page of [first, second]) {
      await page.getByLabel('A part of it').check();
      await page.getByRole('spinbutton', { name: 'A part of it' }).fill('10');
      await page.getByLabel('Reason').fill('Late');
    }
    await first.getByRole('button', { name: 'Give back €10.00' }).click();
    await first.getByText('Asked for: €10.00.').waitFor();
    await second.getByRole('status').getByText('Paid').waitFor();
    await second.getByText('All that is left: €2.50').waitFor();
    await second.getByRole('button', { name: 'Give back €10.00' }).click();
    await second.getByText('At most 2.5.').waitFor();
    const { refunds } = await people.ask('admin', 200, `GET /payments/${one}`);
    expect(refunds).toHaveLength(1);
  });
});

describe('a payment of which nothing is left', () => {
  test('offers nothing to give back, whatever was tried before somebody else gave it back', async () => {
    const one = await aPaidOrder(people, { storeId: 2002, menuId, customer: 'gina' });
    const someone = await visitor({ as: 'admin' });
    const page = await someone.open(`/office/payments/${one}`);
    await page.getByLabel('A part of it').check();
    const send = page.getByRole('button', { name: /^Give back/ });
    for (const nonsense of ['0', '-3', '']) {
      await page.getByRole('spinbutton', { name: 'A part of it' }).fill(nonsense);
      expect(await send.textContent()).toBe('Give back');
    }
    await page.getByRole('spinbutton', { name: 'A part of it' }).fill('3');
    await page.getByLabel('Reason').fill('Cold');
    await page.route('**/refund', (route) => route.abort());
    await send.click();
    await page.getByText('Nobody answers.').waitFor();
    await people.ask('admin', 200, `POST /payments/${one}/refund`, { reason: 'Burnt' });
    await page.getByText('Nothing is left to give back.').waitFor();
    expect(await send.count()).toBe(0);
    someone.expectRefusals();
  });
});

describe('sales', () => {
  test('are charts that have a table: by day, store and menu; and a day’s orders are a file', async () => {
    await people.ask('customer:gina', 201, 'POST /mycart/2001/create', {}).then(async ({ cartId }) => {
      await people.ask('customer:gina', 200, `POST /mycart/${Number(cartId)}/menu/2/add`, {});
      await people.ask('customer:gina', 201, `POST /mycart/${Number(cartId)}/order`, {});
    });
    const page = await office('/office/sales');
    await table(page, 'By store').getByRole('row', { name: 'Doremi 2001' }).getByText('€20.00').first().waitFor();
    await table(page, 'By menu').getByRole('row', { name: 'Regina' }).getByText('€20.00').waitFor();
    await page
      .getByRole('img', { name: 'Chart of By day; the table below says the same.' })
      .locator('canvas')
      .waitFor();
    expect(await page.locator('.chart canvas').count()).toBe(3);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Export the orders of .* as CSV$/ }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    expect((await download).suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/);
    expect(csv.split('\r\n')[0]).toContain('businessDay,storeId,orderNumber');
    expect(csv).toContain('Regina x1');

    await filter(page, 'Store').selectOption('Doremi 2002');
    await table(page, 'By menu').getByRole('row', { name: 'Regina' }).waitFor({ state: 'detached' });
    await table(page, 'By menu').getByRole('row', { name: 'Margherita' }).waitFor();
    await page.getByLabel('From').fill('2030-01-01');
    await page.getByText('It begins after it ends.').waitFor();
  });

  test('are told as it is sold: no day is asked for again', async () => {
    const orders = async (): Promise<number> => {
      const { items } = await people.ask('admin', 200, 'GET /sales?storeId=2002');
      return (items as { orders: number }[]).reduce((sum, day) => sum + day.orders, 0);
    };
    const before = await orders();
    const someone = await visitor({ as: 'admin' });
    const asked: string[] = [];
    someone.context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const timesAsked = (path: string): number => asked.filter((one) => one === path).length;
    const page = await someone.open('/office/sales');
    const first = (of: string, row: string) =>
      table(page, of).getByRole('row', { name: row }).getByRole('cell').first();
    const [ofStore, ofMenu] = [first('By store', 'Doremi 2002'), first('By menu', 'Margherita')];
    await ofStore.filter({ hasText: new RegExp(`^${before}$`) }).waitFor();
    const sold = Number(await ofMenu.textContent());
    // As it is opened, and once it is told: what was read may be of before.
    const looks = () => [timesAsked('/sales'), timesAsked('/sales/menus')];
    await eventually('both looks', looks, (of) => String(of) === '2,2');
    await aPaidOrder(people, { storeId: 2002, menuId, customer: 'hana' });
    await ofStore.filter({ hasText: new RegExp(`^${before + 1}$`) }).waitFor();
    await ofMenu.filter({ hasText: new RegExp(`^${sold + 1}$`) }).waitFor();
    expect(looks()).toEqual([2, 3]);
  });
});

describe('stores', () => {
  test('are registered, paused and closed with an end, and opened again', async () => {
    const page = await office('/office/stores');
    await page.getByRole('button', { name: 'Register a store' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Register a store' }).click();
    await dialog.getByText('Fill this in.').first().waitFor();
    await dialog.getByLabel('Number').fill('2010');
    await dialog.getByLabel('Name').fill('Mapo');
    await dialog.getByLabel('Address').fill('12 Yanghwa-ro');
    await dialog.getByRole('button', { name: 'Register a store' }).click();
    const store = page.getByRole('listitem').filter({ hasText: 'Mapo (2010)' });
    await store.getByText('Open now').waitFor();

    await page.getByRole('button', { name: 'Pause Mapo (2010)' }).click();
    await dialog.getByLabel('For 30 minutes').check();
    await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
    await store.getByText(/^Paused until /).waitFor();
    expect(await people.ask('admin', 200, 'GET /stores/2010')).toMatchObject({ status: 'PAUSED' });

    await page.getByRole('button', { name: 'Close Mapo (2010)' }).click();
    await dialog.getByLabel('Until', { exact: true }).check();
    await dialog.getByRole('textbox').or(dialog.locator('input[type=datetime-local]')).fill('2020-01-01T10:00');
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await dialog.getByText('That time has passed already.').waitFor();
    await dialog.locator('input[type=datetime-local]').fill('2099-01-01T10:00');
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await store.getByText(/^Closed until .*2099/).waitFor();

    await page.getByRole('button', { name: 'Open Mapo (2010)' }).click();
    await store.getByText('Open now').waitFor();
  });
});

describe('the pages of money and stores', () => {
  const paths = () => [
    ...['/office/sales', '/office/orders', `/office/orders/${order}`],
    ...['/office/payments', `/office/payments/${order}`, '/office/stores'],
  ];
  const ready = (page: Page) => page.locator('table, .store-entry, .chart canvas').first().waitFor();

  test.each(['light', 'dark'])('have nothing that axe finds serious, when they are %s', async (scheme) => {
    const page = await office('/office', { dark: scheme === 'dark' });
    for (const path of paths()) {
      await page.goto(`${url()}${path}`);
      await ready(page);
      expect([path, await seriousIn(page)]).toEqual([path, []]);
    }
  });

  test('do not move as what they show comes', async () => {
    const page = await office('/office');
    await page.addInitScript(() => {
      const shifts: string[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { sources: { node: Element | null }[] }[])
          shifts.push(...entry.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 120) ?? ''));
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const path of paths()) {
      await page.goto(`${url()}${path}`);
      await ready(page);
      if (path === '/office/sales') await page.locator('.chart canvas').nth(2).waitFor();
      const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts);
      expect([path, shifts]).toEqual([path, []]);
    }
  });

  test('fit a phone, in Korean', async () => {
    const page = await office('/office', { size: 'phone', language: 'ko' });
    for (const path of paths()) {
      await page.goto(`${url()}${path}`);
      await ready(page);
      const isWider = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect([path, isWider]).toEqual([path, false]);
    }
  });
});
