import { expect, test } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { eventually } from './eventually.js';
import { aKitchen } from './kitchens.js';
import { givenSystem } from './system.js';

const given = givenSystem();
const { url, people } = given;
const { visitor } = givenBrowser(url);

const upToDate = (page: Page) =>
  page.locator('.board [data-connection=up][data-current=true]').waitFor({ state: 'attached' });
const shown = (page: Page): Promise<string[]> =>
  page.locator('.column .ticket h3').evaluateAll((headings) => headings.map(({ textContent }) => textContent));

/** Every order of a store that is open by the list, which the board has to show once each. */
const open = async (store: string, storeId: number): Promise<string[]> => {
  const { items } = await people.ask(store, 200, `GET /orders?storeId=${storeId}&limit=200`);
  return (items as { orderNumber: number }[]).map(({ orderNumber }) => String(orderNumber));
};

/** Tried until it is answered: who is asked may still be away. */
const again = (ask: () => Promise<unknown>): Promise<unknown> =>
  eventually(
    'an answer',
    () => ask().then(() => null, String),
    (fault) => fault === null,
  );

/** What the board says of its connection from now on. */
const saidOf = async (page: Page): Promise<() => Promise<string[]>> => {
  const said = await page.locator('.board .live-state').evaluateHandle((state: HTMLElement) => {
    const all: string[] = [];
    new MutationObserver(() => all.push(state.dataset.connection ?? '')).observe(state, { attributes: true });
    return all;
  });
  return () => said.jsonValue();
};

test.each([
  ['query-api', 'says so at once', ['lost', 'up']],
  ['gateway', 'says so at once', ['lost', 'up']],
  // Boards come from the read side, which goes on without the event store: there is nothing to say, and nothing is said.
  ['eventstore', 'says nothing, since it lost nothing', []],
])(
  'the board whose %s is killed %s, catches up by itself, misses nothing and doubles nothing',
  async (name, _, says) => {
    const kitchen = await aKitchen(people);
    const orders = [await kitchen.order(), await kitchen.order(), await kitchen.order()] as const;
    const one = await visitor({ as: kitchen.store });
    const page = await one.open('/kitchen');
    await upToDate(page);
    await page.getByRole('article', { name: 'Order 3' }).waitFor();

    const said = await saidOf(page);
    const pid = given.system.pidOf(name);
    process.kill(pid, 'SIGKILL');
    if (says.includes('lost')) await page.getByText('Connection lost.').waitFor();
    // What happens in the meantime: one is cooked, one is cancelled, one comes.
    await again(() => kitchen.step(orders[0], 'cooking/start'));
    await again(() => people.ask('customer:alice', 200, `POST /myorder/${orders[1]}/cancel`, { reason: 'too late' }));
    await again(() => kitchen.order());

    await page.getByRole('article', { name: 'Order 4' }).waitFor();
    await page.getByRole('article', { name: 'Order 2 is cancelled' }).waitFor();
    await page.getByRole('region', { name: 'Cooking' }).getByRole('article', { name: 'Order 1' }).waitFor();
    await upToDate(page);
    expect([...new Set(await said())]).toEqual(says);
    expect((await shown(page)).sort()).toEqual((await open(kitchen.store, kitchen.storeId)).sort());
    // A command goes through as before.
    await page.getByRole('article', { name: 'Order 3' }).getByRole('button', { name: 'Start cooking' }).click();
    await page.getByRole('region', { name: 'Cooking' }).getByRole('article', { name: 'Order 3' }).waitFor();
    one.expectRefusals();
  },
);

const SHIFT_HOURS = 12;
const ROUNDS = 24;
const AT_ONCE = 10;

/** What is left in the page after its garbage is collected. */
const left = async (client: CDPSession): Promise<{ nodes: number; heap: number; listeners: number }> => {
  // Twice: what a finaliser holds is garbage of the next time.
  for (let times = 0; times < 2; times += 1) await client.send('HeapProfiler.collectGarbage');
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { nodes: of('Nodes'), heap: of('JSHeapUsedSize'), listeners: of('JSEventListeners') };
};

test('the board works for a shift of twelve hours: no order is missed, and nothing grows', async () => {
  const kitchen = await aKitchen(people);
  const page = await (await visitor({ size: 'kitchen', as: kitchen.store })).open('/');
  await page.clock.install();
  await page.goto(`${url()}/kitchen`);
  await upToDate(page);
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const after: Awaited<ReturnType<typeof left>>[] = [];
  const seen = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const orders = await Promise.all(Array.from({ length: AT_ONCE }, () => kitchen.order()));
    await page.waitForFunction((n) => document.querySelectorAll('.ticket').length === n, AT_ONCE);
    for (const number of await shown(page)) seen.add(number);
    await page.getByRole('button', { name: /all seen/ }).click();
    // Half an hour of the page's clock, with all that it does by the second.
    await page.clock.runFor((SHIFT_HOURS * 3_600_000) / ROUNDS);
    const [cancelled = 0, ...others] = orders;
    await kitchen.step(cancelled, 'cancel', { reason: 'no oven' });
    await page.getByRole('button', { name: 'Understood' }).click();
    await Promise.all(
      others.map(async (orderId) => {
        await kitchen.step(orderId, 'cooking/start');
        await kitchen.dispatch(orderId);
        await people.ask(kitchen.store, 200, `POST /myorder/delivery/${orderId}/complete`, {});
      }),
    );
    await page.waitForFunction(() => document.querySelectorAll('.ticket').length === 0);
    after.push(await left(client));
  }
  expect(seen.size).toBe(ROUNDS * AT_ONCE);
  const [early, late] = [after[ROUNDS / 4], after[ROUNDS - 1]];
  if (!early || !late) throw new Error('nothing was measured');
  expect(late.nodes).toBeLessThan(early.nodes * 1.2);
  expect(late.listeners).toBeLessThan(early.listeners * 1.2);
  expect(late.heap).toBeLessThan(early.heap * 1.2);
  const kept = await page.evaluate(() => Object.values(localStorage).join('').length);
  expect(kept).toBeLessThan(2_000);
}, 120_000);
