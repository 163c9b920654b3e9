/**
 * `node by-hand.js [word]`: breaks the stand-ins in the ways of mutants.js, one at a time, in a copy, and says which of them the specs let
 * live. A word picks those whose file has it in its path.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutants } from './mutants.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'doremi-mutants-'));
for (const file of ['package.json', 'jest.config.js', '.swcrc', 'tsconfig.json', 'tsconfig.base.json']) {
  cpSync(join(root, file), join(copy, file));
}
for (const name of ['eventstore', 'mongo', 'redis']) {
  cpSync(join(root, 'embedded', name, 'src'), join(copy, 'embedded', name, 'src'), { recursive: true });
  cpSync(join(root, 'embedded', name, 'package.json'), join(copy, 'embedded', name, 'package.json'));
}
cpSync(join(root, 'shared', 'jest'), join(copy, 'shared', 'jest'), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** True when a spec fails, or never ends. */
const noticed = (specs) => {
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--bail', '--forceExit'];
  const run = spawnSync(process.execPath, [...jest, '--testTimeout=15000', ...specs], {
    cwd: copy,
    timeout: 120_000,
    env: { ...process.env, REDIS_SERVER_BIN: undefined },
  });
  return run.status !== 0;
};

const [word = ''] = process.argv.slice(2);
const chosen = mutants.filter(({ file }) => file.includes(word));
const alive = [];
try {
  if (noticed(['embedded/redis/src/resp'])) throw new Error('the specs fail on what nobody broke');
  for (const { file, from, to, specs } of chosen) {
    const path = join(copy, 'embedded', file);
    const source = readFileSync(path, 'utf8');
    if (source.split(from).length !== 2) throw new Error(`${file} has not exactly one: ${from}`);
    writeFileSync(
      path,
      source.replace(from, () => to),
    );
    const killed = noticed(specs);
    writeFileSync(path, source);
    if (!killed) alive.push(`${file}: ${from} → ${to}`);
    console.log(`${killed ? 'noticed' : 'ALIVE  '}  ${file}: ${from.trim()} → ${to.trim() || 'nothing'}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`\n${chosen.length - alive.length} of ${chosen.length} noticed`);
process.exitCode = alive.length > 0 ? 1 : 0;
