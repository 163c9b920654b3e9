import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { asyncApi } from './asyncapi.js';
import { cataloguePage } from './page.js';

const written = (file: string): string => readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');

test('docs/events.md is as the types are; `npm run docs:events` writes it', () => {
  expect(cataloguePage()).toBe(written('events.md'));
}, 60_000);

test('so is docs/asyncapi.json, which is AsyncAPI 3.0', () => {
  const document = JSON.parse(written('asyncapi.json')) as object;
  expect(asyncApi()).toEqual(document);
  const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0.json') as object;
  const isValid = new Ajv({ strict: false, meta: false, validateSchema: false, validateFormats: false }).compile(
    schema,
  );
  expect([isValid(document), isValid.errors]).toEqual([true, null]);
  expect(isValid({ ...document, channels: { cart: { address: 7 } } })).toBe(false);
}, 60_000);
