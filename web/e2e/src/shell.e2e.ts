import { describe, expect, test } from '@jest/globals';
import { givenBrowser, seriousIn } from './browser.js';
import { givenSystem } from './system.js';
import { sentences } from '../../src/texts/problem-sentences.en.js';

const { url } = givenSystem();
const { visitor } = givenBrowser(url);

describe('the start page', () => {
  test('offers the four parts to whoever plays, and each opens as the one who works there', async () => {
    const page = await (await visitor()).open('/');
    for (const name of ['Shop', 'Kitchen board', 'Head office', 'Operations'])
      await page.getByRole('main').getByRole('link', { name }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Kitchen board' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByLabel('You play').inputValue()).toBe('store:2002');
    expect(new URL(page.url()).pathname).toBe('/kitchen');
  });

  test('speaks the language of the browser, and the other one when asked, for good', async () => {
    const page = await (await visitor({ language: 'ko' })).open('/');
    await page.getByRole('heading', { name: '도레미 피자' }).waitFor();
    await page.getByLabel('언어').selectOption('en');
    await page.getByRole('heading', { name: 'Doremi Pizza' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.reload();
    await page.getByRole('heading', { name: 'Doremi Pizza' }).waitFor();
  });

  test.each(['light', 'dark'])('has nothing that axe finds serious, when it is %s', async (scheme) => {
    const page = await (await visitor({ size: 'phone', dark: scheme === 'dark' })).open('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await seriousIn(page)).toEqual([]);
  });
});

const PARTS = [
  ['customer:alice', 'Shop', '/shop', 'a customer'],
  ['store:2002', 'Kitchen board', '/kitchen', 'a store'],
  ['admin', 'Head office', '/office', 'head office'],
  ['operator', 'Operations', '/operations', 'an operator'],
] as const;

test.each(PARTS)('pages of others are not offered to %s, and say so in words', async (as, own, ownPath, you) => {
  const page = await (await visitor({ as })).open();
  for (const [, , path, whose] of PARTS.filter(([, , one]) => one !== ownPath)) {
    await page.goto(`${url()}${path}`);
    await page.getByRole('heading', { level: 1, name: 'This page is not yours (403)' }).waitFor();
    await page.getByText(`It is for ${whose}. You are ${you}.`, { exact: true }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([own]);
  }
});

test.each([
  ['customer:alice', ['/shop/nonsense', '/shop/2002/nonsense', '/shop/2002/checkout/x', '/shop/orders/nonsense']],
  ['store:2002', ['/kitchen/nonsense']],
  ['admin', ['/office/nonsense', '/office/menus/nonsense', '/office/orders/1/x', '/office/payments/0']],
  ['operator', ['/operations/nonsense', '/operations/parked/a/b']],
])('an address that leads nowhere says so to %s', async (as, paths) => {
  const somebody = await visitor({ as });
  const page = await somebody.open();
  for (const path of paths) {
    const answer = await page.goto(`${url()}${path}`);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
  }
  somebody.expectRefusals();
});

test.each([
  ['en', 'There is no such page', 'To the start page', 'Doremi Pizza'],
  ['ko', '없는 페이지입니다', '첫 페이지로', '도레미 피자'],
] as const)(
  'an old link outside of every part says so as well, and leads to the start (%s)',
  async (language, nothing, toStart, start) => {
    const somebody = await visitor({ language });
    const page = await somebody.open('/index.php?from=an-old-link');
    await page.getByRole('heading', { level: 1, name: nothing }).waitFor();
    somebody.expectRefusals();
    await page.getByRole('link', { name: toStart }).click();
    await page.getByRole('heading', { level: 1, name: start }).waitFor();
  },
);

test('every problem that the interface knows has a sentence for people', async () => {
  const { components } = (await (await fetch(`${url()}/docs/openapi.json`)).json()) as {
    components: { schemas: Readonly<Record<string, object>> };
  };
  const codes = Object.keys(components.schemas).flatMap((name) => /^Problem\.(\w+)$/.exec(name)?.slice(1) ?? []);
  expect(codes.length).toBeGreaterThan(50);
  expect(codes.filter((code) => !(code in sentences))).toEqual([]);
});
