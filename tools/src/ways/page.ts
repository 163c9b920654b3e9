import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../../docs/architecture.md', import.meta.url));

/** A file in which something happens on the way, and the function that does it. */
export interface Stop {
  readonly file: string;
  readonly called: string;
}

/** A way through the system, as docs/architecture.md tells it. */
export interface Way {
  readonly stops: readonly Stop[];
  /** What else runs for it, by what it is there for: it guards, records, or says what something looks like. */
  readonly beside: readonly string[];
}

/** Reads the section of that title: its table's rows are the stops, its list's items hold what runs beside them. */
export const wayOf = (title: string, page = readFileSync(PAGE, 'utf8')): Way => {
  const section = page.split(/^#{2,3} /m).find((text) => text.startsWith(`${title}\n`));
  if (section === undefined) throw new Error(`docs/architecture.md has no section "${title}"`);
  const rows = section.split('\n').filter((line) => /^\| *\d/.test(line));
  const items = section.split('\n').filter((line) => /^(- | {2})/.test(line));
  return {
    stops: rows.map((row) => {
      const [file = ''] = linksIn(row);
      return { file, called: /`(\w+)`/.exec(row)?.[1] ?? '' };
    }),
    beside: items.flatMap(linksIn),
  };
};

const linksIn = (text: string): string[] => [...text.matchAll(/\]\(\.\.\/([^)]+\.ts)\)/g)].map(([, path = '']) => path);
