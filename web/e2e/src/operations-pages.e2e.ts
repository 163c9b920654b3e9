import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, seriousIn } from './browser.js';
import { anOrderGoneWrong, goTo, PERSONAL } from './operators.js';
import { givenSystem } from './system.js';

const { url, people } = givenSystem();
const { visitor } = givenBrowser(url);

let orderId = 0;

beforeAll(async () => {
  orderId = await anOrderGoneWrong(people);
});

/** All that is there to look at, with everything unfolded. */
const pagesOf = (order: number): string[] => [
  ...['', '/read-models', '/read-models/orderBoard', '/parked', '/events', '/open-work', '/payments', '/erasures'],
  ...['cart', 'payment', 'order'].map((kind) => `/events/stream/${kind}-${order}`),
  ...['alice-orders', 'store-cancels'].map((id) => `/events/caused/${id}`),
  ...['/runbooks', '/runbooks/rebuild'],
];

/** Until what the page is about is there. */
const settled = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
};

test('nothing personal is on any page, nor in what the pages are answered', async () => {
  const somebody = await visitor({ as: 'operator' });
  const page = await somebody.open('/operations');
  const answers: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/\/(ops|events)/.test(new URL(response.url()).pathname)) answers.push(response.text().catch(() => ''));
  });
  for (const path of pagesOf(orderId)) {
    await page.goto(`${url()}/operations${path}`);
    await settled(page);
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    const shown = await page.locator('body').innerText();
    for (const text of PERSONAL) expect(shown).not.toContain(text);
  }
  for (const answer of await Promise.all(answers)) for (const text of PERSONAL) expect(answer).not.toContain(text);
});

test.each([
  ['en', 'phone', 'light'],
  ['ko', 'tablet', 'dark'],
] as const)('nothing is serious to axe, or wider than the screen: %s, %s, %s', async (language, size, scheme) => {
  const somebody = await visitor({ as: 'operator', language, size, dark: scheme === 'dark' });
  const page = await somebody.open('/operations');
  for (const path of pagesOf(orderId)) {
    await page.goto(`${url()}/operations${path}`);
    await settled(page);
    expect([path, await seriousIn(page)]).toEqual([path, []]);
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([path, true]);
  }
});

test('speaks Korean', async () => {
  const page = await (await visitor({ as: 'operator', language: 'ko' })).open('/operations');
  await page.getByRole('heading', { level: 1, name: '운영' }).waitFor();
  await goTo(page, '읽기 모델');
  await goTo(page, '보류');
  await page.getByText('보류된 것이 없습니다.').first().waitFor();
});
