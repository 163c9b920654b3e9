import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { aKitchen, REVISED } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

type Kitchen = Awaited<ReturnType<typeof aKitchen>>;
const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true });
const revise = (kitchen: Kitchen) => people.ask('admin', 200, `PUT /menus/${kitchen.menuId}`, REVISED);
const sold = (kitchen: Kitchen) =>
  people.ask(kitchen.store, 200, `GET /stores/${kitchen.storeId}/menus/${kitchen.menuId}`);
const open = async (kitchen: Kitchen) => (await visitor({ as: kitchen.store })).open('/kitchen/menus');

describe('what waits for an answer', () => {
  test('is shown beside what is sold now, in words, and approved at a price of the store’s own', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen);
    await page.getByText('Nothing waits for an answer.').waitFor();
    await revise(kitchen);
    const row = (what: string) => page.getByRole('row', { name: what });
    await row('Description Tomato, mozzarella, basil Tomato, buffalo mozzarella').waitFor();
    await row('Price €12.50 €14.00').waitFor();
    await row('Size › Large: Extra price €3.00 €4.00').waitFor();
    await row('Extra Extra: Chili (+\u2060€1.00) –').waitFor();
    await page.getByLabel('Your own price (optional)').fill('13.25');
    await page.getByRole('button', { name: 'Approve: Margherita' }).click();
    await page.getByText('Nothing waits for an answer.').waitFor();
    await card(page, 'Margherita').getByText('€13.25').waitFor();
    expect(await sold(kitchen)).toMatchObject({ liveRevision: 2, price: 13.25 });
  });

  test('names allergens, and what comes in another order, in the language of the page', async () => {
    const kitchen = await aKitchen(people, null, { card: { allergens: ['gluten'] } });
    const page = await (await visitor({ as: kitchen.store, language: 'ko' })).open('/kitchen/menus');
    const [small, large] = REVISED.optionGroups[0]?.options ?? [];
    const optionGroups = [{ ...REVISED.optionGroups[0], options: [large, small] }];
    await people.ask('admin', 200, `PUT /menus/${kitchen.menuId}`, {
      ...{ ...REVISED, allergens: ['gluten', 'milk'], optionGroups },
    });
    const row = (words: RegExp) => page.getByRole('row', { name: words });
    await row(/ 글루텐 글루텐 및 우유$/).waitFor();
    await row(/^Size: .* Small 및 Large Large 및 Small$/).waitFor();
    const offered = { ...REVISED, menuName: 'Quattro', allergens: ['soybeans'], storeIds: [kitchen.storeId] };
    await people.ask('admin', 201, 'POST /menus', offered);
    await card(page, 'Quattro').getByText(': 대두').waitFor();
  });

  test('is approved once by a double tap: the next menu is not meant', async () => {
    const kitchen = await aKitchen(people);
    for (const menuName of ['Quattro', 'Funghi']) await kitchen.offer(menuName);
    const page = await open(kitchen);
    const at = Date.now();
    await page.clock.setFixedTime(at);
    const approve = (name: string) => page.getByRole('button', { name: `Approve: ${name}` });
    await approve('Funghi').waitFor();
    const { x, y } = (await approve('Quattro').boundingBox())!;
    const tap = () => page.mouse.click(x + 10, y + 10);
    await tap();
    await card(page, 'Quattro').getByRole('button', { name: 'Sold out …: Quattro' }).waitFor();
    await tap();
    await page.clock.setFixedTime(at + 700);
    expect(await approve('Funghi').isEnabled()).toBe(true);
    await tap();
    await page.getByText('Nothing waits for an answer.').waitFor();
  });

  test('is refused with a reason, which every window knows, after a reload too, and takes back', async () => {
    const kitchen = await aKitchen(people);
    await revise(kitchen);
    const page = await open(kitchen);
    const other = await (await visitor({ as: kitchen.store, language: 'ko' })).open('/kitchen/menus');
    await other.getByRole('button', { name: '승인: Margherita' }).waitFor();
    await page.getByRole('button', { name: 'Refuse …: Margherita' }).click();
    await page.getByRole('button', { name: 'It does not sell here' }).click();
    await page.getByRole('button', { name: 'Refuse', exact: true }).click();
    const refused = card(page, 'Refused: Margherita');
    await refused.waitFor();
    await page.reload();
    await refused.getByText('Revision 2').waitFor();
    await refused.getByText(/^Refused .*\d.*: It does not sell here$/).waitFor();
    await refused.getByText('What you sold before stays on sale.').waitFor();
    await page.getByText('Nothing waits for an answer.').waitFor();
    await card(other, '거절함: Margherita').getByText('It does not sell here').waitFor();
    await other.getByRole('button', { name: '거절 되돌리기: Margherita' }).click();
    await refused.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Approve: Margherita' }).click();
    await page.getByText('Nothing waits for an answer.').waitFor();
    expect(await sold(kitchen)).toMatchObject({ liveRevision: 2, price: 14, rejected: null });
  });

  test('and was refused later is not taken back by who has seen an earlier refusal', async () => {
    const kitchen = await aKitchen(people);
    await revise(kitchen);
    await kitchen.reject(kitchen.menuId, 'too dear');
    const one = await visitor({ as: kitchen.store });
    const page = await one.open('/kitchen/menus');
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/reject/withdraw', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Take the refusal back: Margherita' }).click();
    await people.ask('admin', 200, `PUT /menus/${kitchen.menuId}`, { ...REVISED, price: 15 });
    await kitchen.reject(kitchen.menuId, 'dearer still');
    await card(page, 'Refused: Margherita').getByText('dearer still').waitFor();
    const overtaken = page.waitForEvent('console', (message) => message.text().includes('status of 412'));
    letGo();
    await overtaken;
    one.expectRefusals();
    expect(await sold(kitchen)).toMatchObject({ pendingRevision: null, rejected: { revision: 3 } });
  });

  test('that somebody else answered is told, and shown as it is by then', async () => {
    const kitchen = await aKitchen(people);
    await revise(kitchen);
    const one = await visitor({ as: kitchen.store });
    const page = await one.open('/kitchen/menus');
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/approve', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Approve: Margherita' }).click();
    await people.ask('admin', 200, `PUT /menus/${kitchen.menuId}`, { ...REVISED, price: 15 });
    await page.getByText('Revision 3').waitFor();
    letGo();
    await page.getByText('This revision does not wait for an answer any more.').waitFor();
    one.expectRefusals();
    expect(await sold(kitchen)).toMatchObject({ liveRevision: 1, price: 12.5 });
  });

  test('and is new is shown whole; refused, it may be taken back later', async () => {
    const kitchen = await aKitchen(people);
    await kitchen.offer('Quattro', 'Four of them');
    const page = await open(kitchen);
    await card(page, 'Quattro').getByText('Four of them').waitFor();
    await page.getByRole('button', { name: 'Refuse …: Quattro' }).click();
    await page.getByLabel('Reason').fill('Too many cheeses');
    await page.getByRole('button', { name: 'Refuse', exact: true }).click();
    await card(page, 'Refused: Quattro').getByText('Too many cheeses').waitFor();
    await page.getByRole('button', { name: 'Take the refusal back: Quattro' }).click();
    await page.getByRole('button', { name: 'Approve: Quattro' }).waitFor();
  });
});

describe('what is on sale', () => {
  test('is sold out for good, until the end of the day or until a time, and restocked', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen);
    const sellOut = page.getByRole('button', { name: 'Sold out …: Margherita' });
    const restock = page.getByRole('button', { name: 'Restock: Margherita' });
    for (const [choice, shown] of [
      ['Until you restock it', 'Sold out'],
      ['Until the end of the day', 'Sold out until'],
    ] as const) {
      // By the key: where a tap has just restocked it, another one is none of its own.
      await sellOut.press('Enter');
      await page.getByLabel(choice).check();
      await page.getByRole('button', { name: 'Mark as sold out' }).click();
      await restock.waitFor();
      await card(page, 'Margherita').locator('.tag', { hasText: shown }).first().waitFor();
      expect(await sold(kitchen)).toMatchObject({ available: false });
      await restock.click();
    }
    await sellOut.press('Enter');
    await page.getByLabel('Until a time').check();
    await page.getByLabel('Time at the store').fill('2099-03-02T18:00');
    await page.getByRole('button', { name: 'Mark as sold out' }).click();
    await restock.waitFor();
    expect(await sold(kitchen)).toMatchObject({ soldOutUntil: '2099-03-02T09:00:00.000Z' });
  });

  test('has options that are sold out and restocked one by one', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen);
    await card(page, 'Margherita').getByText('Options').click();
    await page.getByRole('button', { name: 'Sold out …: Extra: Chili' }).click();
    await page.getByLabel('Until you restock it').check();
    await page.getByRole('button', { name: 'Mark as sold out' }).click();
    await page.getByRole('button', { name: 'Restock: Extra: Chili' }).click();
    await page.getByRole('button', { name: 'Sold out …: Extra: Chili' }).waitFor();
  });

  test('is priced by the store, and delisted with a reason', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen);
    await card(page, 'Margherita').getByText('Price', { exact: true }).click();
    await card(page, 'Margherita').getByLabel('Your own price').fill('11.5');
    await page.getByRole('button', { name: 'Set the price: Margherita' }).click();
    await card(page, 'Margherita').getByText('€11.50').waitFor();
    await page.getByRole('button', { name: 'Delist …: Margherita' }).click();
    await page.getByRole('button', { name: 'Out of season' }).click();
    await page.getByRole('button', { name: 'Delist', exact: true }).click();
    await page.getByRole('heading', { name: 'Not offered any more' }).waitFor();
  });
});
