import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ticket, upToDate } from './boards.js';
import { givenBrowser } from './browser.js';
import { aKitchen, LARGE_WITH_CHILI } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

describe('a new order', () => {
  const tones = (page: Page) => page.evaluate(() => Number((globalThis as unknown as { tones?: number }).tones ?? 0));

  test('shows what is to be made on a tablet without scrolling, all of it at a tap', async () => {
    const kitchen = await aKitchen(people);
    for (let n = 0; n < 6; n += 1) await kitchen.order(n % 2 ? { add: { options: LARGE_WITH_CHILI } } : {});
    const page = await (await visitor({ size: 'tablet', as: kitchen.store })).open('/kitchen');
    const counts = page.getByRole('complementary', { name: 'All day' });
    await counts.getByText('3× Margherita').first().waitFor();
    const { y, height } = (await counts.boundingBox())!;
    expect(y + height).toBeLessThan(400);
    expect(height).toBeLessThan(70);
    const all = counts.getByRole('button', { name: 'All of them' });
    await all.click();
    expect(await all.getAttribute('aria-expanded')).toBe('true');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test('sounds once somebody wants that, for good, and stands out until somebody has seen it', async () => {
    const kitchen = await aKitchen(people);
    const one = await visitor({ as: kitchen.store });
    await one.context.addInitScript(() => {
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (when) {
        const counted = globalThis as unknown as { tones?: number };
        counted.tones = (counted.tones ?? 0) + 1;
        start.call(this, when);
      };
    });
    const page = await one.open('/kitchen');
    await page.getByRole('button', { name: 'Sound is off' }).click();
    await page.getByRole('button', { name: 'Sound is on' }).waitFor();
    const before = await tones(page);
    await kitchen.order();
    await ticket(page, 1).getByText('New', { exact: true }).waitFor();
    await page.waitForFunction((n) => Number((globalThis as unknown as { tones?: number }).tones ?? 0) > n, before);
    await page.reload();
    await ticket(page, 1).getByText('New', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Sound waits for a tap' }).waitFor();
    await ticket(page, 1).getByRole('heading').click();
    await ticket(page, 1).getByText('New', { exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Sound is on' }).waitFor();
    await page.reload();
    await upToDate(page);
    expect(await ticket(page, 1).getByText('New', { exact: true }).count()).toBe(0);
  });

  test('is accepted for some minutes, or refused with a reason, while the time to answer runs', async () => {
    const kitchen = await aKitchen(people, { autoAccept: false, acceptWithinMinutes: 5, preparationMinutes: 30 });
    const [first, second] = [await kitchen.order(), await kitchen.order()];
    const page = await (await visitor({ as: kitchen.store })).open('/kitchen');
    await ticket(page, 1)
      .getByText(/Answer within 4:\d\d/)
      .waitFor();
    await ticket(page, 1).getByRole('button', { name: 'Five minutes more' }).click();
    await ticket(page, 1).getByRole('button', { name: 'Accept: 35 min' }).click();
    await ticket(page, 1).getByText('34 min left').waitFor();
    await page.getByRole('button', { name: 'Refuse …: Order 2' }).click();
    await page.getByRole('button', { name: 'Too busy' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse …' }).click();
    await ticket(page, 2).waitFor({ state: 'detached' });
    expect(await people.ask(kitchen.store, 200, `GET /myorder/${second}`)).toMatchObject({ cancelCode: 'REFUSED' });
    expect(await people.ask(kitchen.store, 200, `GET /myorder/${first}`)).toMatchObject({ status: 'ACCEPTED' });
  });
});
