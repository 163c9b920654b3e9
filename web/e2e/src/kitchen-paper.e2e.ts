import { describe, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { aKitchen, LARGE_WITH_CHILI } from './kitchens.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

type Kitchen = Awaited<ReturnType<typeof aKitchen>>;
const open = async (kitchen: Kitchen, path: string) => (await visitor({ as: kitchen.store })).open(`/kitchen/${path}`);

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
