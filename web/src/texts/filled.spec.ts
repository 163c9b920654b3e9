import { expect, test } from '@jest/globals';
import { filled } from './filled.js';

const knows =
  (all: Readonly<Record<string, string>>) =>
  (field: string): string | null =>
    all[field] ?? null;

test('a place has what is known', () => {
  expect(filled('From {a} to {b}.', knows({ a: 'one', b: 'two' }))).toBe('From one to two.');
  expect(filled('From {a} to {b}.', knows({ a: 'one' }))).toBe('From one to –.');
});

test('what can be left out is, where what it is about is not known', () => {
  expect(filled('Closed.[ Opens {at}.]', knows({ at: '10:00' }))).toBe('Closed. Opens 10:00.');
  expect(filled('Closed.[ Opens {at}.]', knows({}))).toBe('Closed.');
});
