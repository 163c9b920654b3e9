import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { buildOf } from './build-of.js';

let root: string;
const write = (path: string, content: string | object): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
};
const git = (...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], { cwd: root, stdio: 'pipe' });
const commit = (word: string): void => {
  write('pages/word.txt', word);
  git('add', '.');
  git('commit', '-qm', word);
};

/** Two workspaces, one of which has a package in another version than the top, and writes what it was built with. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'doremi-build-of-'));
  write('.gitignore', 'node_modules\nbuilt\n');
  write('package.json', { workspaces: ['pages', 'words'], scripts: { build: 'node pages/build.js' }, type: 'module' });
  write('package-lock.json', { lockfileVersion: 3, packages: {} });
  write('words/package.json', { name: '@doremi/words', type: 'module', exports: './index.js' });
  write('words/index.js', "export const ours = 'ours';");
  write('pages/package.json', { name: '@doremi/pages', type: 'module' });
  write(
    'pages/build.js',
    `import { readFileSync, writeFileSync } from 'node:fs';
     import { ours } from '@doremi/words';
     import { version } from 'tool';
     writeFileSync('built', [readFileSync('pages/word.txt'), ours, version].join());`,
  );
  for (const [folder, version] of [
    ['', 'at the top'],
    ['pages/', 'its own'],
  ] as const) {
    write(`${folder}node_modules/tool/package.json`, { name: 'tool', type: 'module', exports: './index.js' });
    write(`${folder}node_modules/tool/index.js`, `export const version = '${version}';`);
  }
  git('init', '-q');
  commit('first');
  commit('second');
});
afterEach(() => rmSync(root, { recursive: true }));

test('an older commit is built with the packages that are installed, each workspace with its own', () => {
  const build = buildOf(root, 'HEAD~1');
  expect(readFileSync(join(build, 'built'), 'utf8')).toBe('first,ours,its own');
  writeFileSync(join(build, 'built'), 'kept');
  expect(readFileSync(join(buildOf(root, 'HEAD~1'), 'built'), 'utf8')).toBe('kept');
});

test('a commit that git does not know, or that does not build, is said and leaves nothing', () => {
  expect(() => buildOf(root, 'nothing')).toThrow();
  write('pages/build.js', 'process.exit(1)');
  commit('broken');
  expect(() => buildOf(root, 'HEAD')).toThrow();
  expect(readdirSync(join(root, 'node_modules/.cache/doremi-builds'))).toEqual([]);
});
