import { expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { card, givenMenus } from './shop-pages.js';
import { aMenuOnSale, givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);
givenMenus(people);

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
/** Days as a store's hours count them, where it is. */
const tomorrow = (): number => {
  const name = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'Asia/Seoul' }).format(
    Date.now() + 86_400_000,
  );
  return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(name) + 1;
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
