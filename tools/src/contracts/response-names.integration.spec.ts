import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { inRepository, textOf } from '../deploy/testing/repository.js';

const WORKSPACES = [
  ...readdirSync(inRepository('shared')).map((name) => `shared/${name}`),
  'command-api',
  'policies',
  'projections',
  'query-api',
];

const sourcesOf = (workspace: string): string[] =>
  readdirSync(inRepository(`${workspace}/src`), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => textOf(`${workspace}/src/${file}`));

/** The gateway puts the documents of the services together by the names of their schemas. */
test('no two responses have one name, whichever service they are of', () => {
  const names = WORKSPACES.flatMap(sourcesOf).flatMap((text) =>
    [...text.matchAll(/\bnamed\(\s*'(\w+)'/g)].map(([, name]) => name),
  );
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(['Cart', 'CartView', 'ProjectionStatus']));
});
