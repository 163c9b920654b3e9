import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { type Mark, marksOf } from '../../runbooks.js';
import { fileOf, pathOfLink, RUNBOOKS, type Runbook } from './runbook-links.js';

// The language that somebody chose is kept in the browser, and theirs is the browser's; Node 20 has neither.
Object.defineProperty(globalThis, 'localStorage', { value: { getItem: () => null } });
Object.defineProperty(globalThis, 'navigator', { value: { language: 'en', languages: ['en'] } });
const [{ language }, { ops }] = [await import('../texts/texts.js'), await import('./texts.js')];

const runbook = (name: Runbook, of: 'en' | 'ko'): readonly Mark[] =>
  marksOf(fileURLToPath(new URL(`../../../docs/runbooks/${fileOf(name, of)}`, import.meta.url)));

/** Everything of such kinds, wherever it stands. */
const allOf = (marks: readonly Mark[], kinds: RegExp): Exclude<Mark, string>[] =>
  marks.flatMap((mark) =>
    typeof mark === 'string' ? [] : [...(kinds.test(mark[0]) ? [mark] : []), ...allOf(mark[1], kinds)],
  );
const textOf = (marks: readonly Mark[]): string =>
  marks.map((mark) => (typeof mark === 'string' ? mark : textOf(mark[1]))).join('');

const headings = (marks: readonly Mark[]) => allOf(marks, /^h\d$/).map(([kind, , anchor]) => [kind, anchor]);
const links = (marks: readonly Mark[]) =>
  allOf(marks, /^a$/)
    .map(([, , href]) => href)
    .sort();
const commands = (marks: readonly Mark[]) => allOf(marks, /^pre$/).map(([, inner]) => inner);
const named = (marks: readonly Mark[]) =>
  allOf(marks, /^code$/)
    .map(([, inner]) => textOf(inner))
    .sort();
/** Its parts, one below the other: how many items a list has, and how many cells each row of a table. */
const parts = (marks: readonly Mark[]) =>
  marks.flatMap((mark) =>
    typeof mark === 'string'
      ? []
      : [
          [
            mark[0],
            ...(/^[ou]l$/.test(mark[0]) ? [mark[1].length] : allOf([mark], /^tr$/).map(([, cells]) => cells.length)),
          ],
        ],
  );

describe.each(RUNBOOKS)('%s in Korean', (name) => {
  const [english, korean] = [runbook(name, 'en'), runbook(name, 'ko')];

  test.each([
    ['headings, by the same anchors', headings],
    ['commands', commands],
    ['links', links],
    ['names of things', named],
    ['parts', parts],
  ])('has the same %s', (_, of) => {
    expect(of(korean)).toEqual(of(english));
  });

  test('has headings in Korean, the first of which is what the pages call it', () => {
    const [title, ...others] = allOf(korean, /^h\d$/).map(([, inner]) => textOf(inner));
    for (const heading of others) expect(heading).toMatch(/[가-힣]|^[A-Z_]+$/);
    language.value = 'ko';
    expect(title).toBe(ops(name));
    language.value = 'en';
    expect(textOf(allOf(english, /^h1$/)[0]?.[1] ?? [])).toBe(ops(name));
  });

  test('leads to Korean runbooks where it is read as it is, and to the pages in them', () => {
    for (const href of links(korean)) expect([href, /\.ko\.md|^#.*[가-힣]/.test(href ?? '')]).toEqual([href, false]);
    expect(links(korean).filter((href) => pathOfLink(href ?? '', name) !== null)).toEqual(
      links(english).filter((href) => pathOfLink(href ?? '', name) !== null),
    );
  });
});
