import { describe, expect, test } from '@jest/globals';
import { givenBrowser, seriousIn } from './browser.js';
import { answerOf, menusOf, SIZE } from './office-menus.js';
import { officesAt } from './offices.js';
import { aMenuOnSale, givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);
const office = officesAt(visitor);
const aMenu = menusOf(people);

describe('a revision', () => {
  test('is compared with what each store sells, in words, before it is sent', async () => {
    const menuId = await aMenuOnSale(people, 2001, {
      menuName: 'Regina',
      optionGroups: [SIZE],
      storeIds: [2001, 2002, 2003],
    });
    await people.ask('store:2002', 200, `POST /stores/2002/menus/${menuId}/approve`, { price: 12.9 });
    const page = await office(`/office/menus/${menuId}`);
    await page.getByRole('link', { name: 'Revise' }).click();
    await page.getByLabel('Price', { exact: true }).fill('13');
    await page.getByLabel('Option', { exact: true }).nth(1).fill('Family');
    await page.getByLabel('Nuts', { exact: true }).check();
    await page.getByRole('button', { name: 'Compare with what stores sell' }).click();

    const dialog = page.getByRole('dialog');
    const store = (id: number) =>
      dialog.locator('.compared', { has: page.getByRole('heading', { name: `Doremi ${id}` }) });
    await store(2001).getByText('sells revision 1 at €12.50').waitFor();
    expect(await store(2001).getByRole('listitem').allTextContents()).toEqual([
      'Price: €12.50 becomes €13.00 (+\u2060€0.50)',
      'Allergens added: Nuts',
      'Choice “Size”: “Large” is called “Family”',
    ]);
    await store(2002).getByText('Price: €12.90 becomes €13.00 (+\u2060€0.10)').waitFor();
    await store(2003).getByText('sells nothing of it yet').waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send revision 2' }).click();

    await page.getByRole('heading', { level: 1, name: 'Regina' }).waitFor();
    await answerOf(page, 2001).getByText('revision 2').waitFor();
    await answerOf(page, 2001).getByText('Revision 1 at €12.50').waitFor();
  });

  test('of somebody else in between is told (412), and nothing typed is lost', async () => {
    const menuId = await aMenu({ menuName: 'Marinara', description: 'Tomato' });
    const someone = await visitor({ as: 'admin' });
    const page = await someone.open(`/office/menus/${menuId}/revise`);
    await page.getByLabel('Price', { exact: true }).fill('11');
    await page.getByRole('button', { name: 'Compare with what stores sell' }).click();
    await page.getByRole('button', { name: 'Send revision 2' }).waitFor();
    await people.ask('admin', 200, `PUT /menus/${menuId}`, {
      ...{ menuName: 'Marinara', menuType: 'pizza', description: 'Tomato and garlic', price: 14 },
    });
    const answer = page.waitForResponse((response) => response.request().method() === 'PUT');
    await page.getByRole('button', { name: 'Send revision 2' }).click();
    expect((await answer).status()).toBe(412);
    await page.getByText('Somebody else revised this menu in the meantime: it is at revision 2 now.').waitFor();
    await page.getByText('Description: “Tomato” becomes “Tomato and garlic”').waitFor();
    await page.locator('[data-code="MENU_CHANGED"]:focus').waitFor();
    expect(await page.getByLabel('Price', { exact: true }).inputValue()).toBe('11');

    await page.getByRole('button', { name: 'Go on from revision 2 with what I typed' }).click();
    expect(await page.getByLabel('Price', { exact: true }).inputValue()).toBe('11');
    expect(await page.getByLabel('Description').inputValue()).toBe('Tomato and garlic');
    await page.getByRole('button', { name: 'Compare with what stores sell' }).click();
    await page.getByRole('button', { name: 'Send revision 3' }).click();
    await page.getByText(/^Revision 3 · Last changed/).waitFor();
    const menu = await people.ask('admin', 200, `GET /menus/${menuId}`);
    expect(menu).toMatchObject({ revision: 3, price: 11, description: 'Tomato and garlic' });
    someone.expectRefusals();
  });
});
