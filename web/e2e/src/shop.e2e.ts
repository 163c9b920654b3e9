import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, seriousIn, SIZES } from './browser.js';
import { aMenuOnSale, givenSystem } from './system.js';
import { PIZZA_WITH_OPTIONS } from './shop-menus.js';

const system = givenSystem();
const { people, url } = system;
const { visitor } = givenBrowser(url);

const STORE = 2002;
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
/** Days as a store's hours count them, where it is. */
const tomorrow = (): number => {
  const name = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'Asia/Seoul' }).format(
    Date.now() + 86_400_000,
  );
  return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(name) + 1;
};

let margherita = 0;
let funghi = 0;
let quattro = 0;
let cola = 0;
beforeAll(async () => {
  const card = { category: 'Pizza', position: 1, allergens: ['gluten', 'milk'] };
  margherita = await aMenuOnSale(people, STORE, card);
  funghi = await aMenuOnSale(people, 2001, { ...card, menuName: 'Funghi', imageUrl: 'https://pictures.invalid/1.png' });
  quattro = await aMenuOnSale(people, STORE, PIZZA_WITH_OPTIONS);
  cola = await aMenuOnSale(people, STORE, { menuName: 'Cola', category: 'Drinks', position: 5, price: 3 });
  const settings = { deliveryFee: 2.5, minimumOrder: 10, preparationMinutes: 25 };
  await people.ask('admin', 200, `PUT /stores/${STORE}/settings`, settings);
});

/** The card of a menu. */
const card = (page: Page, menuId: number) => page.locator(`[data-menu="${menuId}"]`);
const cart = (page: Page) => page.getByRole('complementary', { name: 'Your cart' });
const atTheStore = async (page: Page): Promise<Page> => {
  await page.getByRole('heading', { name: 'Pizza', level: 2 }).waitFor();
  return page;
};

test('stores that are open come first, with fee, minimum and minutes; a closed one says when it opens', async () => {
  await people.ask('admin', 201, 'POST /stores', { storeId: 1999, storeName: 'Night shift' });
  const hours = { weekly: [{ day: tomorrow(), open: '10:00', close: '22:00' }] };
  await people.ask('admin', 200, 'PUT /stores/1999/settings', { hours });
  await people.ask('admin', 200, 'PUT /stores/2001/status', { status: 'PAUSED', until: inHours(1) });
  const page = await (await visitor({ as: 'customer:alice' })).open('/shop');
  const stores = page.getByRole('main').getByRole('listitem').getByRole('link');
  await stores.first().waitFor();
  const texts = await stores.allTextContents();
  expect(texts.map((text) => /Doremi \d+|Night shift/.exec(text)?.[0])).toEqual([
    ...['Doremi 2002', 'Doremi 2003', 'Doremi 2001', 'Night shift'],
  ]);
  for (const words of ['Open', 'Delivery €2.50', 'From €10.00', 'About 25 minutes']) expect(texts[0]).toContain(words);
  expect(texts[2]).toMatch(/Takes no orders until \d\d:\d\d/);
  expect(texts[3]).toMatch(/Closed · Opens .*10:00/);
  await people.ask('admin', 200, 'PUT /stores/2001/status', { status: 'OPEN' });
  // It is told, sooner than anybody would look again.
  await stores.filter({ hasText: 'Doremi 2001' }).getByText('Open', { exact: true }).waitFor({ timeout: 5_000 });
});

test('a store that takes a pause says so to whoever begins a cart, and for how long', async () => {
  const menuId = await aMenuOnSale(people, 2003, { menuName: 'Bianca' });
  const late = await visitor({ as: 'customer:late' });
  const page = await late.open('/shop/2003');
  await people.ask('store:2003', 200, 'PUT /stores/2003/status', { status: 'PAUSED' });
  await page.getByRole('button', { name: 'Add Bianca' }).click();
  const alert = card(page, menuId).getByRole('alert');
  await alert.getByText('The store takes no orders now.', { exact: true }).waitFor();
  await people.ask('store:2003', 200, 'PUT /stores/2003/status', { status: 'PAUSED', until: inHours(1) });
  await page.getByRole('button', { name: 'Add Bianca' }).click();
  await alert.getByText(/The store takes no orders now. It opens .*\d\d:\d\d/).waitFor();
  await people.ask('store:2003', 200, 'PUT /stores/2003/status', { status: 'OPEN' });
  late.expectRefusals();
});

describe('the menu', () => {
  test('comes by category in its order, with allergens', async () => {
    const page = await atTheStore(await (await visitor({ as: 'customer:alice' })).open(`/shop/${STORE}`));
    expect(await page.locator('.menus').getByRole('heading').allTextContents()).toEqual([
      ...['Pizza', 'Margherita', 'Quattro formaggi', 'Drinks', 'Cola'],
    ]);
    await card(page, margherita).getByText('Contains gluten and milk').waitFor();
  });

  test('has pictures from anywhere, without a referrer, when they are looked at, in a place of their size', async () => {
    const alice = await visitor({ as: 'customer:alice' });
    const asked: (string | null)[] = [];
    await alice.context.route('https://pictures.invalid/**', async (route) => {
      asked.push(await route.request().headerValue('referer'));
      const body = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
      await route.fulfill({ contentType: 'image/svg+xml', body });
    });
    const page = await atTheStore(await alice.open('/shop/2001'));
    const picture = card(page, funghi).locator('img[loading="lazy"][referrerpolicy="no-referrer"]');
    await picture.waitFor();
    expect(await picture.boundingBox()).toMatchObject({ width: 96, height: 96 });
    expect(asked).toEqual([null]);
  });

  test('has a drawing of ours where a picture fails', async () => {
    const alice = await visitor({ as: 'customer:alice' });
    const page = await atTheStore(await alice.open('/shop/2001'));
    const drawing = card(page, funghi).locator('svg[data-drawing]');
    await drawing.waitFor();
    expect(await drawing.boundingBox()).toMatchObject({ width: 96, height: 96 });
    alice.expectRefusals();
  });

  test('says by itself what is sold out and until when, a menu or an option, and when it is there again', async () => {
    const page = await atTheStore(await (await visitor({ as: 'customer:alice' })).open(`/shop/${STORE}`));
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${cola}/sold-out`, { until: inHours(2) });
    await card(page, cola)
      .getByText(/Sold out until /)
      .waitFor();
    expect(await card(page, cola).getByRole('button').count()).toBe(0);
    const olives = { groupId: 'toppings', optionId: 'olives' };
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${quattro}/sold-out`, olives);
    await page.getByRole('button', { name: 'Choose options of Quattro formaggi' }).click();
    const dialog = page.getByRole('dialog', { name: 'Quattro formaggi' });
    await dialog.getByText('Sold out').waitFor();
    expect(await dialog.getByLabel('Olives').isDisabled()).toBe(true);
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${quattro}/restock`, olives);
    await dialog.getByText('Sold out').waitFor({ state: 'detached' });
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${cola}/restock`, {});
    await card(page, cola).getByRole('button', { name: 'Add Cola', includeHidden: true }).waitFor();
  });
});

test.each(['phone', 'desk'] as const)('nothing moves as a store comes, on a %s', async (size) => {
  const alice = await visitor({ as: 'customer:still', size });
  await alice.context.addInitScript(() => {
    const all = globalThis as unknown as { moved: number };
    all.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) all.moved += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const page = await atTheStore(await alice.open(`/shop/${STORE}`));
  await page.getByText('About 25 minutes').waitFor();
  expect(await page.evaluate(() => (globalThis as unknown as { moved: number }).moved)).toBe(0);
});

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

describe('the cart', () => {
  test('is beside the menu: its lines, how many, what it comes to, and it is found again', async () => {
    const bob = await visitor({ as: 'customer:bob' });
    const page = await atTheStore(await bob.open(`/shop/${STORE}`));
    await cart(page).getByText('Nothing in it yet.').waitFor();
    await page.getByRole('button', { name: 'Add Cola' }).click();
    await cart(page).getByText('€7.00 more until this store delivers.').waitFor();
    await page.getByRole('button', { name: 'Add Margherita' }).click();
    await cart(page)
      .getByRole('group', { name: 'Quantity of Margherita' })
      .getByRole('button', { name: 'One more' })
      .click();
    await cart(page).getByText('€25.00').waitFor();
    expect(await cart(page).locator('[data-total]').textContent()).toBe('€30.50');

    // Another window of the same customer sees it, and changes it for both.
    const other = await atTheStore(await bob.open(`/shop/${STORE}`));
    await cart(other).getByRole('button', { name: 'Remove Cola' }).click();
    await cart(page).getByText('Cola').waitFor({ state: 'detached' });
    await page.reload();
    await cart(page).getByRole('group', { name: 'Quantity of Margherita' }).getByText('2').waitFor();
    expect(await cart(page).locator('[data-total]').textContent()).toBe('€27.50');
  });

  test('is changed with the keyboard alone: whoever pressed a button still has it', async () => {
    const page = await atTheStore(await (await visitor({ as: 'customer:keys' })).open(`/shop/${STORE}`));
    await page.getByRole('button', { name: 'Add Margherita' }).press('Enter');
    const quantity = cart(page).getByRole('group', { name: 'Quantity of Margherita' });
    await quantity.getByRole('button', { name: 'One more' }).press('Enter');
    await quantity.getByText('2').waitFor();
    await quantity.locator('button:focus:enabled', { hasText: '+' }).waitFor();
    await page.keyboard.press('Enter');
    await quantity.getByText('3').waitFor();
    await cart(page).getByRole('button', { name: 'Remove Margherita' }).press('Enter');
    await cart(page).getByText('Nothing in it yet.').waitFor();
    await cart(page).locator('h2:focus').waitFor();
  });

  test('of a phone is a bar that opens, and nothing has to be scrolled sideways', async () => {
    const phone = await visitor({ as: 'customer:carol', size: 'phone' });
    const page = await atTheStore(await phone.open(`/shop/${STORE}`));
    await page.getByRole('button', { name: 'Add Margherita' }).click();
    await page.getByRole('button', { name: /Your cart.*1 item.*€15.00/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Your cart' });
    await dialog.getByRole('group', { name: 'Quantity of Margherita' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES.phone.width);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // Whoever asked for it has the focus again.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Your cart');
  });

  test('says what costs something else by now, or is not to be had', async () => {
    const menuId = await aMenuOnSale(people, 2003, { menuName: 'Calzone', price: 11 });
    const dan = await visitor({ as: 'customer:dan' });
    const page = await dan.open('/shop/2003');
    await page.getByRole('button', { name: 'Add Calzone' }).click();
    await cart(page).getByRole('group', { name: 'Quantity of Calzone' }).waitFor();
    await people.ask('store:2003', 200, `PUT /stores/2003/menus/${menuId}/price`, { price: 13 });
    await cart(page).getByText('Costs €13.00 by now.').waitFor();
    await people.ask('store:2003', 200, `POST /stores/2003/menus/${menuId}/sold-out`, {});
    await cart(page).getByText('Not sold any more, or sold out.').waitFor();
  });
});

describe('an add that is held', () => {
  const busy = async (seconds: number): Promise<void> => {
    const port = system.system.environment.QUERY_API_PORT;
    const answer = await fetch(`http://127.0.0.1:${port}/busy?seconds=${seconds}`, { method: 'POST' });
    expect(answer.status).toBe(200);
  };

  test('is shown as waiting, becomes a line by itself, or says why not', async () => {
    const doomed = await aMenuOnSale(people, STORE, {
      menuName: 'Last slice',
      category: 'Pizza',
      position: 9,
      price: 4,
    });
    const page = await atTheStore(await (await visitor({ as: 'customer:erin' })).open(`/shop/${STORE}`));
    await busy(60);
    await page.getByRole('button', { name: 'Add Margherita' }).click();
    const waiting = cart(page).getByRole('listitem').filter({ hasText: 'Waiting for the store’s answer' });
    await waiting.filter({ hasText: 'Margherita' }).waitFor();
    await page.getByRole('button', { name: 'Add Last slice' }).click();
    await waiting.filter({ hasText: 'Last slice' }).waitFor();
    expect(await cart(page).getByRole('group').count()).toBe(0);
    await people.ask(`store:${STORE}`, 200, `POST /stores/${STORE}/menus/${doomed}/sold-out`, {});
    await busy(0);
    await cart(page).getByRole('group', { name: 'Quantity of Margherita' }).waitFor();
    await waiting.waitFor({ state: 'detached' });
    const news = cart(page).getByRole('status');
    await news.getByText('Last slice could not be added: it is sold out.').waitFor();
  });

  test('need not be waited for', async () => {
    const page = await atTheStore(await (await visitor({ as: 'customer:frank' })).open(`/shop/${STORE}`));
    await busy(60);
    await page.getByRole('button', { name: 'Add Margherita' }).click();
    await cart(page).getByRole('button', { name: 'Don’t wait for Margherita' }).click();
    await cart(page).getByText('Nothing in it yet.').waitFor();
    await busy(0);
    // Whatever becomes of the next add, nothing is said of this one.
    await page.getByRole('button', { name: 'Add Cola' }).click();
    await cart(page).getByRole('group', { name: 'Quantity of Cola' }).waitFor();
    expect(
      await cart(page)
        .getByText(/^Margherita/)
        .count(),
    ).toBe(0);
  });
});

test.each([
  ['en', 'light'],
  ['ko', 'dark'],
] as const)('nothing is serious to axe, in %s, when it is %s', async (language, scheme) => {
  const as = `customer:${language}`;
  const someone = await visitor({ as, size: 'phone', language, dark: scheme === 'dark' });
  const page = await someone.open('/shop');
  await page.getByRole('link', { name: 'Doremi 2002' }).waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole('link', { name: 'Doremi 2002' }).click();
  await card(page, quattro).getByRole('button').click();
  await page.getByRole('dialog').getByRole('radio').first().waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await seriousIn(page)).toEqual([]);
  await page.locator('.cart-bar').click();
  await page.getByRole('dialog').getByRole('group').waitFor();
  expect(await seriousIn(page)).toEqual([]);
});

test('names without a blank are broken: nothing is off the side of a phone', async () => {
  const storeId = 1998;
  const long = (of: string, length = 100): string => of.repeat(length).slice(0, length);
  await people.ask('admin', 201, 'POST /stores', { storeId, storeName: long('Store') });
  const of = { storeIds: [storeId], price: 10 };
  const plain = await aMenuOnSale(people, storeId, { ...of, menuName: long('Menu') });
  const options = ['a', 'b'].map((optionId) => ({ optionId, name: long(`Option${optionId}`, 50), priceDelta: 1 }));
  const optionGroups = [{ groupId: 'size', name: long('Size', 50), min: 0, max: 1, options }];
  const chosen = await aMenuOnSale(people, storeId, { ...of, menuName: long('Chosen'), optionGroups });
  const phone = await visitor({ as: 'customer:narrow', size: 'phone' });
  const page = await phone.open('/shop');
  const isNarrow = async (): Promise<void> => {
    const wide = () =>
      [...document.querySelectorAll('*')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth)
        .map((one) => one.outerHTML.slice(0, 200));
    expect(await page.evaluate(wide)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES.phone.width);
  };
  await page.getByRole('link', { name: long('Store') }).waitFor();
  await isNarrow();
  await page.goto(`${url()}/shop/${storeId}`);
  const right = async (menuId: number): Promise<number> => {
    const box = await card(page, menuId).getByRole('button').boundingBox();
    return (box?.x ?? Infinity) + (box?.width ?? Infinity);
  };
  await card(page, plain).getByRole('button').click();
  expect(await right(plain)).toBeLessThanOrEqual(SIZES.phone.width);
  expect(await right(chosen)).toBeLessThanOrEqual(SIZES.phone.width);
  await isNarrow();
  await card(page, chosen).getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: long('Optiona', 50) }).check();
  await isNarrow();
  await dialog.getByRole('button', { name: 'Add for €11.00' }).click();
  await page.getByRole('button', { name: /2 items/ }).click();
  await isNarrow();
  await page.goto(`${url()}/shop/${storeId}/checkout`);
  await page.getByText(long('Optiona', 50)).waitFor();
  await isNarrow();
  const { items } = await people.ask('customer:narrow', 200, 'GET /mycarts');
  const [cartId] = (items as { cartId: number }[]).map((one) => one.cartId);
  await people.ask('customer:narrow', 201, `POST /mycart/${cartId}/order`, {});
  await page.goto(`${url()}/shop/orders/${cartId}`);
  await page.getByText(long('Optiona', 50)).waitFor();
  await isNarrow();
  await page.goto(`${url()}/shop/orders`);
  await page.getByRole('link', { name: new RegExp(long('Chosen')) }).waitFor();
  await isNarrow();
});
