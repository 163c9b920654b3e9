import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

const textOf = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

test('the example of the README is the one that runs, in 40 lines', async () => {
  const [, shown = ''] = /^```ts\n([^]*?)^```/m.exec(await textOf('../README.md')) ?? [];
  expect(shown).toBe(await textOf('./testing/example.ts'));
  expect(shown.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
});

test('it runs: what it asserts holds', async () => {
  await import('./testing/example.js');
});
