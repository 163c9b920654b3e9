import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { filter, givenAnOrder, officesAt, table } from './offices.js';
import { aPaidOrder, givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);
const office = officesAt(visitor);
const given = givenAnOrder(people);

describe('payments', () => {
  test('come in by themselves, and are found by store, status, day and number', async () => {
    const page = await office('/office/payments');
    await table(page, 'Payments')
      .getByRole('row', { name: `Payment ${given.order} ` })
      .waitFor();
    const next = await aPaidOrder(people, { storeId: 2002, menuId: given.menuId, customer: 'dave' });
    const row = table(page, 'Payments').getByRole('row', { name: `Payment ${next} ` });
    await row.getByText('dave').waitFor();
    await page.getByLabel('Order or payment').fill(String(next));
    await page.getByLabel('Order or payment').press('Enter');
    await table(page, 'Payments')
      .getByRole('row', { name: `Payment ${given.order} ` })
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
    const { businessDay } = await people.ask('admin', 200, `GET /payments/${given.order}`);
    for (const [path, of, says] of [
      ['/office/orders', 'orders', `,${given.order},`],
      ['/office/payments', 'payments', `,${given.order},`],
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
    const one = await aPaidOrder(people, { storeId: 2002, menuId: given.menuId, customer: 'erin' });
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
    const one = await aPaidOrder(people, { storeId: 2002, menuId: given.menuId, customer: 'ivy' });
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
    const one = await aPaidOrder(people, { storeId: 2002, menuId: given.menuId, customer: 'frank' });
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
    const one = await aPaidOrder(people, { storeId: 2002, menuId: given.menuId, customer: 'gina' });
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
