import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** What somebody looks at: a phone, a tablet, a desk, or the screen in a kitchen. */
export const SIZES = {
  phone: { width: 360, height: 780 },
  tablet: { width: 1024, height: 768 },
  desk: { width: 1366, height: 900 },
  kitchen: { width: 1920, height: 1080 },
} as const;

interface Look {
  readonly size?: keyof typeof SIZES;
  readonly language?: 'en' | 'ko';
  /** Whom to play from the start, as X-Actor says it: `customer:alice`, `store:2002`, `admin`, `operator`. */
  readonly as?: string;
  readonly dark?: boolean;
  /** Whether they like what moves; others said that they do not, so that nothing is waited for. */
  readonly moving?: boolean;
}

/** A condition that does not hold within so long fails the test, and says which one; milliseconds. */
const WITHIN = 15_000;

/** A person at a browser profile of their own. What the pages print as an error, or throw, fails the test that they are in. */
export class Visitor {
  /** What went wrong in the pages; a test that expects it empties it. */
  readonly faults: string[] = [];

  constructor(
    readonly context: BrowserContext,
    private readonly url: string,
  ) {}

  /** A window of this profile. */
  async open(path = '/'): Promise<Page> {
    const page = await this.context.newPage();
    page.setDefaultTimeout(WITHIN);
    page.on('pageerror', (error) => this.faults.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(`${page.url()}: ${message.text()}`);
    });
    await page.goto(`${this.url}${path}`);
    return page;
  }

  /**
   * A browser writes an error of its own where an answer is no success, whatever the page makes of it: forgets those.
   */
  expectRefusals(): void {
    const others = this.faults.filter((fault) => !/the server responded with a status of|net::ERR_/.test(fault));
    this.faults.splice(0, this.faults.length, ...others);
  }
}

/** What somebody would have seen in each window when the test failed. */
const showPages = async (visitors: readonly Visitor[]): Promise<void> => {
  for (const page of visitors.flatMap(({ context }) => context.pages())) {
    const text = await page.locator('body').innerText({ timeout: 1_000 });
    process.stderr.write(`${page.url()} showed:\n${text.replace(/^/gm, '  | ')}\n`);
  }
};

/** One browser for a file of tests, and a visitor for whoever is asked for; all are gone after each test. */
export const givenBrowser = (urlOf: () => string) => {
  let browser: Browser | undefined;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      // Chromium has no sandbox for root, who CI is.
      chromiumSandbox: process.getuid?.() !== 0,
    });
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    const faults = visitors.flatMap((visitor) => visitor.faults);
    if ((globalThis as { testHasFailed?: boolean }).testHasFailed) await showPages(visitors);
    await Promise.all(visitors.splice(0).map(({ context }) => context.close()));
    expect(faults).toEqual([]);
  });

  return {
    visitor: async ({
      size = 'desk',
      language = 'en',
      as,
      dark = false,
      moving = false,
    }: Look = {}): Promise<Visitor> => {
      if (!browser) throw new Error('there is no browser');
      const context = await browser.newContext({
        viewport: SIZES[size],
        locale: language === 'ko' ? 'ko-KR' : 'en-GB',
        timezoneId: 'Asia/Seoul',
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: moving ? 'no-preference' : 'reduce',
      });
      // Kept per tab: each window of the profile begins as this one.
      if (as !== undefined)
        await context.addInitScript((actor) => {
          if (sessionStorage.getItem('doremi-actor') === null) sessionStorage.setItem('doremi-actor', actor);
        }, as);
      const visitor = new Visitor(context, urlOf());
      visitors.push(visitor);
      return visitor;
    },
  };
};

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[];
}

/** What counts though axe takes it for moderate: whoever goes by headings misses what stands below one that is left out. */
const ALSO = ['heading-order'];

/** What axe finds that is serious or worse, by rule and element. */
export const seriousIn = async (page: Page): Promise<string[]> => {
  // Not as an element of the page: its Content-Security-Policy lets nothing in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    async () => (await (globalThis as unknown as { axe: { run: () => Promise<unknown> } }).axe.run()) as AxeResult,
  );
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || ALSO.includes(id))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};
