import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

/** What is made or installed, and what starts with a dot but for what pages link to. */
const NOT_OURS = /^(node_modules|dist|coverage|\.(?!ci$|github$|dependency-cruiser\.cjs$).*)$/;

/** Every file below a folder, as paths from there with slashes. */
export const filesBelow = (root: string): readonly string[] => {
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (NOT_OURS.test(entry.name)) return [];
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? below(path) : [path.split(sep).join('/')];
    });
  return below('.');
};

const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/[^\n]*/g;
/** A file of ours by its name, with or without folders; a pattern (`*.spec.ts`, `when-….ts`) names none. */
const NAMED = /(?<![\w*….<{$/-])(?:[\w.@-]+\/)*[\w-][\w.-]*\.(?:ts|md)\b/g;
const LINK = /\]\(([^)\s]+)\)/g;

/** The files that the comments of a source name and that are not there: beside it, at the root, or anywhere of that name. */
export const missingInComments = (file: string, text: string, files: readonly string[]): string[] => {
  const isThere = (path: string): boolean => {
    const beside = posix.normalize(posix.join(posix.dirname(file), path));
    return files.some((one) => one === path || one === beside || one.endsWith(`/${path}`));
  };
  const named = [...text.matchAll(COMMENT)].flatMap(([comment]) => comment.match(NAMED) ?? []);
  return named.filter((path) => !isThere(path)).map((path) => `${file}: ${path}`);
};

/** The relative links of a page that lead nowhere; what stands in fences is an example. */
export const deadLinks = (file: string, text: string, files: readonly string[]): string[] => {
  const links = [...text.replaceAll(/```[\s\S]*?```/g, '').matchAll(LINK)].map(([, link = '']) => link);
  const relative = links.filter((link) => !/^[a-z]+:|^#/.test(link));
  const leadsNowhere = (link: string): boolean => {
    const path = posix.join(posix.dirname(file), link.split('#')[0] ?? '').replace(/\/$/, '');
    return path !== '.' && !files.some((one) => one === path || one.startsWith(`${path}/`));
  };
  return relative.filter(leadsNowhere).map((link) => `${file}: ${link}`);
};

/** All that names a file which is not there, in comments of sources and in links of pages. */
export const missingPaths = (root: string): string[] => {
  const files = filesBelow(root);
  return files.flatMap((file) => {
    if (/\.(ts|tsx|js|mjs|cjs)$/.test(file))
      return missingInComments(file, readFileSync(join(root, file), 'utf8'), files);
    return file.endsWith('.md') ? deadLinks(file, readFileSync(join(root, file), 'utf8'), files) : [];
  });
};
