import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { accessPage } from './page.js';

test('docs/access.md is as the table is; `npm run docs:access` writes it', () => {
  expect(accessPage()).toBe(readFileSync(new URL('../../../docs/access.md', import.meta.url), 'utf8'));
});
