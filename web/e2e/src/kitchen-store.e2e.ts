import { describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { aKitchen } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

type Kitchen = Awaited<ReturnType<typeof aKitchen>>;
const open = async (kitchen: Kitchen) => (await visitor({ as: kitchen.store })).open('/kitchen/settings');

describe('the store', () => {
  test('pauses until an end, closes, and opens again', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen);
    const status = page.getByRole('region', { name: 'Taking orders' });
    await page.getByRole('button', { name: 'Pause for 30 min' }).click();
    await status.getByText('Paused until').waitFor();
    const paused = await people.ask('customer:alice', 200, `GET /stores/${kitchen.storeId}`);
    expect(Date.parse(String(paused.until)) - Date.now()).toBeGreaterThan(28 * 60_000);
    await page.getByLabel('Pause until', { exact: true }).fill('2099-03-02T18:00');
    await page.getByRole('button', { name: 'Pause until then' }).click();
    await status.getByText('2 Mar 2099, 18:00').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await status.getByText('Closed', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Open now' }).click();
    await status.getByText('Open', { exact: true }).waitFor();
    // At another screen of the store.
    await people.ask(kitchen.store, 200, `PUT /stores/${kitchen.storeId}/status`, { status: 'CLOSED' });
    await status.getByText('Closed', { exact: true }).waitFor();
  });

  test('says its hours, other days, fees and how many orders it can do', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen);
    await page.getByLabel('Accept orders by itself').uncheck();
    await page.getByLabel('Minutes to answer an order').fill('7');
    await page.getByLabel('Delivery fee (EUR)').fill('2.5');
    await page.getByLabel('Minimum of a delivery (EUR)').fill('15');
    await page.getByLabel('Orders per quarter of an hour').fill('8');
    await page.getByLabel('Always open').uncheck();
    const monday = page.getByRole('group', { name: 'Opening time 1' });
    await monday.getByLabel('To').fill('02:00');
    await page.getByRole('group', { name: 'Opening time 7' }).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Add another day' }).click();
    await page.getByRole('group', { name: 'Other day 1' }).getByLabel('Date').fill('2099-12-24');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const settings = await people.ask(kitchen.store, 200, `GET /stores/${kitchen.storeId}/settings`);
    expect(settings).toMatchObject({
      ...{ autoAccept: false, acceptWithinMinutes: 7, deliveryFee: 2.5, minimumOrder: 15, ordersPerQuarter: 8 },
      hours: { exceptions: [{ date: '2099-12-24', closed: true }] },
    });
    const { weekly } = settings.hours as { weekly: unknown[] };
    expect(weekly).toHaveLength(6);
    expect(weekly[0]).toEqual({ day: 1, open: '11:00', close: '02:00' });
    await page.reload();
    expect(await page.getByLabel('Orders per quarter of an hour').inputValue()).toBe('8');
  });

  test('is told by which field it was wrong', async () => {
    const kitchen = await aKitchen(people);
    const one = await visitor({ as: kitchen.store });
    const page = await one.open('/kitchen/settings');
    await page.getByLabel('Always open').uncheck();
    await page.getByRole('group', { name: 'Opening time 2' }).getByLabel('Day').selectOption('1');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('hours').first().waitFor();
    one.expectRefusals();
  });
});
