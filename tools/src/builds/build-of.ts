import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { isInstalledBy } from './lock-file.js';

const SCOPE = '@doremi';

/**
 * The folder of an older commit, built as it was then; made once for each, below node_modules/.cache. Its packages are those
 * that are installed here where its lock names no others, else `npm ci` gets them. Throws where git knows no such commit,
 * and where it does not build.
 */
export const buildOf = (root: string, ref: string): string => {
  const commit = execFileSync('git', ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  const builds = join(root, 'node_modules/.cache/doremi-builds');
  const build = join(builds, commit.slice(0, 12));
  if (existsSync(build)) return build;
  mkdirSync(builds, { recursive: true });
  const making = mkdtempSync(join(builds, 'making-'));
  try {
    const archive = join(making, 'sources.tar');
    execFileSync('git', ['archive', '--format=tar', `--output=${archive}`, commit], { cwd: root });
    execFileSync('tar', ['-xf', archive, '-C', making]);
    rmSync(archive);
    install(root, making);
    execFileSync('npm', ['run', '-s', 'build'], { cwd: making, stdio: ['ignore', 'inherit', 'inherit'] });
    renameSync(making, build);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return build;
};

const textIn = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

const install = (root: string, folder: string): void => {
  const lock = 'package-lock.json';
  if (isInstalledBy(textIn(root, lock), textIn(folder, lock))) return link(root, folder);
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
};

/** The packages of others are ours; its own are its own, by paths that stay right where the folder is moved. */
const link = (root: string, folder: string): void => {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, SCOPE), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== SCOPE && name !== '.cache') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  const { workspaces } = JSON.parse(textIn(folder, 'package.json')) as { workspaces: readonly string[] };
  for (const workspace of workspaces) {
    const { name } = JSON.parse(textIn(join(folder, workspace), 'package.json')) as { name: string };
    symlinkSync(relative(join(modules, SCOPE), join(folder, workspace)), join(modules, name));
    // What npm could not put at the top, as others want it in another version.
    const own = join(workspace, 'node_modules');
    if (existsSync(join(root, own))) symlinkSync(join(root, own), join(folder, own));
  }
};
