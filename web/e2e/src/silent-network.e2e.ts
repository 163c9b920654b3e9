import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { eventually } from './eventually.js';
import { givenFreezingProxy } from './freezing-proxy.js';
import { aKitchen } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const network = givenFreezingProxy(url);
const { visitor } = givenBrowser(network.url);

/** Longer than any answer is waited for; milliseconds. */
const A_WHILE = 20_000;

const upToDate = (page: Page) =>
  page.locator('.board [data-connection=up][data-current=true]').waitFor({ state: 'attached' });
const lost = (page: Page) => page.getByRole('status').getByText('Connection lost.');
const ticket = (page: Page, number: number) => page.getByRole('article', { name: `Order ${number}`, exact: true });

/** A board with one order. */
const aBoard = async () => {
  const kitchen = await aKitchen(people);
  const orderId = await kitchen.order();
  const one = await visitor({ as: kitchen.store });
  const page = await one.open('/');
  await page.clock.install();
  await page.goto(`${network.url()}/kitchen`);
  await upToDate(page);
  await ticket(page, 1).waitFor();
  return { kitchen, orderId, one, page };
};

/** When each sign of life of a stream comes, so many of them; milliseconds. */
const signsOfLife = async (store: string, topic: string, times: number): Promise<number[]> => {
  const leaving = new AbortController();
  const answer = await fetch(`${url()}/live?topics=${topic}`, {
    headers: { 'X-Actor': store },
    signal: leaving.signal,
  });
  const at = [Date.now()];
  for await (const bytes of answer.body!.pipeThrough(new TextDecoderStream()))
    if (bytes.includes(': still here') && at.push(Date.now()) > times) break;
  leaving.abort();
  return at;
};

test('a network that goes silent without a word is told within seconds, and the board catches up by itself', async () => {
  const { kitchen, one, page } = await aBoard();
  // Nothing happens at this board meanwhile, which is no silence.
  const signs = await signsOfLife(kitchen.store, `board:${kitchen.storeId}`, 3);
  expect(signs.slice(1).map((at, index) => at - (signs[index] ?? 0) < 6_000)).toEqual([true, true, true]);
  await upToDate(page);
  expect(await lost(page).count()).toBe(0);

  network.freeze();
  await lost(page).waitFor({ timeout: 12_000 });
  await kitchen.order();
  network.thaw();
  await ticket(page, 2).waitFor();
  await upToDate(page);
  one.expectRefusals();
});

test('a network of which the browser knows that it is gone is told at once', async () => {
  const { one, page } = await aBoard();
  network.freeze();
  await one.context.setOffline(true);
  // Sooner than silence is noticed.
  await lost(page).waitFor({ timeout: 6_000 });
  network.thaw();
  await one.context.setOffline(false);
  await upToDate(page);
  one.expectRefusals();
});

test('a command without an answer says so, goes again under the same key, and is done once', async () => {
  const { kitchen, orderId, one, page } = await aBoard();
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/cooking/start')) keys.push(request.headers()['idempotency-key']);
  });
  network.freeze();
  await ticket(page, 1).getByRole('button', { name: 'Start cooking' }).click();
  await eventually(
    'the command',
    () => keys.length,
    (sent) => sent === 1,
  );
  expect(await ticket(page, 1).getByRole('alert').count()).toBe(0);
  await page.clock.fastForward(A_WHILE);
  await ticket(page, 1).getByText('No answer yet. It is sent again by itself, and done only once.').waitFor();
  expect(await ticket(page, 1).getByRole('button', { name: 'Start cooking' }).isDisabled()).toBe(true);

  network.thaw();
  const cooking = page.getByRole('region', { name: 'Cooking' }).getByRole('article', { name: 'Order 1' });
  await cooking.waitFor();
  await cooking.getByRole('alert').waitFor({ state: 'detached' });
  expect([new Set(keys).size, keys.length > 1]).toEqual([1, true]);
  const { timeline } = await people.ask(kitchen.store, 200, `GET /myorder/${orderId}`);
  expect((timeline as { status: string }[]).filter(({ status }) => status === 'COOKING')).toHaveLength(1);
  one.expectRefusals();
});

test('a read without an answer says so, and can be tried again', async () => {
  const one = await visitor({ as: 'customer:alice' });
  const page = await one.open('/shop');
  await page.clock.install();
  // Once before: what the page is made of is there by then.
  await page.getByRole('link', { name: 'My orders' }).click();
  await page.getByText('Under way').waitFor();
  await page.getByRole('link', { name: 'Shop' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Choose a store' }).waitFor();

  network.freeze();
  await page.getByRole('link', { name: 'My orders' }).click();
  const section = page.locator('section', { hasText: 'Under way' });
  await section.getByText('Loading …').waitFor();
  await page.clock.fastForward(A_WHILE);
  await section.getByText('Nobody answers. Is the network there?').waitFor();
  network.thaw();
  await section.getByRole('button', { name: 'Try again' }).click();
  await section.getByRole('alert').waitFor({ state: 'detached' });
  one.expectRefusals();
});
