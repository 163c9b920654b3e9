import { describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { officesAt } from './offices.js';
import { givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);
const office = officesAt(visitor);

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
