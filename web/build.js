/** Builds the pages into `web/dist`, where anything that they are made of changed since they were built. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const STAMP = join(here, 'dist/.made-of');

const filesIn = (folder) =>
  readdirSync(join(here, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(here, name)).isFile());

/** One hash over all sources, by name and content; the lock stands for the packages. */
const madeOf = () => {
  const folders = ['src', 'public', '../docs/runbooks'];
  const sources = [...folders.flatMap(filesIn), 'index.html', 'vite.config.ts', 'runbooks.ts', '../package-lock.json'];
  const hash = createHash('sha256');
  for (const name of sources.sort())
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(here, name)))
      .update('\0');
  return hash.digest('hex');
};

const made = madeOf();
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== made) {
  const { build } = await import('vite');
  await build({ root: here, logLevel: 'warn' });
  writeFileSync(STAMP, made);
}
