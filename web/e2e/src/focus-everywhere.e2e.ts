import { beforeAll, describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { aKitchen, LARGE_WITH_CHILI } from './kitchens.js';
import { written } from './operators.js';
import { pressAll, type Pressing, watchFocus } from './pressing.js';
import { aMenuOnSale, givenSystem } from './system.js';

const given = givenSystem();
const { url, people } = given;
const { visitor } = givenBrowser(url);

/** Where a store with orders at every step, and menus that wait, are refused and sold, is at work. */
const aBusyKitchen = async () => {
  const kitchen = await aKitchen(people, { autoAccept: false, preparationMinutes: 30 });
  const { store, step, dispatch } = kitchen;
  const contact = { name: 'Alice Kim', phone: '010-1234-5678' };
  for (const steps of [[], [], ['accept'], ['cooking/start'], ['cooking/start', 'cooking/complete']]) {
    const orderId = await kitchen.order({ fulfilment: { type: 'PICKUP', contact } });
    for (const path of steps) await step(orderId, path);
  }
  for (const isBroughtBack of [false, true]) {
    const orderId = await kitchen.order();
    await step(orderId, 'cooking/start');
    await dispatch(orderId);
    if (isBroughtBack)
      await people.ask(store, 200, `POST /myorder/delivery/${orderId}/fail`, { reason: 'nobody home' });
  }
  for (const menuName of ['Bianca', 'Capricciosa']) await kitchen.offer(menuName);
  for (const menuName of ['Diavola', 'Funghi']) await kitchen.reject(await kitchen.offer(menuName), 'Too much');
  return kitchen;
};

/** Presses all there is: none of it loses the focus, and these are among it. */
const keepsFocus = async (
  as: string,
  path: string,
  among: readonly string[],
  pressing: Omit<Pressing, 'before'> = {},
): Promise<void> => {
  const someone = await visitor({ as });
  await watchFocus(someone);
  const page = await someone.open(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  let at = Date.now();
  // A press so soon after the one before would be the second half of a double tap.
  const before = () => page.clock.setFixedTime((at += 1_000));
  const { pressed, lost } = await pressAll(page, { ...pressing, before });
  someone.expectRefusals();
  await someone.context.close();
  expect({ path, lost }).toEqual({ path, lost: [] });
  const missing = among.filter((name) => !pressed.some((one) => one.includes(name)));
  if (missing.length > 0) throw new Error(`${path}: ${missing.join()} are not among ${pressed.join('; ')}`);
};

describe('whoever presses a button by the keyboard goes on where it was', () => {
  let kitchen: Awaited<ReturnType<typeof aBusyKitchen>>;
  let other: typeof kitchen;
  beforeAll(async () => {
    kitchen = await aBusyKitchen();
    other = await aKitchen(people);
    await aMenuOnSale(people, other.storeId, { menuName: 'Cola' });
  });

  const ON_BOARD = [
    ...['Accept', 'Start cooking', 'Ready', 'Recall the last', 'Picked up', 'Delivered', 'Send again'],
    ...['Refuse …', 'Cancel …', 'Ticket', 'all seen'],
  ];
  const MENUS = ['Approve', 'Refuse …', 'Take the refusal back', 'Sold out …', 'Restock', 'Delist …'];
  const SETTINGS = ['Pause for 15 min', 'Open now', 'Close', 'Remove', 'Add another day', 'Save'];

  test('in a kitchen, on the board', () => keepsFocus(kitchen.store, '/kitchen', ON_BOARD));
  test('in a kitchen, beside the board', async () => {
    await keepsFocus(kitchen.store, '/kitchen/menus', MENUS);
    await keepsFocus(kitchen.store, '/kitchen/orders', ['Ticket', 'Receipt'], { most: 4 });
    const weekly = [1, 2].map((day) => ({ day, open: '10:00', close: '22:00' }));
    await people.ask(kitchen.store, 200, `PUT /stores/${kitchen.storeId}/settings`, { hours: { weekly } });
    await keepsFocus(kitchen.store, '/kitchen/settings', SETTINGS);
  });

  test('in the shop', async () => {
    const { storeId, menuId } = other;
    const { cartId } = await people.ask('customer:carol', 201, `POST /mycart/${storeId}/create`, {});
    for (const options of [LARGE_WITH_CHILI, LARGE_WITH_CHILI.slice(0, 1)])
      await people.ask('customer:carol', 200, `POST /mycart/${Number(cartId)}/menu/${menuId}/add`, { options });
    const CART = ['One more', 'One less', 'Remove Margherita'];
    await keepsFocus('customer:carol', `/shop/${storeId}`, [...CART, 'Choose options', 'Add Cola']);
    const orderId = await other.order({ customer: 'bob' });
    await keepsFocus('customer:bob', `/shop/orders/${orderId}`, ['Receipt', 'Order again', 'Cancel']);
    const except = ['Change', 'Remove Margherita'];
    await keepsFocus('customer:bob', `/shop/${storeId}/checkout`, ['Use this', 'Order and pay'], { except });
    await keepsFocus('customer:bob', '/shop/orders', ['Erase']);
  });

  test('at head office', async () => {
    const { menuId } = other;
    const orderId = await other.order();
    await keepsFocus('admin', '/office/stores', ['Register', 'Pause', 'Open', 'Close'], { most: 7 });
    await keepsFocus('admin', `/office/menus/${menuId}`, ['Offer', 'Withdraw'], { except: ['Delete'] });
    await keepsFocus('admin', `/office/menus/${menuId}/revise`, ['Add an option', 'Remove option', 'Remove choice']);
    await keepsFocus('admin', '/office/menus/new', ['Add a choice', 'Register and offer']);
    await keepsFocus('admin', `/office/orders/${orderId}`, ['receipt']);
    await keepsFocus('admin', `/office/payments/${orderId}`, ['Give back']);
  });

  test('at operations', async () => {
    await written(given.system, 'odd-1', [{ type: 'StoreStatusChanged', data: { status: 'CLOSED' } }]);
    await written(given.system, 'odd-2', [{ type: 'MenuOffered', data: {} }]);
    const page = await (await visitor({ as: 'operator' })).open('/operations/parked');
    for (const [id, type] of [
      ['stores_', 'StoreStatusChanged'],
      ['policies:', 'MenuOffered'],
    ] as const) {
      const parked = page.locator(`[data-parked^="${id}"]`).first().getByRole('link', { name: type });
      await keepsFocus('operator', String(await parked.getAttribute('href')), ['Try again', 'Skip']);
    }
    const OF_BUILDS = ['Rebuild', 'Go back', 'Verify', 'Compare', 'Retire'];
    await keepsFocus('operator', '/operations/read-models/salesByDay', OF_BUILDS);
    await keepsFocus('operator', '/operations/erasures', ['Have it erased']);
    await keepsFocus('operator', '/operations/payments', ['Compare']);
  });
});
