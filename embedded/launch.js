import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Runs the built program of the package that asks (its `import.meta.url`). In a fresh clone nothing is built yet: then the
 * whole is built first, without a word on standard output, which is the program's own.
 */
export const launch = async (bin) => {
  const main = new URL('./dist/main.js', bin);
  if (!existsSync(main)) build();
  await import(main.href);
};

const build = () => {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const { status, error } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`Doremi could not be built${error ? `: ${error.message}` : ''}; \`npm ci\` comes first.`);
  process.exit(1);
};
