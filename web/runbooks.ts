import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { lexer, type Token, type Tokens } from 'marked';
import type { Plugin } from 'vite';
import { anchorOf } from './src/operations/runbook-links.js';

/**
 * A text of a runbook as the pages get it: what it is, what is in it, and where it leads, of a heading what it is linked by. Nothing of it is HTML, so that nothing of it is
 * ever taken for code.
 */
export type Mark = string | readonly [kind: string, inner: readonly Mark[], href?: string];

/** What stands for itself: how it is called on the pages, by how it is called in Markdown. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ paragraph: 'p', strong: 'strong', em: 'em', blockquote: 'blockquote', list_item: 'li' },
};

/** Outside of code, `&lt;` stands for `<`: the lexer leaves it to whoever makes HTML of it. */
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** What people read of it. */
const textOf = (marks: readonly Mark[]): string =>
  marks.map((mark) => (typeof mark === 'string' ? mark : textOf(mark[1]))).join('');

const inner = (tokens: readonly Token[] | undefined): Mark[] => (tokens ?? []).flatMap(marksOfToken);

const row = (cells: readonly Tokens.TableCell[], kind: string): Mark => [
  'tr',
  cells.map((cell): Mark => [kind, inner(cell.tokens)]),
];

/** Throws where a runbook says something in a way that the pages can't show. */
const marksOfToken = (token: Token): Mark[] => {
  const kind = PLAIN[token.type];
  if (kind !== undefined && 'tokens' in token) return [[kind, inner(token.tokens)]];
  switch (token.type) {
    case 'heading': {
      const marks = inner(token.tokens);
      return [[`h${(token as Tokens.Heading).depth}`, marks, anchorOf(textOf(marks))]];
    }
    case 'text':
      return 'tokens' in token && token.tokens ? inner(token.tokens) : [unescaped((token as Tokens.Text).text)];
    case 'escape':
      return [(token as Tokens.Escape).text];
    case 'codespan':
      return [['code', [(token as Tokens.Codespan).text]]];
    case 'code':
      return [['pre', [(token as Tokens.Code).text]]];
    case 'link':
      return [['a', inner(token.tokens), (token as Tokens.Link).href]];
    case 'list':
      return [[(token as Tokens.List).ordered ? 'ol' : 'ul', inner((token as Tokens.List).items)]];
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [
        [
          'table',
          [
            ['thead', [row(header, 'th')]],
            ['tbody', rows.map((cells) => row(cells, 'td'))],
          ],
        ],
      ];
    }
    case 'space':
      return [];
    default:
      throw new Error(`a runbook has a ${token.type}, which the pages can't show: ${token.raw}`);
  }
};

/** What is in a text in Markdown. Throws where the pages can't show it. */
export const marksIn = (text: string): readonly Mark[] => inner(lexer(text));

const KOREAN = '.ko.md';

const marksOfFile = (file: string): readonly Mark[] => marksIn(readFileSync(file, 'utf8'));

/** What a runbook's headings are linked by, in their order. */
const anchorsIn = (marks: readonly Mark[]): string[] =>
  marks.flatMap((mark) => (typeof mark !== 'string' && /^h\d$/.test(mark[0]) ? [mark[2] ?? ''] : []));

/** By a Korean runbook, how its headings are linked in English: the n-th by the n-th one's anchor. */
const englishAnchors = (folder: string): ReadonlyMap<string, ReadonlyMap<string, string>> =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(KOREAN))
      .map((name) => {
        const english = anchorsIn(marksOfFile(join(folder, name.replace(KOREAN, '.md'))));
        return [name, new Map(anchorsIn(marksOfFile(join(folder, name))).map((one, n) => [one, english[n] ?? one]))];
      }),
  );

/**
 * A Korean runbook with the anchors and links of the English one, so that whatever leads to a part of a runbook leads to it in both
 * languages; in the file they are such as work where it is read as it is.
 */
const marksOfKorean = (file: string): readonly Mark[] => {
  const anchors = englishAnchors(dirname(file));
  const english = (name: string, anchor: string): string => anchors.get(name)?.get(anchor) ?? anchor;
  const linked = (href: string): string => {
    const [, name = '', anchor] = /^([\w-]+\.ko\.md)?(?:#(.*))?$/.exec(href) ?? ['', href];
    const place = anchor === undefined ? '' : `#${english(name === '' ? basename(file) : name, anchor)}`;
    return `${name.replace(KOREAN, '.md')}${place}`;
  };
  const translated = (mark: Mark): Mark => {
    if (typeof mark === 'string') return mark;
    const [kind, within, place] = mark;
    const marks = within.map(translated);
    if (place === undefined) return [kind, marks];
    return [kind, marks, kind === 'a' ? linked(place) : english(basename(file), place)];
  };
  return marksOfFile(file).map(translated);
};

/** What is in a runbook, in either language. */
export const marksOf = (file: string): readonly Mark[] =>
  file.endsWith(KOREAN) ? marksOfKorean(file) : marksOfFile(file);

/** The runbooks of docs/runbooks as modules: each exports what is in it. */
export const runbooks = (): Plugin => ({
  name: 'runbooks',
  enforce: 'pre',
  load: (id) => {
    const [file = ''] = id.split('?');
    if (!file.endsWith('.md')) return null;
    return `export default ${JSON.stringify(marksOf(file))};`;
  },
});
