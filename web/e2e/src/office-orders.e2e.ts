import { describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { eventually } from './eventually.js';
import { filter, givenAnOrder, officesAt, table } from './offices.js';
import { aPaidOrder, givenSystem } from './system.js';

const started = givenSystem();
const { url, people } = started;
const { visitor } = givenBrowser(url);
const office = officesAt(visitor);
const given = givenAnOrder(people);

describe('orders', () => {
  test('come in and move by themselves, and are found by what they are looked for', async () => {
    const page = await office('/office/orders');
    await table(page, 'Orders')
      .getByRole('row', { name: `Order ${given.order} ` })
      .getByText('Accepted')
      .waitFor();
    const next = await aPaidOrder(people, { storeId: 2002, menuId: given.menuId, customer: 'bob' });
    const row = table(page, 'Orders').getByRole('row', { name: `Order ${next} ` });
    await row.getByText('bob').waitFor();
    await people.ask('store:2002', 200, `POST /myorder/${next}/cooking/start`, {});
    await row.getByText('Cooking').waitFor();

    await page.getByRole('searchbox', { name: 'Customer' }).fill('customer:bob');
    await page.getByRole('searchbox', { name: 'Customer' }).press('Enter');
    await table(page, 'Orders')
      .getByRole('row', { name: `Order ${given.order} ` })
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
      .getByRole('row', { name: `Order ${given.order} ` })
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
    const one = await aPaidOrder(people, { storeId: 2002, menuId: given.menuId, customer: 'carol' });
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
  const next = await aPaidOrder(people, { storeId: 2002, menuId: given.menuId, customer: 'kate' });
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
  await people.ask('customer:henry', 200, `POST /mycart/${next}/menu/${given.menuId}/add`, {});
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
