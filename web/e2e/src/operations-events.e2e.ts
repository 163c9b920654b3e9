import { beforeAll, describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { anOrderGoneWrong } from './operators.js';
import { aMenuOnSale, givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

let orderId = 0;

beforeAll(async () => {
  orderId = await anOrderGoneWrong(people);
});

describe('events', () => {
  test('of an order are found by its number: a timeline with the state after each, and what changed', async () => {
    const page = await (await visitor({ as: 'operator' })).open('/operations/events');
    await page.getByLabel('Of which kind').selectOption('order');
    await page.getByLabel('Number').fill(String(orderId));
    await page.getByRole('button', { name: 'Show its timeline' }).click();
    await page.getByRole('heading', { level: 1, name: `Timeline of order-${orderId}` }).waitFor();
    const moments = page.locator('[data-revision]');
    await moments.last().waitFor();
    const types = await moments.getByRole('heading', { level: 2 }).allTextContents();
    expect(types).toEqual(
      expect.arrayContaining(['OrderReceived', 'OrderAccepted', 'CookingStarted', 'OrderCancelled']),
    );
    const cooking = moments.filter({ has: page.getByRole('heading', { name: 'CookingStarted' }) });
    const status = cooking.getByRole('region', { name: 'What changed' }).getByRole('row', { name: /^status/ });
    expect(await status.allTextContents()).toEqual(['status changed"COOKING""ACCEPTED"']);
    // The browser is a British one in Seoul.
    const time = cooking.locator('time');
    const there = new Date(Date.parse(String(await time.getAttribute('datetime'))) + 9 * 3_600_000).toISOString();
    const [year, month, day] = there.slice(0, 10).split('-');
    expect(await time.textContent()).toContain(`${day}/${month}/${year}, `);
    await cooking.getByText('State after it').click();
    await cooking.getByRole('region', { name: 'State after it' }).getByText('"Margherita"').waitFor();
  });

  test('that happen while a timeline is open follow in it, behind what somebody reads', async () => {
    const { cartId } = await people.ask('customer:frank', 201, 'POST /mycart/2002/create', {});
    const page = await (await visitor({ as: 'operator' })).open(`/operations/events/stream/cart-${Number(cartId)}`);
    const moments = page.locator('[data-revision]');
    await page.getByText('One event. That is all so far.').waitFor();
    const read = moments.first().getByRole('region', { name: 'What the event says' });
    await moments.first().getByText('What the event says').click();
    await read.waitFor();
    const again = page.getByRole('button', { name: 'Look again' });
    await again.click();
    await page.getByRole('status').getByText('Nothing happened since.').waitFor();
    for (const type of ['PICKUP', 'DELIVERY'])
      await people.ask('customer:frank', 200, `PUT /mycart/${Number(cartId)}/fulfilment`, { type });
    await again.click();
    await page.getByRole('status').getByText('2 events since.').waitFor();
    expect(await moments.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      ...['CartCreated', 'FulfilmentChosen', 'FulfilmentChosen'],
    ]);
    expect(await read.isVisible()).toBe(true);
    expect(await again.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('follow behind many pages as well, however the last one is filled', async () => {
    const { cartId } = await people.ask('customer:grace', 201, 'POST /mycart/2002/create', {});
    const choose = (type: string) =>
      people.ask('customer:grace', 200, `PUT /mycart/${Number(cartId)}/fulfilment`, { type });
    const types = (n: number) => Array.from({ length: n }, (_, index) => (index % 2 === 0 ? 'PICKUP' : 'DELIVERY'));
    for (const type of types(49)) await choose(type);
    const page = await (await visitor({ as: 'operator' })).open(`/operations/events/stream/cart-${Number(cartId)}`);
    await page.getByText('50 events. That is all so far.').waitFor();
    await choose('DELIVERY');
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('51 events. That is all so far.').waitFor();
    const revisions = await page
      .locator('[data-revision]')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-revision'))));
    expect(revisions).toEqual(Array.from({ length: 51 }, (_, revision) => revision));
  });

  test('of a request are a graph across streams, each leading to its place in its stream; the same is a list', async () => {
    const page = await (await visitor({ as: 'operator' })).open('/operations/events');
    await page.getByLabel('The name of a stream, or a $correlationId').fill('alice-orders');
    await page.getByRole('button', { name: 'Look' }).click();
    await page.getByRole('heading', { level: 1, name: 'What alice-orders caused' }).waitFor();
    const graph = page.getByRole('group', { name: 'As a graph' });
    await graph.getByRole('link', { name: /^OrderReceived/ }).waitFor();
    const nodes = await graph.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    for (const [type, stream] of [
      ['CartOrdered', `cart-${orderId}`],
      ['PaymentApproved', `payment-${orderId}`],
      ['OrderReceived', `order-${orderId}`],
    ])
      expect(nodes.some((label) => label?.startsWith(`${type}, ${stream},`))).toBe(true);
    expect(await graph.locator('.edge').count()).toBe(nodes.length);
    expect(await page.getByRole('main').getByRole('list').first().getByRole('link').count()).toBe(nodes.length);
    await graph.getByRole('link', { name: /^OrderReceived/ }).click();
    await page.getByRole('heading', { level: 1, name: `Timeline of order-${orderId}` }).waitFor();
    await page.locator('[data-revision="0"][aria-current="true"]').waitFor();
    await page.getByRole('link', { name: 'What its request caused' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'What store-cancels caused' }).waitFor();
    // A policy asked for the refund, because of the cancellation: below it in the list.
    const cancelled = page.getByRole('listitem').filter({ hasText: 'OrderCancelled' }).last();
    await cancelled.getByRole('link', { name: 'RefundRequested' }).waitFor();
  });

  test('are paged, and a place far down is found at once', async () => {
    const { cartId } = await people.ask('customer:bob', 201, 'POST /mycart/2002/create', {});
    const menuId = await aMenuOnSale(people, 2002);
    const { lines } = await people.ask('customer:bob', 200, `POST /mycart/${Number(cartId)}/menu/${menuId}/add`, {});
    const [{ lineId }] = lines as [{ lineId: number }];
    for (let quantity = 2; quantity < 70; quantity += 1)
      await people.ask('customer:bob', 200, `PUT /mycart/${Number(cartId)}/lines/${lineId}`, { quantity });
    const page = await (await visitor({ as: 'operator' })).open(`/operations/events/stream/cart-${Number(cartId)}`);
    await page.locator('[data-revision="49"]').waitFor();
    expect(await page.locator('[data-revision]').count()).toBe(50);
    await page.getByRole('button', { name: 'Show later events' }).click();
    await page.locator('[data-revision="69"]').waitFor();
    await page.goto(`${url()}/operations/events/stream/cart-${Number(cartId)}?at=65`);
    await page.locator('[data-revision="65"][aria-current="true"]').waitFor();
  });

  test('of what is no stream, or has none, are refused in words', async () => {
    const somebody = await visitor({ as: 'operator' });
    const page = await somebody.open('/operations/events');
    await page.getByLabel('Number').fill('none');
    await page.getByRole('button', { name: 'Show its timeline' }).click();
    await page.getByRole('alert').getByText('That is no stream').waitFor();
    await page.getByLabel('Number').fill('987654');
    await page.getByRole('button', { name: 'Show its timeline' }).click();
    await page.getByRole('alert').getByText('There is no such stream, or nothing happened in it.').waitFor();
    somebody.expectRefusals();
  });
});
