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
  const folder = new URL('./', import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(ts|md)$/.test(file));
  expect(files.length).toBeGreaterThan(40);
  for (const file of files) {
    if (file === 'index.spec.ts') continue;
    const text = await readFile(new URL(file, folder), 'utf8');
    const found = /pizza|doremi_|\b(menu|cart|payment|courier|orderBoard)s?\b/i.exec(text)?.[0] ?? null;
    expect([file, found]).toEqual([file, null]);
  }
});
