import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { AMOUNTS } from './without-persons.js';

const textsIn = (folder: string): string[] => {
  const place = new URL(`./${folder}/`, import.meta.url);
  const names = readdirSync(place).filter((name) => name.endsWith('.ts') && !name.includes('sales'));
  return names.map((name) => readFileSync(new URL(name, place), 'utf8'));
};

test('every amount of an event, or of a read model that has a timeline, is shown as one', () => {
  const texts = ['events', 'read-models', 'folds'].flatMap(textsIn);
  const declared = texts.flatMap((text) => [...text.matchAll(/readonly (\w+): Minor\b/g)].map(([, name]) => name));
  expect(declared).toContain('unitPrice');
  expect(declared.filter((name) => !AMOUNTS.has(name ?? ''))).toEqual([]);
});
