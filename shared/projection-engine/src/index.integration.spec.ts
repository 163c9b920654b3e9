import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

test('the engine has at most ten exports, types included', async () => {
  const index = await readFile(new URL('./index.ts', import.meta.url), 'utf8');
  const names = [...index.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
    list.split(',').filter((name) => name.trim()),
  );
  expect(names[0]).toMatch(/projectionEngine/);
  expect(names.length).toBeGreaterThan(1);
  expect(names.length).toBeLessThanOrEqual(10);
  expect(index).not.toMatch(/export \*/);
});

test('nothing of it, nor of its tests, speaks of our business', async () => {
  const folder = new URL('../', import.meta.url);
  const files = [
    'README.md',
    ...(await readdir(new URL('src', folder), { recursive: true })).map((file) => `src/${file}`),
  ].filter((file) => /\.(ts|md)$/.test(file));
  expect(files.length).toBeGreaterThan(40);
  for (const file of files) {
    if (file === 'src/index.integration.spec.ts') continue;
    const text = await readFile(new URL(file, folder), 'utf8');
    const found = /pizza|doremi_|\b(menu|cart|payment|courier|orderBoard)s?\b/i.exec(text)?.[0] ?? null;
    expect([file, found]).toEqual([file, null]);
  }
});

/** Everything that a module loads, by what it is imported as; types are not loaded. */
const loadedBy = async (module: URL, seen = new Set<string>()): Promise<ReadonlySet<string>> => {
  if (seen.has(module.href)) return seen;
  seen.add(module.href);
  const text = await readFile(module, 'utf8');
  for (const [, specifier = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm)) {
    if (specifier.startsWith('.')) await loadedBy(new URL(specifier.replace(/\.js$/, '.ts'), module), seen);
    else seen.add(specifier);
  }
  return seen;
};

test.each(['./index.ts', './testing.ts'])('%s loads no client of an engine, and no test framework', async (entry) => {
  const packages = [...(await loadedBy(new URL(entry, import.meta.url)))].filter((name) => !/^(file|node):/.test(name));
  expect(packages.sort()).toEqual(['@doremi/event-sourcing', 'safe-stable-stringify']);
});
