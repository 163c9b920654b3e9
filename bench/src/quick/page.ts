import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { namedEngines } from '@doremi/start';

const END = '<!-- end of figures -->';

/**
 * Replaces what stands between the marks of one script's figures in a page; everything around them stays. Throws where
 * the marks are missing. The pages are about the stand-ins, so of a run on engines that are named nothing is written.
 */
export const writeFigures = (file: URL, figures: string, script = 'bench:quick'): void => {
  if (Object.keys(namedEngines(process.env)).length > 0)
    return console.log('Engines were named, so the page keeps the figures of the stand-ins.');
  const begin = `<!-- figures: written by npm run ${script} -->`;
  const page = readFileSync(file, 'utf8');
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(END, from);
  if (from < begin.length || to < 0) throw new Error(`${file.pathname} has no marks for the figures of ${script}`);
  writeFileSync(file, `${page.slice(0, from)}\n\n${figures}\n\n${page.slice(to)}`);
};

/** What it ran on: a figure without that says little. */
export const machine = (): string => {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.version}`;
};
