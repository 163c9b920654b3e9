import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { givenSystem } from './system.js';

const { url } = givenSystem();
const { visitor } = givenBrowser(url);

const PAGES = [
  ['customer:alice', '/shop'],
  ['store:2002', '/kitchen'],
  ['admin', '/office'],
  ['operator', '/operations'],
] as const;

/** What moves by its style: elements, and what comes before and after them. */
const movingIn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after'].flatMap((part) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element, part);
        const isMoving =
          transitionDuration.split(',').some((duration) => parseFloat(duration) > 0) ||
          animationName !== 'none' ||
          scrollBehavior === 'smooth';
        return isMoving ? [`${element.tagName.toLowerCase()}${part ?? ''}`] : [];
      }),
    ),
  );

const open = async (as: string, path: string, moving: boolean): Promise<Page> => {
  const page = await (await visitor({ as, moving })).open(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('.loading') === null);
  return page;
};

test.each(PAGES)('for %s, nothing on %s moves where somebody asked for that', async (as, path) => {
  expect(await movingIn(await open(as, path, false))).toEqual([]);
});

test('for others, buttons do', async () => {
  expect(await movingIn(await open('store:2002', '/kitchen', true))).toContain('button');
});
