import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, seriousIn } from './browser.js';
import { givenAnOrder, officesAt } from './offices.js';
import { givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);
const office = officesAt(visitor);
const given = givenAnOrder(people);

describe('the pages of money and stores', () => {
  const paths = () => [
    ...['/office/sales', '/office/orders', `/office/orders/${given.order}`],
    ...['/office/payments', `/office/payments/${given.order}`, '/office/stores'],
  ];
  const ready = (page: Page) => page.locator('table, .store-entry, .chart canvas').first().waitFor();

  test.each(['light', 'dark'])('have nothing that axe finds serious, when they are %s', async (scheme) => {
    const page = await office('/office', { dark: scheme === 'dark' });
    for (const path of paths()) {
      await page.goto(`${url()}${path}`);
      await ready(page);
      expect([path, await seriousIn(page)]).toEqual([path, []]);
    }
  });

  test('do not move as what they show comes', async () => {
    const page = await office('/office');
    await page.addInitScript(() => {
      const shifts: string[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { sources: { node: Element | null }[] }[])
          shifts.push(...entry.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 120) ?? ''));
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const path of paths()) {
      await page.goto(`${url()}${path}`);
      await ready(page);
      if (path === '/office/sales') await page.locator('.chart canvas').nth(2).waitFor();
      const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts);
      expect([path, shifts]).toEqual([path, []]);
    }
  });

  test('fit a phone, in Korean', async () => {
    const page = await office('/office', { size: 'phone', language: 'ko' });
    for (const path of paths()) {
      await page.goto(`${url()}${path}`);
      await ready(page);
      const isWider = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect([path, isWider]).toEqual([path, false]);
    }
  });
});
