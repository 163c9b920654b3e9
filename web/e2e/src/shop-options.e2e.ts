import { expect, test } from '@jest/globals';
import { givenBrowser, seriousIn } from './browser.js';
import { STORE } from './shop-checkouts.js';
import { PIZZA_WITH_OPTIONS } from './shop-menus.js';
import { atTheStore, card, cart, givenMenus } from './shop-pages.js';
import { aMenuOnSale, givenSystem } from './system.js';

const system = givenSystem();
const { people, url } = system;
const { visitor } = givenBrowser(url);
givenMenus(people);

test('options come with their rules and defaults, and the price as it is built', async () => {
  const page = await atTheStore(await (await visitor({ as: 'customer:olivia' })).open(`/shop/${STORE}`));
  await page.getByRole('button', { name: 'Choose options of Quattro formaggi' }).click();
  const dialog = page.getByRole('dialog', { name: 'Quattro formaggi' });
  const put = (price: string) => dialog.getByRole('button', { name: `Add for €${price}` });
  await put('14.00').waitFor();
  const quantity = dialog.getByRole('spinbutton', { name: 'How many' });
  for (const wrong of ['', '-1']) {
    await quantity.fill(wrong);
    await dialog.getByRole('button', { name: 'Add', exact: true }).waitFor();
  }
  await quantity.fill('1');
  await put('14.00').waitFor();
  expect(await dialog.getByRole('radio', { name: 'Normal' }).isChecked()).toBe(true);
  expect(await dialog.getByRole('checkbox', { name: 'Garlic' }).isChecked()).toBe(true);
  await dialog.getByText('choose up to 2').waitFor();
  await dialog.getByText('choose at least 2').waitFor();
  await dialog.getByRole('radio', { name: 'Large' }).check();
  await put('18.00').waitFor();
  await dialog.getByRole('checkbox', { name: 'Olives' }).check();
  await dialog.getByRole('checkbox', { name: 'Basil' }).check();
  expect(await dialog.getByRole('checkbox', { name: 'Chili' }).isDisabled()).toBe(true);
  await dialog.getByLabel('How many').fill('2');
  await put('40.00').waitFor();

  // A rule that is not kept is told before anything is sent.
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await dialog.getByRole('checkbox', { name: 'Tomato' }).uncheck();
  await put('40.00').click();
  await dialog.getByRole('alert').getByText('Dips: 1 more to choose.').waitFor();
  expect(sent).toEqual([]);
  await dialog.getByRole('checkbox', { name: 'Pesto' }).check();
  await put('42.00').click();
  await dialog.waitFor({ state: 'detached' });
  const line = cart(page).getByRole('listitem').filter({ hasText: 'Quattro formaggi' });
  await line.getByText('Large, Olives, Basil, Garlic, Pesto').waitFor();
  await line.getByText('€42.00').waitFor();
  await cart(page).getByText('€44.50').waitFor();
});

test.each([
  [
    'en',
    'These options can’t be chosen together:',
    ['Dips › Pesto: It is not on this menu.', 'Toppings: Too few are chosen.'],
  ],
  ['ko', '함께 고를 수 없는 옵션입니다:', ['Dips › Pesto: 이 메뉴에 없습니다.', 'Toppings: 고른 수가 너무 적습니다.']],
] as const)(
  'options that the menu has no more, or asks for by now, are refused in words by name, in %s',
  async (language, sentence, wrong) => {
    const menuId = await aMenuOnSale(people, 2003, PIZZA_WITH_OPTIONS);
    const late = await visitor({ as: `customer:late-${language}`, language });
    const page = await late.open('/shop/2003');
    await card(page, menuId).getByRole('button').click();
    const dialog = page.getByRole('dialog', { name: 'Quattro formaggi' });
    await dialog.getByRole('checkbox', { name: 'Pesto' }).check();
    const [size, toppings, dips] = PIZZA_WITH_OPTIONS.optionGroups;
    const [olives, ...others] = toppings.options;
    const asksForOne = { ...toppings, min: 1, options: [{ ...olives, default: true }, ...others] };
    const hasNoPesto = { ...dips, max: 2, options: dips.options.filter(({ optionId }) => optionId !== 'pesto') };
    const revised = { ...PIZZA_WITH_OPTIONS, menuType: 'pizza', optionGroups: [size, asksForOne, hasNoPesto] };
    // The page goes by what was told last: who would tell it sleeps meanwhile.
    const projections = system.system.pidOf('projections');
    process.kill(projections, 'SIGSTOP');
    try {
      const { revision } = await people.ask('admin', 200, `PUT /menus/${menuId}`, revised);
      await people.ask('store:2003', 200, `POST /stores/2003/menus/${menuId}/approve`, { revision });
      await dialog.locator('button[type=submit]').click();
      const refusal = dialog.locator('[role=alert][data-code="OPTIONS_INVALID"]');
      await refusal.getByText(sentence, { exact: true }).waitFor();
      await refusal.getByText(wrong[0]).waitFor();
      expect(await refusal.getByRole('listitem').allTextContents()).toEqual(wrong);
      expect(await seriousIn(page)).toEqual([]);
    } finally {
      process.kill(projections, 'SIGCONT');
    }
    // What it is by now comes by itself, and is had.
    await dialog.getByRole('checkbox', { name: 'Pesto' }).waitFor({ state: 'detached' });
    await dialog.getByRole('checkbox', { name: 'Basil' }).check();
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Normal, Basil, Garlic, Tomato').waitFor();
    late.expectRefusals();
  },
);
