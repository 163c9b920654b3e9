import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Figure } from './quick/figure.js';
import { runParts } from './run-parts.js';

const figure = (what: string): Figure => ({ what, ours: '1/s', baseline: '', ratio: '', target: '', reached: null });
const said: string[] = [];

beforeEach(() => {
  said.length = 0;
  for (const method of ['log', 'error'] as const)
    jest.spyOn(console, method).mockImplementation((...words: unknown[]) => void said.push(words.join(' ')));
});

afterEach(() => {
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

test('a part that fails keeps none of the others from being measured, and the run is not whole', async () => {
  const parts = {
    first: () => Promise.resolve(figure('one')),
    broken: () => Promise.reject(new Error('a connection was closed')),
    last: () => Promise.resolve([figure('two')]),
  };
  const { text, isWhole } = await runParts(parts, ['first', 'broken', 'last']);
  expect(text).toMatch(/one[^]*two/);
  expect(isWhole).toBe(false);
  expect(process.exitCode).toBe(1);
  expect(said.join('\n')).toMatch(/a connection was closed[^]*--only broken/);
});

test('a figure is said before the next part begins', async () => {
  const parts = {
    first: () => Promise.resolve(figure('one')),
    second: () => {
      expect(said.join('\n')).toContain('| one ');
      return Promise.resolve([]);
    },
  };
  expect((await runParts(parts, ['first', 'second'])).isWhole).toBe(true);
  expect((await runParts(parts, ['first'])).isWhole).toBe(false);
});
