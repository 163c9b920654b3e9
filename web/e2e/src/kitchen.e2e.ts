import { describe, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { column, numbersIn, ticket, upToDate } from './boards.js';
import { givenBrowser } from './browser.js';
import { aKitchen, LARGE_WITH_CHILI } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

describe('the board', () => {
  test('has a column for each step, the oldest first, and one tap takes the next step', async () => {
    const kitchen = await aKitchen(people);
    for (let n = 0; n < 3; n += 1) await kitchen.order();
    const page = await (await visitor({ size: 'kitchen', as: kitchen.store })).open('/kitchen');
    await upToDate(page);
    expect(await numbersIn(page, 'To do')).toEqual(['1', '2', '3']);
    await ticket(page, 2).getByRole('button', { name: 'Start cooking' }).click();
    await column(page, 'Cooking').getByRole('article', { name: 'Order 2' }).waitFor();
    await ticket(page, 1).getByRole('button', { name: 'Start cooking' }).click();
    await column(page, 'Cooking').getByRole('article', { name: 'Order 1' }).waitFor();
    expect(await numbersIn(page, 'Cooking')).toEqual(['1', '2']);
    await ticket(page, 1).getByRole('button', { name: 'Ready' }).click();
    await column(page, 'Ready').getByRole('button', { name: 'On its way' }).click();
    await column(page, 'On its way').getByRole('button', { name: 'Delivered', exact: true }).click();
    await ticket(page, 1).waitFor({ state: 'detached' });
    expect(await numbersIn(page, 'To do')).toEqual(['3']);
  });

  test('hands over what is picked up, and shows options, note and name big enough to cook by', async () => {
    const kitchen = await aKitchen(people);
    const contact = { name: 'Kim Minji', phone: '+82 10 1234 5678' };
    const fulfilment = { type: 'PICKUP', contact, note: 'Cut in twelve' };
    await kitchen.order({ add: { quantity: 2, options: LARGE_WITH_CHILI }, fulfilment });
    const page = await (await visitor({ size: 'kitchen', as: kitchen.store })).open('/kitchen');
    await ticket(page, 1).getByText('Pickup').waitFor();
    for (const text of ['2× Margherita', 'Large', 'Chili', 'Cut in twelve', 'Kim Minji'])
      await ticket(page, 1).getByText(text).waitFor();
    const size = await ticket(page, 1)
      .getByText('2× Margherita')
      .evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(size).toBeGreaterThan(20);
    await page.getByText('2× Margherita Chili, Large').waitFor();
    await ticket(page, 1).getByRole('button', { name: 'Start cooking' }).click();
    await ticket(page, 1).getByRole('button', { name: 'Ready' }).click();
    await column(page, 'On its way, for pickup').getByRole('button', { name: 'Picked up' }).click();
    await ticket(page, 1).waitFor({ state: 'detached' });
  });

  test('says how old an order is and what is left of its time, in words and colour', async () => {
    const kitchen = await aKitchen(people);
    await kitchen.order();
    const page = await (await visitor({ as: kitchen.store })).open('/');
    await page.clock.install();
    await page.goto(`${url()}/kitchen`);
    await ticket(page, 1).getByText('19 min left').waitFor();
    const colour = () => ticket(page, 1).evaluate((element) => getComputedStyle(element).borderLeftColor);
    const calm = await colour();
    await page.clock.fastForward('15:00');
    await ticket(page, 1).getByText('Soon: 4 min left').waitFor();
    await ticket(page, 1).getByText('15 min ago').waitFor();
    const soon = await colour();
    await page.clock.fastForward('08:00');
    await ticket(page, 1).getByText('Late: 3 min').waitFor();
    expect(new Set([calm, soon, await colour()]).size).toBe(3);
  });

  test('is headed by the name of its store', async () => {
    const kitchen = await aKitchen(people, null, { place: { storeName: 'Doremi Hongdae' } });
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    await page.getByRole('heading', { level: 1, name: 'Doremi Hongdae' }).waitFor();
  });

  test('takes the last one back to the stove', async () => {
    const kitchen = await aKitchen(people);
    for (const orderId of [await kitchen.order(), await kitchen.order()]) {
      await kitchen.step(orderId, 'cooking/start');
      await kitchen.step(orderId, 'cooking/complete');
    }
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    await page.getByRole('button', { name: 'Recall the last: 2' }).click();
    await column(page, 'Cooking').getByRole('article', { name: 'Order 2' }).waitFor();
    await page.getByRole('button', { name: 'Recall: Order 1' }).click();
    await column(page, 'Cooking').getByRole('article', { name: 'Order 1' }).waitFor();
    await page.getByRole('button', { name: 'Nothing to recall' }).waitFor();
  });

  test('takes a double tap as one: what slid under the finger is not meant', async () => {
    const kitchen = await aKitchen(people);
    const orders = [await kitchen.order(), await kitchen.order(), await kitchen.order()];
    const statuses = () =>
      Promise.all(orders.map(async (order) => (await people.ask(kitchen.store, 200, `GET /myorder/${order}`)).status));
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    const at = Date.now();
    await page.clock.setFixedTime(at);
    const tapTwice = async (what: Locator, until: () => Promise<void>) => {
      const { x, y, width, height } = (await what.boundingBox())!;
      await page.mouse.click(x + width / 2, y + height / 2);
      await until();
      await page.mouse.click(x + width / 2, y + height / 2);
    };
    const inCooking = (number: number) => column(page, 'Cooking').getByRole('article', { name: `Order ${number}` });
    const start = (number: number) => ticket(page, number).getByRole('button', { name: 'Start cooking' });
    await tapTwice(start(1), () => inCooking(1).waitFor());
    expect(await ticket(page, 2).getAttribute('data-new')).toBe('true');
    await page.clock.setFixedTime(at + 700);
    await start(2).click();
    await inCooking(2).waitFor();
    expect(await statuses()).toEqual(['COOKING', 'COOKING', 'ACCEPTED']);
    for (const number of [1, 2]) {
      await page.clock.setFixedTime(at + 700 * (number + 1));
      await ticket(page, number).getByRole('button', { name: 'Ready' }).click();
      await column(page, 'Ready')
        .getByRole('article', { name: `Order ${number}` })
        .waitFor();
    }
    await tapTwice(page.getByRole('button', { name: 'Recall the last: 2' }), () =>
      page.getByRole('button', { name: 'Recall the last: 1' }).waitFor(),
    );
    await inCooking(2).waitFor();
    // Elsewhere goes through at once, after what was pressed before it.
    await start(3).click();
    await inCooking(3).waitFor();
    expect(await statuses()).toEqual(['READY', 'COOKING', 'COOKING']);
  });

  test('says why an order was not delivered, or is cancelled', async () => {
    const kitchen = await aKitchen(people);
    const [first, second] = [await kitchen.order(), await kitchen.order()];
    await kitchen.step(first, 'cooking/start');
    await kitchen.dispatch(first);
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    await page.getByRole('button', { name: 'Not delivered …: Order 1' }).click();
    await page.getByRole('button', { name: 'Nobody opened' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Not delivered …' }).click();
    await ticket(page, 1).getByText('Not delivered', { exact: true }).waitFor();
    await ticket(page, 1).getByRole('button', { name: 'Send again' }).waitFor();
    await page.getByRole('button', { name: 'Cancel …: Order 2' }).click();
    await page.getByLabel('Reason').fill('The oven is cold');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel …' }).click();
    await ticket(page, 2).waitFor({ state: 'detached' });
    const told = async (orderId: number) =>
      JSON.stringify((await people.ask(kitchen.store, 200, `GET /myorder/${orderId}`)).timeline);
    expect(await told(first)).toContain('Nobody opened');
    expect(await told(second)).toContain('The oven is cold');
  });

  test('counts what is to be made over all tickets, and forgets what is made', async () => {
    const kitchen = await aKitchen(people);
    const first = await kitchen.order({ add: { quantity: 3 } });
    await kitchen.order({ add: { quantity: 2 } });
    await kitchen.order({ add: { options: LARGE_WITH_CHILI } });
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    const counts = page.getByRole('complementary', { name: 'All day' });
    await counts.getByText('5× Margherita Small').waitFor();
    await counts.getByText('1× Margherita Chili, Large').waitFor();
    await kitchen.step(first, 'cooking/start');
    await kitchen.step(first, 'cooking/complete');
    await counts.getByText('2× Margherita Small').waitFor();
  });
});

describe('a cancelled order', () => {
  test('stays with why, until somebody has acknowledged it', async () => {
    const kitchen = await aKitchen(people);
    const orderId = await kitchen.order();
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    await ticket(page, 1).waitFor();
    await people.ask('customer:alice', 200, `POST /myorder/${orderId}/cancel`, { reason: 'too late' });
    const gone = page.getByRole('article', { name: 'Order 1 is cancelled' });
    await gone.getByText('by the customer').waitFor();
    await gone.getByText('too late').waitFor();
    await page.reload();
    await gone.getByRole('button', { name: 'Understood' }).click();
    await gone.waitFor({ state: 'detached' });
    await page.reload();
    await upToDate(page);
    expect(await gone.count()).toBe(0);
  });

  test('is known though nobody looked when it was cancelled', async () => {
    const kitchen = await aKitchen(people);
    const [first, second] = [await kitchen.order(), await kitchen.order()];
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    await ticket(page, 2).waitFor();
    await page.goto(`${url()}/docs`);
    await people.ask('customer:alice', 200, `POST /myorder/${first}/cancel`, { reason: 'too late' });
    await kitchen.step(second, 'cooking/start');
    await page.goto(`${url()}/kitchen`);
    await page.getByRole('article', { name: 'Order 1 is cancelled' }).waitFor();
    expect(await numbersIn(page, 'Cooking')).toEqual(['2']);
  });

  test('that was changed says so: what was paid back in part', async () => {
    const kitchen = await aKitchen(people);
    const orderId = await kitchen.order();
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    await ticket(page, 1).getByRole('button', { name: 'Seen' }).click();
    await people.ask('admin', 200, `POST /payments/${orderId}/refund`, { amount: 2, reason: 'an apology' });
    await ticket(page, 1).getByText('Changed: look again').waitFor();
    await ticket(page, 1).getByText('€2.00 was paid back').waitFor();
    await ticket(page, 1).getByRole('button', { name: 'Seen' }).click();
    await ticket(page, 1).getByText('Changed: look again').waitFor({ state: 'detached' });
  });
});
