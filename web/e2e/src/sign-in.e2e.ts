import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser } from './browser.js';
import { givenSystem } from './system.js';

const { url } = givenSystem({ AUTH: 'oidc' });
const { visitor } = givenBrowser(url);

const FORM = { en: ['Name', 'Password', 'Sign in'], ko: ['이름', '비밀번호', '로그인'] } as const;

/** Fills in the issuer's form, whose session the browser keeps from then on. */
const signIn = async (page: Page, who: string, language: keyof typeof FORM = 'en'): Promise<void> => {
  const [name, password, button] = FORM[language];
  await page.getByLabel(name).fill(who);
  await page.getByLabel(password).fill(`${who}-demo`);
  await page.getByRole('button', { name: button }).click();
};

test.each([
  ['alice', 'Shop', '/shop'],
  ['manager-2002', 'Kitchen board', '/kitchen'],
  ['office', 'Head office', '/office'],
  ['operator', 'Operations', '/operations'],
])(
  '%s signs in, is offered the %s and nothing else, and is brought back to where they wanted to go',
  async (name, area, path) => {
    const page = await (await visitor()).open(path);
    await page.getByRole('heading', { name: 'This page is not yours (403)' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').count()).toBe(0);
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await signIn(page, name);
    await page.waitForURL(`**${path}`);
    await page.getByRole('status').getByText('Signed in as').waitFor();
    expect(await page.getByRole('banner').getByRole('navigation').getByRole('link').allTextContents()).toEqual([area]);
    expect(await page.getByText('This page is not yours').count()).toBe(0);

    await page.getByRole('button', { name: 'Sign out' }).click();
    // The issuer asks as well: whoever sent them there may not be believed.
    await page.getByRole('heading', { name: 'Sign out?' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').count()).toBe(0);
  },
);

test('somebody signed in sees in words what is not theirs', async () => {
  const page = await (await visitor({ language: 'ko' })).open('/operations');
  await page.getByRole('main').getByRole('button', { name: '로그인' }).click();
  await signIn(page, 'alice', 'ko');
  await page.getByRole('heading', { name: '볼 수 없는 페이지입니다 (403)' }).waitFor();
  await page.getByText('이 페이지는 운영자의 것입니다. 지금은 고객입니다.').waitFor();
});

/** Two windows of alice, each of which has a session of its own. */
const twoWindows = async () => {
  const someone = await visitor();
  const [first, second] = [await someone.open('/shop'), await someone.open('/shop')];
  await first.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await signIn(first, 'alice');
  await first.getByText('Signed in as').waitFor();
  await second.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await second.getByText('Signed in as').waitFor();
  return { someone, first, second };
};

/**
 * What the tab keeps of its session becomes something else, and they go on to their orders: in one turn, since a read that is still
 * under way would notice first, and take the link away before it is clicked.
 */
const goOnWith = (page: Page, change: object): Promise<void> =>
  page.getByRole('link', { name: 'My orders' }).evaluate((link, changed) => {
    const kept = JSON.parse(sessionStorage.getItem('doremi-session') ?? '{}') as object;
    sessionStorage.setItem('doremi-session', JSON.stringify({ ...kept, ...changed }));
    (link as HTMLElement).click();
  }, change);

/** Says so at the top and in the middle, and offers to sign in. */
const isOver = async (page: Page): Promise<void> => {
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await page.getByText('Signed in as').count()).toBe(0);
};

test('whoever signs out in one window is signed out in their others at once', async () => {
  const { first, second } = await twoWindows();
  await first.getByRole('button', { name: 'Sign out' }).click();
  await isOver(second);
  // A browser that is ended in the middle of it may not end at all.
  await first.getByRole('heading', { name: 'Sign out?' }).waitFor();
});

test.each([
  ['can not be renewed', { endsAt: 0, refreshToken: 'spent' }],
  ['is not believed any more', { accessToken: 'made.up.token' }],
])('a session that %s is told, with a way to sign in, and one goes on where one was', async (_, change) => {
  const { someone, first, second } = await twoWindows();
  await goOnWith(first, change);
  await isOver(first);
  expect(await second.getByText('Signed in as').count()).toBe(1);
  await first.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await first.getByText('Signed in as').waitFor();
  await first.waitForURL('**/shop/orders');
  // Of several reads under way the last may be refused only now.
  someone.expectRefusals();
});

test('an issuer that is away for now signs nobody out, and says so', async () => {
  const someone = await visitor();
  const page = await someone.open('/shop');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await signIn(page, 'alice');
  await page.getByText('Signed in as').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Choose a store' }).waitFor();
  await page.route('**/token', (route) => route.fulfill({ status: 503 }));
  await goOnWith(page, { endsAt: 0 });
  const told = page.locator('section', { hasText: 'Under way' }).getByRole('alert');
  await told.getByText('The sign-in service can’t be reached.').waitFor();
  await page.unroute('**/token');
  await told.getByRole('button', { name: 'Try again' }).click();
  await told.waitFor({ state: 'detached' });
  expect(await page.getByText('Signed in as').count()).toBe(1);
  someone.expectRefusals();
});
