import { describe, expect, test } from '@jest/globals';
import { givenBrowser, seriousIn } from './browser.js';
import { answerOf, menusOf, SIZE } from './office-menus.js';
import { officesAt } from './offices.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);
const office = officesAt(visitor);
const aMenu = menusOf(people);

describe('a menu', () => {
  test('is registered with its options, and offered to the chosen stores', async () => {
    const someone = await visitor({ as: 'admin' });
    const page = await someone.open('/office');
    await page.getByRole('link', { name: 'New menu' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Diavola');
    await page.getByLabel('Description').fill('Salami and chili');
    await page.getByLabel('Price', { exact: true }).fill('13.50');
    await page.getByLabel('Category').fill('Spicy');
    await page.getByLabel('Place in the menu').fill('4');
    await page.getByLabel('Address of a picture').fill('https://doremi.invalid/diavola.jpg');
    await page.getByLabel('Milk').check();
    await page.getByRole('button', { name: 'Add a choice' }).click();
    await page.getByLabel('Name of the choice').fill('Size');
    await page.getByLabel('At least').fill('1');
    await page.getByLabel('Option', { exact: true }).fill('Medium');
    await page.getByLabel('Chosen from the start').check();
    await page.getByRole('button', { name: 'Add an option' }).click();
    await page.getByLabel('Option', { exact: true }).nth(1).fill('Extra large');
    await page.getByLabel('Price difference').nth(1).fill('3.5');
    await page.getByLabel('Only these stores').check();
    await page.getByLabel('Doremi 2002').check();
    await page.getByRole('button', { name: 'Register and offer' }).click();

    await page.getByRole('heading', { level: 1, name: 'Diavola' }).waitFor();
    await answerOf(page, 2002).getByText('Waits').waitFor();
    const menuId = Number(new URL(page.url()).pathname.split('/').at(-1));
    const menu = await people.ask('admin', 200, `GET /menus/${menuId}`);
    expect(menu).toMatchObject({
      ...{ menuName: 'Diavola', price: 13.5, category: 'Spicy', position: 4, allergens: ['milk'] },
      imageUrl: 'https://doremi.invalid/diavola.jpg',
      optionGroups: [
        {
          ...{ groupId: 'size', name: 'Size', min: 1, max: 1 },
          options: [
            { optionId: 'medium', name: 'Medium', priceDelta: 0, default: true },
            { optionId: 'extra-large', name: 'Extra large', priceDelta: 3.5, default: false },
          ],
        },
      ],
    });
    expect((menu.stores as { storeId: number }[]).map(({ storeId }) => storeId)).toEqual([2002]);
    // Its picture is nowhere: ours is shown instead.
    await page.locator('img.picture[src="/icon.svg"]').waitFor();
    someone.expectRefusals();
  });

  test('that breaks a rule of the contract is told so at the field, before anything is sent', async () => {
    const page = await office('/office/menus/new');
    const asked: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
    const says = (label: string, nth = 0) =>
      page
        .getByLabel(label, { exact: true })
        .nth(nth)
        .evaluate(
          (field) =>
            document.getElementById(field.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '')?.textContent,
        );
    await page.getByLabel('Price', { exact: true }).fill('1.005');
    await page.getByLabel('Place in the menu').fill('1.5');
    await page.getByLabel('Address of a picture').fill('http://doremi.invalid/a.jpg');
    await page.getByRole('button', { name: 'Add a choice' }).click();
    await page.getByLabel('At most').fill('3');
    await page.getByRole('button', { name: 'Register and offer' }).click();
    expect(await says('Name')).toBe('Fill this in.');
    expect(await page.getByLabel('Name', { exact: true }).evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    expect(await says('Price')).toBe('No finer than 0.01.');
    expect(await page.getByLabel('Place in the menu').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Address of a picture').getAttribute('aria-invalid')).toBe('true');
    expect(await says('At most')).toBe('No more than there are options: 1.');

    // Each rule goes as it is kept, and another one is told as it is broken.
    await page.getByLabel('Price', { exact: true }).fill('1');
    await page.getByText('No finer than 0.01.').waitFor({ state: 'detached' });
    await page.getByLabel('At most').fill('1');
    await page.getByLabel('At least').fill('1');
    await page.getByLabel('Option', { exact: true }).fill('Small');
    await page.getByLabel('Price difference').fill('-2');
    // The id of the option has filled itself in.
    await page.locator('.option').getByText('Fill this in.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Register and offer' }).click();
    await page.getByText('1 to 1 of the options have to be chosen from the start; now it is 0.').waitFor();
    await page.getByText('With the cheapest choice it would cost less than nothing: at least €2.00.').waitFor();
    expect(asked).toEqual([]);
  });

  test('that the server does not take says why at its field, and nothing typed is lost', async () => {
    const someone = await visitor({ as: 'admin' });
    const page = await someone.open('/office/menus/new');
    await page.getByLabel('Name', { exact: true }).fill('   ');
    await page.getByLabel('Description').fill('Kept');
    await page.getByLabel('Price', { exact: true }).fill('9');
    await page.getByRole('button', { name: 'Register and offer' }).click();
    await page
      .locator('.field', { has: page.getByLabel('Name', { exact: true }) })
      .getByText('Text of 1 to 100 characters, and not blanks alone.')
      .waitFor();
    await page.getByRole('alert').getByText('Name of the menu:').waitFor();
    await page.getByLabel('Language').selectOption('ko');
    await page.getByText('1~100자의 글자여야 하며, 빈칸만 쓸 수는 없습니다.').first().waitFor();
    await page.getByRole('alert').getByText('메뉴 이름:').waitFor();
    expect(await page.getByText('must be').count()).toBe(0);
    await page.getByLabel('언어').selectOption('en');
    expect(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Description').inputValue()).toBe('Kept');
    someone.expectRefusals();
  });
});

describe('what the stores answer', () => {
  test('is told of each as it answers, with its reason, what it sells, its own price and since when', async () => {
    const menuId = await aMenu();
    const list = await office('/office');
    const page = await office(`/office/menus/${menuId}`);
    await answerOf(page, 2001).getByText('Waits').waitFor();
    await people.ask('store:2001', 200, `POST /stores/2001/menus/${menuId}/reject`, { reason: 'No cheese left' });
    await answerOf(page, 2001).getByText('Refused').waitFor();
    await answerOf(page, 2001).getByText('No cheese left').waitFor();
    await answerOf(page, 2001).getByText('Nothing of it').waitFor();
    await people.ask('store:2002', 200, `POST /stores/2002/menus/${menuId}/approve`, { price: 15 });
    await answerOf(page, 2002).getByText('Approved').waitFor();
    await answerOf(page, 2002).getByText('Revision 1 at €15.00').waitFor();
    await answerOf(page, 2002).getByText('own price').waitFor();
    const row = list
      .getByRole('listitem')
      .filter({ has: list.getByRole('link', { name: 'Quattro' }) })
      .last();
    await row.getByText('1 sells it').waitFor();
    await row.getByText('1 refused').waitFor();
  });

  test('is asked for again, withdrawn from one, and over when the menu is deleted', async () => {
    const menuId = await aMenu({ menuName: 'Capricciosa', storeIds: [2002] });
    await people.ask('store:2002', 200, `POST /stores/2002/menus/${menuId}/reject`, { reason: 'Too dear' });
    const page = await office(`/office/menus/${menuId}`);
    await page.getByRole('button', { name: 'Offer to stores' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Offer' }).click();
    await page.getByText('Choose at least one store.').waitFor();
    await page.getByRole('dialog').getByLabel('Doremi 2002').check();
    await page.getByRole('dialog').getByLabel('Doremi 2003').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Offer' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await answerOf(page, 2003).getByText('Waits').waitFor();
    await answerOf(page, 2002).getByText('Waits').waitFor();

    await page.getByRole('button', { name: 'Withdraw from Doremi 2003' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await answerOf(page, 2003).getByText('Offer withdrawn by head office').waitFor();

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByLabel('Reason, told to the stores').fill('Out of season');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('This menu was deleted. No store sells it any more.').waitFor();
    await answerOf(page, 2002).getByText('Out of season').waitFor();
    await page.getByRole('link', { name: 'All menus' }).click();
    await page.getByLabel('Show deleted ones').check();
    await page.getByRole('link', { name: 'Capricciosa' }).waitFor();
  });
});

describe('the pages of menus', () => {
  test.each(['light', 'dark'])('have nothing that axe finds serious, when they are %s', async (scheme) => {
    const menuId = await aMenu({ menuName: 'Axe', optionGroups: [SIZE], category: 'Classics' });
    const page = await office('/office', { dark: scheme === 'dark' });
    await page.getByRole('link', { name: 'Axe' }).first().waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await page.goto(`${url()}/office/menus/${menuId}`);
    await answerOf(page, 2001).waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await page.goto(`${url()}/office/menus/${menuId}/revise`);
    await page.getByLabel('Option', { exact: true }).first().waitFor();
    expect(await seriousIn(page)).toEqual([]);
  });

  test('fit a phone, in Korean', async () => {
    const menuId = await aMenu({ menuName: '불고기 피자', optionGroups: [SIZE] });
    const page = await office('/office', { size: 'phone', language: 'ko' });
    const isWider = () =>
      page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    await page.getByRole('link', { name: '불고기 피자' }).waitFor();
    expect(await isWider()).toBe(false);
    await page.goto(`${url()}/office/menus/${menuId}`);
    await page.getByRole('heading', { name: '매장의 답변' }).waitFor();
    await page.getByRole('button', { name: '매장에 제안하기' }).waitFor();
    expect(await isWider()).toBe(false);
    await page.goto(`${url()}/office/menus/${menuId}/revise`);
    await page.getByLabel('옵션', { exact: true }).first().waitFor();
    expect(await isWider()).toBe(false);
  });
});
