import { readFileSync } from 'node:fs';
import { lexer, type Token, type Tokens } from 'marked';
import type { Plugin } from 'vite';

/**
 * A text of a runbook as the pages get it: what it is, what is in it, and where it leads. Nothing of it is HTML, so that nothing of it is
 * ever taken for code.
 */
type Mark = string | readonly [kind: string, inner: readonly Mark[], href?: string];

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

const inner = (tokens: readonly Token[] | undefined): Mark[] => (tokens ?? []).flatMap(marksOf);

const row = (cells: readonly Tokens.TableCell[], kind: string): Mark => [
  'tr',
  cells.map((cell): Mark => [kind, inner(cell.tokens)]),
];

/** Throws where a runbook says something in a way that the pages can't show. */
const marksOf = (token: Token): Mark[] => {
  const kind = PLAIN[token.type];
  if (kind !== undefined && 'tokens' in token) return [[kind, inner(token.tokens)]];
  switch (token.type) {
    case 'heading':
      return [[`h${(token as Tokens.Heading).depth}`, inner(token.tokens)]];
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

/** The runbooks of docs/runbooks as modules: each exports what is in it. */
export const runbooks = (): Plugin => ({
  name: 'runbooks',
  enforce: 'pre',
  load: (id) => {
    const [file = ''] = id.split('?');
    if (!file.endsWith('.md')) return null;
    return `export default ${JSON.stringify(marksIn(readFileSync(file, 'utf8')))};`;
  },
});
