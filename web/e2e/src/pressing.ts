import type { Page } from 'playwright-core';
import type { Visitor } from './browser.js';

/** What the pages keep for these tests: where the focus was when it was lost, and how many answers are still to come. */
interface Watched {
  lost: string[];
  asked: number;
}

/** Has each page of theirs tell when the focus is nowhere though nothing is under way: what had it last. */
export const watchFocus = ({ context }: Visitor): Promise<unknown> =>
  context.addInitScript(() => {
    const watched: Watched = Object.assign(globalThis as unknown as Watched, { lost: [], asked: 0 });
    const ask = globalThis.fetch;
    Object.assign(globalThis, {
      print: () => undefined,
      fetch: (...asked: Parameters<typeof fetch>) => {
        watched.asked += 1;
        return ask(...asked).finally(() => (watched.asked -= 1));
      },
    });
    let had = '';
    addEventListener('focusin', ({ target }) => (had = (target as Element).outerHTML.slice(0, 200)));
    const look = (): void => {
      if (had === '' || document.activeElement !== document.body || document.querySelector('[aria-busy="true"]'))
        return;
      watched.lost.push(had);
      had = '';
    };
    const soon = (): unknown => requestAnimationFrame(() => requestAnimationFrame(look));
    new MutationObserver(soon).observe(document, { childList: true, subtree: true, attributes: true });
  });

/** What had the focus each time that it was lost on a page, since that was loaded. */
export const lostOn = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as Watched).lost);

/** What has the focus, as it is called; null where nothing has it. */
export const focusOn = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) return null;
    return (active.getAttribute('aria-label') ?? active.textContent).trim();
  });

/** Until everything is answered that was asked, and drawn. */
const quiet = async (page: Page): Promise<void> => {
  await page.waitForFunction(
    () => (globalThis as unknown as Watched).asked === 0 && !document.querySelector('[aria-busy="true"]'),
  );
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
};

/**
 * Goes to a button that was not pressed, of a kind that was pressed least: in the dialog that is open, to what it is for. Its name; null
 * where there is none.
 */
const nextButton = (page: Page, pressed: readonly string[], except: readonly string[] = []): Promise<string | null> =>
  page.evaluate(
    ({ pressed, except }) => {
      const textOf = (button: HTMLButtonElement): string =>
        (button.ariaLabel ?? button.textContent).split(': ')[0] ?? '';
      const nameOf = (button: HTMLButtonElement): string => {
        const around = button.closest('article, li, tr, [role="group"], section, form, dialog, main');
        const about = around?.querySelector('h1, h2, h3, th, strong, legend')?.textContent ?? around?.ariaLabel ?? '';
        return `${about} › ${button.ariaLabel ?? button.textContent}`;
      };
      const timesOf = (button: HTMLButtonElement): number =>
        pressed.filter((name) => name.includes(`› ${textOf(button)}`)).length;
      const dialog = document.querySelector('dialog:modal');
      const within = dialog ?? document.querySelector('main');
      const which = dialog ? 'button[type="submit"], button.main, button.danger' : 'button';
      const isNext = (button: HTMLButtonElement): boolean => {
        const name = nameOf(button);
        const isMeant = !pressed.includes(name) && !except.some((end) => name.endsWith(end));
        return isMeant && !button.disabled && button.checkVisibility();
      };
      const buttons = Array.from(within?.querySelectorAll<HTMLButtonElement>(which) ?? []).filter(isNext);
      const next = buttons.sort((a, b) => timesOf(a) - timesOf(b))[0];
      if (!next) return null;
      for (const field of (next.form ?? dialog)?.querySelectorAll<HTMLInputElement>('input:required') ?? []) {
        if (field.value !== '') continue;
        const values = { number: '11', date: '2099-01-01', 'datetime-local': '2099-01-01T12:00' };
        field.value = values[field.type as 'number'] ?? 'because';
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      next.focus();
      return nameOf(next);
    },
    { pressed, except },
  );

interface Pressed {
  /** The names of all that were pressed. */
  readonly pressed: readonly string[];
  /** What had the focus each time that it was lost. */
  readonly lost: readonly string[];
}

export interface Pressing {
  /** What comes before each press. */
  readonly before: () => Promise<unknown>;
  readonly most?: number;
  /** What is not pressed, by how its name ends. */
  readonly except?: readonly string[];
}

/**
 * Presses every button of a page by the keyboard, also those that come up meanwhile, and in each dialog what it is for, having closed it
 * once without.
 */
export const pressAll = async (page: Page, { before, most = 60, except }: Pressing): Promise<Pressed> => {
  const [path, pressed, lost] = [page.url(), [] as string[], [] as string[]];
  const press = async (key: string): Promise<void> => {
    await before();
    await page.keyboard.press(key);
    await quiet(page);
  };
  const isAsking = () => page.locator('dialog:modal').isVisible();
  await quiet(page);
  while (pressed.length < most) {
    const name = await nextButton(page, pressed, except);
    if (name === null) break;
    await press('Enter');
    if (await isAsking()) {
      await press('Escape');
      await press('Enter');
      pressed.push(name);
      const does = await nextButton(page, []);
      if (does !== null) await press('Enter');
      if (await isAsking()) await press('Escape');
      continue;
    }
    pressed.push(name);
    if (page.url() === path) continue;
    lost.push(...(await lostOn(page)));
    await page.goto(path);
    await quiet(page);
  }
  return { pressed, lost: [...lost, ...(await lostOn(page))] };
};
