import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cataloguePage } from './page.js';

test('docs/events.md is as the types are; `npm run docs:events` writes it', () => {
  const written = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');
  expect(cataloguePage()).toBe(written);
}, 60_000);
