import { describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { givenBrowser, seriousIn } from './browser.js';
import { aKitchen, LARGE_WITH_CHILI } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

type Kitchen = Awaited<ReturnType<typeof aKitchen>>;
const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

const REVISED = {
  ...{ menuName: 'Margherita', menuType: 'pizza', description: 'Tomato, buffalo mozzarella', price: 14 },
  optionGroups: [
    {
      ...{ groupId: 'size', name: 'Size', min: 1, max: 1 },
      options: [
        { optionId: 'small', name: 'Small', default: true },
        { optionId: 'large', name: 'Large', priceDelta: 4 },
      ],
    },
  ],
};
const revise = (kitchen: Kitchen) => people.ask('admin', 200, `PUT /menus/${kitchen.menuId}`, REVISED);
/** What is offered to this store alone, for the first time; its menuId. */
const offer = async (kitchen: Kitchen, menuName: string, description = 'As ever') => {
  const offered = { menuName, menuType: 'pizza', description, price: 15, storeIds: [kitchen.storeId] };
  return Number((await people.ask('admin', 201, 'POST /menus', offered)).menuId);
};
const refuse = (kitchen: Kitchen, menuId: number, reason: string) =>
  people.ask(kitchen.store, 200, `POST /stores/${kitchen.storeId}/menus/${menuId}/reject`, { reason });
const sold = (kitchen: Kitchen) =>
  people.ask(kitchen.store, 200, `GET /stores/${kitchen.storeId}/menus/${kitchen.menuId}`);

const open = async (kitchen: Kitchen, path: string) => (await visitor({ as: kitchen.store })).open(`/kitchen/${path}`);

describe('what waits for an answer', () => {
  test('is shown beside what is sold now, in words, and approved at a price of the store’s own', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen, 'menus');
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
    for (const menuName of ['Quattro', 'Funghi']) await offer(kitchen, menuName);
    const page = await open(kitchen, 'menus');
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
    const page = await open(kitchen, 'menus');
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
    await refuse(kitchen, kitchen.menuId, 'too dear');
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
    await refuse(kitchen, kitchen.menuId, 'dearer still');
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
    await offer(kitchen, 'Quattro', 'Four of them');
    const page = await open(kitchen, 'menus');
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
    const page = await open(kitchen, 'menus');
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
    const page = await open(kitchen, 'menus');
    await card(page, 'Margherita').getByText('Options').click();
    await page.getByRole('button', { name: 'Sold out …: Extra: Chili' }).click();
    await page.getByLabel('Until you restock it').check();
    await page.getByRole('button', { name: 'Mark as sold out' }).click();
    await page.getByRole('button', { name: 'Restock: Extra: Chili' }).click();
    await page.getByRole('button', { name: 'Sold out …: Extra: Chili' }).waitFor();
  });

  test('is priced by the store, and delisted with a reason', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen, 'menus');
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

describe('the store', () => {
  test('pauses until an end, closes, and opens again', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen, 'settings');
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
    const page = await open(kitchen, 'settings');
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

describe('on paper', () => {
  test('the ticket comes from the board, with what is to be cooked, and nothing else is printed', async () => {
    const kitchen = await aKitchen(people);
    await kitchen.order({ add: { options: LARGE_WITH_CHILI } });
    const page = await open(kitchen, '');
    await page.getByRole('button', { name: 'Ticket: Order 1' }).click();
    const paper = page.getByRole('dialog', { name: 'Ticket' });
    await paper.getByText('Margherita').waitFor();
    expect(await paper.locator('pre').textContent()).toContain('Chili');
    await page.evaluate(() => Object.assign(globalThis, { print: () => Object.assign(globalThis, { printed: true }) }));
    await paper.getByRole('button', { name: 'Print' }).click();
    expect(await page.evaluate(() => (globalThis as unknown as { printed?: boolean }).printed)).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await paper.locator('pre').isVisible()).toBe(true);
    const others = ['.columns', '.toolbar', 'header.top', '.tabs'];
    const shown = await Promise.all(others.map((other) => page.locator(other).isVisible()));
    expect(others.filter((_, at) => shown[at])).toEqual([]);
  });

  /** Where the last characters of rows of a text are, of those that end with an amount; pixels from the left. */
  const endsOfAmounts = (paper: Locator): Promise<number[]> =>
    paper.evaluate((element) => {
      const ends: number[] = [];
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let line = '';
      let end = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        Array.from(node.textContent ?? '').forEach((character, at) => {
          if (character === '\n') {
            if (/ {2,}-?[\d,.]+$/.test(line)) ends.push(Math.round(end));
            line = '';
            return;
          }
          line += character;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          end = range.getBoundingClientRect().right;
        });
      return ends;
    });

  test('is in the language of the page, whatever the browser speaks, with its amounts in one column', async () => {
    const kitchen = await aKitchen(people, null, { card: { menuName: '불고기 피자' } });
    const order = await kitchen.order({ fulfilment: { type: 'PICKUP' } });
    await people.ask('admin', 200, `POST /payments/${order}/refund`, { amount: 2, reason: 'cold' });
    const page = await open(kitchen, 'orders');
    await page.getByLabel('Language').selectOption('ko');
    const shown = async (name: string): Promise<Locator> => {
      await page.getByRole('button', { name: `${name}: ` }).click();
      return page.getByRole('dialog', { name }).locator('pre');
    };
    const close = (name: string) => page.getByRole('dialog').getByRole('button', { name }).click();
    expect(await (await shown('주문표')).textContent()).toMatch(/^\s*주문번호 1\n\s*포장\n[^]*1 x 불고기 피자\n/);
    await close('닫기');
    const receipt = await shown('영수증');
    expect(await receipt.textContent()).toMatch(/영수증\n[^]*\n합계\(EUR\) +12\.50\n공급가액 [^]*\n환불액 +-2\.00\n/);
    const ends = await endsOfAmounts(receipt);
    expect(ends.length).toBeGreaterThan(7);
    expect(new Set(ends).size).toBe(1);
    await close('닫기');
    await page.getByLabel('언어').selectOption('en');
    expect(await (await shown('Receipt')).textContent()).toMatch(/RECEIPT\n[^]*\nTOTAL EUR +12\.50\nNet /);
  });

  test.each([
    ['Ticket', 'en'],
    ['Receipt', 'en'],
    ['주문표', 'ko'],
    ['영수증', 'ko'],
  ] as const)('the %s is whole on 80 mm paper, from its first line on', async (name, language) => {
    const kitchen = await aKitchen(people);
    await kitchen.order({ add: { options: LARGE_WITH_CHILI } });
    const page = await (await visitor({ as: kitchen.store, language })).open('/kitchen/orders');
    await page.getByRole('button', { name: `${name}: ` }).click();
    const paper = page.getByRole('dialog', { name }).locator('pre');
    await paper.waitFor();
    const lines = (await paper.textContent())!.trim().split('\n').length;
    await page.emulateMedia({ media: 'print' });
    // As wide as the paper without its margins, and shorter than the text.
    await page.setViewportSize({ width: 272, height: 150 });
    const { y, height } = (await paper.boundingBox())!;
    expect(y).toBe(0);
    // Each line is one: none is broken.
    const lineHeight = await paper.evaluate((element) => parseFloat(getComputedStyle(element).lineHeight));
    expect(Math.round(height / lineHeight)).toBeLessThanOrEqual(lines + 1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(272);
    const pages = async (height: string) =>
      (await page.pdf({ width: '80mm', height })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
    expect(await pages('120mm')).toBe(1);
    // What is longer than the paper goes on.
    expect(await pages('25mm')).toBeGreaterThan(1);
  });

  test('the receipt comes from the orders of the day, where closed ones are found by number and status', async () => {
    const kitchen = await aKitchen(people);
    const [first, second] = [await kitchen.order(), await kitchen.order()];
    await kitchen.step(first, 'cooking/start');
    await kitchen.dispatch(first);
    await people.ask(kitchen.store, 200, `POST /myorder/delivery/${first}/complete`, {});
    await kitchen.step(second, 'cancel', { reason: 'no oven' });
    const page = await open(kitchen, 'orders');
    await page.getByRole('heading', { name: 'Order 2' }).waitFor();
    await page.getByLabel('Status').selectOption('COMPLETED');
    await page.getByRole('heading', { name: 'Order 2' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Receipt: Order 1' }).click();
    await page.getByRole('dialog', { name: 'Receipt' }).getByText('12.50').first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByLabel('Status').selectOption('');
    await page.getByLabel('Number of the order').fill('2');
    await page.getByRole('heading', { name: 'Order 1' }).waitFor({ state: 'detached' });
    await page.getByText('Cancelled', { exact: true }).last().waitFor();
  });
});

describe('the orders of a day', () => {
  test('come and go by themselves, by what they are looked for', async () => {
    const kitchen = await aKitchen(people);
    const page = await open(kitchen, 'orders');
    const order = (number: number) => page.getByRole('heading', { name: `Order ${number}` });
    await page.getByText('No such orders.').waitFor();
    const [first] = [await kitchen.order(), await kitchen.order()];
    await order(2).waitFor();
    await page.getByLabel('Status').selectOption('COOKING');
    await page.getByText('No such orders.').waitFor();
    await kitchen.step(first, 'cooking/start');
    await order(1).waitFor();
    await kitchen.step(first, 'cooking/complete');
    await order(1).waitFor({ state: 'detached' });
  });

  test('that can’t be read say so, also where more are asked for, and are read again', async () => {
    const kitchen = await aKitchen(people);
    for (let number = 1; number <= 3; number += 1) await kitchen.order();
    const one = await visitor({ as: kitchen.store });
    const page = await one.open('/');
    const isMore = (address: URL): boolean => address.pathname === '/orders' && address.searchParams.has('cursor');
    // Two on a page, and of the next one nothing.
    await page.route(
      (address) => address.pathname === '/orders' && !isMore(address),
      (route) => route.continue({ url: `${route.request().url()}&limit=2` }),
    );
    await page.route(isMore, (route) => route.fulfill({ status: 503, json: { code: 'READ_MODEL_UNAVAILABLE' } }));
    await page.goto(`${url()}/kitchen/orders`);
    const order = (number: number) => page.getByRole('heading', { name: `Order ${number}` });
    await order(2).waitFor();
    // By themselves they come at their places only.
    expect(await order(3).count()).toBe(0);
    await page.getByRole('button', { name: 'More' }).click();
    const told = page.getByRole('alert');
    await told.waitFor();
    expect(await order(2).count()).toBe(1);
    one.expectRefusals();
    await page.unroute(isMore);
    await told.getByRole('button', { name: 'Try again' }).click();
    await order(3).waitFor();
    await told.waitFor({ state: 'detached' });
  });
});

describe.each(['phone', 'kitchen'] as const)('the pages beside the board on a %s', (size) => {
  test.each(['menus', 'settings', 'orders'])('%s has nothing that axe finds serious, in both schemes', async (path) => {
    const kitchen = await aKitchen(people);
    await kitchen.order();
    await revise(kitchen);
    await refuse(kitchen, await offer(kitchen, 'Quattro'), 'Too many cheeses');
    for (const dark of [false, true]) {
      const page = await (await visitor({ size, dark, as: kitchen.store })).open(`/kitchen/${path}`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await page
        .getByText(path === 'menus' ? 'Revision 2' : path === 'settings' ? 'Save' : 'Order 1')
        .first()
        .waitFor();
      if (path === 'settings') await page.getByLabel('Always open').uncheck();
      expect(await seriousIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });
});
