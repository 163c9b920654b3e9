import type { Page } from 'playwright-core';

/** Nothing is so narrow that a word as short has to be broken, or what has a figure in it, such as "18×", "€12.50" or "3 min". */
const LONGEST = { word: 12, figure: 8 };

/**
 * What is drawn on more lines than one though it is short: a word in the middle of it, or a text that is a figure. Hangul may be broken
 * anywhere, and so may anything after a hyphen; what is written as code is for whoever copies it.
 */
export const brokenIn = (page: Page): Promise<string[]> =>
  page.evaluate((longest) => {
    type Part = readonly [node: Text, at: number];
    const linesOf = ([first, begin]: Part, [last, end]: Part): number => {
      const range = document.createRange();
      range.setStart(first, begin);
      range.setEnd(last, end);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
      const heights = boxes.map(({ top, bottom }) => (top + bottom) / 2).sort((a, b) => a - b);
      return heights.filter((height, index) => height - (heights[index - 1] ?? -Infinity) > 4).length;
    };
    /** Where a character of these texts is, which are read as one. */
    const placeIn = (texts: readonly Text[], at: number, isEnd: boolean): Part => {
      let before = 0;
      for (const text of texts) {
        const inside = at - before;
        if (inside < text.length || (isEnd && inside === text.length)) return [text, inside];
        before += text.length;
      }
      throw new Error('beyond the end');
    };
    const brokenOf = (texts: readonly Text[], isAll: boolean): string[] => {
      const whole = texts.map(({ data }) => data).join('');
      const lines = (from: number, to: number) => linesOf(placeIn(texts, from, false), placeIn(texts, to, true));
      const words = [...whole.matchAll(/[^\s\p{Script=Hangul}-]+/gu)].filter(([word]) => word.length <= longest.word);
      const broken = words.filter(({ 0: word, index }) => lines(index, index + word.length) > 1).map(([word]) => word);
      const figure = whole.trim();
      const isFigure = isAll && /\d/.test(figure) && figure.length <= longest.figure;
      const begin = whole.indexOf(figure);
      return isFigure && lines(begin, begin + figure.length) > 1 ? [...broken, figure] : broken;
    };
    /** Texts beside each other, with no element between them. */
    const textsIn = (element: Element): Text[][] => {
      const all: Text[][] = [[]];
      for (const node of element.childNodes) {
        if (node instanceof Text) all.at(-1)!.push(node);
        else all.push([]);
      }
      return all.filter((texts) => texts.some(({ data }) => data.trim() !== ''));
    };
    const found: string[] = [];
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('pre, code, .unseen, option') || !element.checkVisibility()) continue;
      for (const texts of textsIn(element))
        for (const broken of brokenOf(texts, element.childElementCount === 0))
          found.push(`${broken} in <${element.tagName.toLowerCase()} class="${element.className}">`);
    }
    return [...new Set(found)];
  }, LONGEST);

/** At each of these sizes, what is broken there. */
export const brokenAt = async <Size extends string>(
  page: Page,
  sizes: Readonly<Record<Size, { readonly width: number; readonly height: number }>>,
): Promise<string[]> => {
  const found: string[] = [];
  for (const [name, size] of Object.entries<{ width: number; height: number }>(sizes)) {
    await page.setViewportSize(size);
    found.push(...(await brokenIn(page)).map((broken) => `${name}: ${broken}`));
  }
  return found;
};
