import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { column, ticket } from './boards.js';
import { givenBrowser, seriousIn } from './browser.js';
import { aKitchen, LARGE_WITH_CHILI } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

/** What moved by itself as the page came and as it was told, by element. */
const shifts = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        type Rect = { y: number; x: number; height: number };
        type Shift = PerformanceEntry & { sources: { node: Node | null; previousRect: Rect; currentRect: Rect }[] };
        const observer = new PerformanceObserver((list) => {
          const sources = list.getEntries().flatMap((entry) => (entry as Shift).sources);
          resolve(
            sources.map(({ node, previousRect: was, currentRect: is }) => {
              const name = node instanceof Element ? node.outerHTML.slice(0, 60) : String(node?.textContent);
              return `${name} from ${was.x},${was.y} to ${is.x},${is.y}`;
            }),
          );
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve([]), 500);
      }),
  );

describe('the screen', () => {
  test('is filled by the board, without the header', async () => {
    const kitchen = await aKitchen(people);
    await kitchen.order();
    const page = await (await visitor({ size: 'kitchen', as: kitchen.store })).open('/kitchen');
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.getByRole('button', { name: 'Leave full screen' }).waitFor();
    const isCovered = await page.evaluate(() => {
      const top = document.elementFromPoint(40, 20);
      return top?.closest('header.top') === null && document.fullscreenElement !== null;
    });
    expect(isCovered).toBe(true);
    await page.getByRole('button', { name: 'Cancel …: Order 1' }).click();
    await page.getByRole('dialog', { name: 'Cancel order 1' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('stays awake, also after the page was hidden, or the board says that it does not', async () => {
    const kitchen = await aKitchen(people);
    const one = await visitor({ as: kitchen.store });
    await one.context.addInitScript(() => {
      const asked: EventTarget[] = [];
      Object.assign(globalThis, { asked });
      const request = (): Promise<unknown> => {
        const lock = Object.assign(new EventTarget(), { released: false, release: () => Promise.resolve() });
        asked.push(lock);
        return Promise.resolve(lock);
      };
      Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
    });
    const page = await one.open('/kitchen');
    await page.getByText('The screen stays awake.').waitFor();
    await page.evaluate(() => {
      const [lock] = (globalThis as unknown as { asked: (EventTarget & { released: boolean })[] }).asked;
      if (!lock) throw new Error('nobody asked');
      lock.released = true;
      lock.dispatchEvent(new Event('release'));
    });
    await page.getByText('can’t keep the screen awake').waitFor();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByText('The screen stays awake.').waitFor();

    const other = await visitor({ as: kitchen.store });
    await other.context.addInitScript(() => Object.defineProperty(navigator, 'wakeLock', { value: undefined }));
    await (await other.open('/kitchen')).getByText('can’t keep the screen awake').waitFor();
  });

  test.each(['phone', 'tablet', 'kitchen'] as const)(
    'of a %s shows it without scrolling sideways, and nothing moves as it comes',
    async (size) => {
      const kitchen = await aKitchen(people);
      const orderId = await kitchen.order({ add: { options: LARGE_WITH_CHILI } });
      await kitchen.order();
      const page = await (await visitor({ size, as: kitchen.store })).open('/kitchen');
      await ticket(page, 2).waitFor();
      await page.getByText('2 new orders: all seen').waitFor();
      await page.getByText('screen').last().waitFor();
      expect(await shifts(page)).toEqual([]);
      await people.ask('customer:alice', 200, `POST /myorder/${orderId}/cancel`, { reason: 'too late' });
      await page.getByRole('article', { name: 'Order 1 is cancelled' }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      if (size !== 'phone') return;
      await page.getByRole('button', { name: 'Cooking 0' }).click();
      await ticket(page, 2).waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'To do 1' }).click();
      await ticket(page, 2).waitFor();
    },
  );

  test.each(['light', 'dark'])('has nothing that axe finds serious, when it is %s', async (scheme) => {
    const kitchen = await aKitchen(people, { autoAccept: false });
    const orderId = await kitchen.order();
    await kitchen.order({ add: { options: LARGE_WITH_CHILI } });
    const page = await (await visitor({ dark: scheme === 'dark', as: kitchen.store })).open('/kitchen');
    await ticket(page, 2).waitFor();
    await people.ask('customer:alice', 200, `POST /myorder/${orderId}/cancel`, { reason: 'too late' });
    await page.getByRole('article', { name: 'Order 1 is cancelled' }).waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Refuse …: Order 2' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousIn(page)).toEqual([]);
  });

  test('speaks Korean', async () => {
    const kitchen = await aKitchen(people);
    await kitchen.order();
    const page = await (await visitor({ language: 'ko', as: kitchen.store })).open('/kitchen');
    await page.getByRole('button', { name: '조리 시작' }).click();
    await column(page, '조리 중').getByText('19분 남음').waitFor();
  });
});
