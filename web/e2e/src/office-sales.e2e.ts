import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { eventually } from './eventually.js';
import { filter, givenAnOrder, officesAt, table } from './offices.js';
import { aPaidOrder, givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);
const office = officesAt(visitor);
const given = givenAnOrder(people);

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
    await aPaidOrder(people, { storeId: 2002, menuId: given.menuId, customer: 'hana' });
    await ofStore.filter({ hasText: new RegExp(`^${before + 1}$`) }).waitFor();
    await ofMenu.filter({ hasText: new RegExp(`^${sold + 1}$`) }).waitFor();
    expect(looks()).toEqual([2, 3]);
  });
});
