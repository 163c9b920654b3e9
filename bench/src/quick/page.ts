import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

const BEGIN = '<!-- figures: written by npm run bench:quick -->';
const END = '<!-- end of figures -->';

/** Replaces what stands between the marks of a page; the prose around them stays. Throws where the marks are missing. */
export const writeFigures = (file: URL, figures: string): void => {
  const page = readFileSync(file, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${file.pathname} has no marks for the figures`);
  writeFileSync(file, `${before}${BEGIN}\n\n${figures}\n\n${END}${after}`);
};

/** What it ran on: a figure without that says little. */
export const machine = (): string => {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.version}`;
};
