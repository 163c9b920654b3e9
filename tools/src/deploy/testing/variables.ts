import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository, textOf } from './repository.js';

/** Read by Node itself. */
const NODE = ['NODE_EXTRA_CA_CERTS', 'NODE_ENV'];

const SOURCES = [
  'shared/src',
  'command-api/src',
  'policies/src',
  'query-api/src',
  'projections/src',
  'gateway/src',
  'start/src',
  'tools/src',
];

/** The names of all environment variables that some process of ours reads. */
export const variablesRead = (): string[] => {
  const files = SOURCES.flatMap((folder) =>
    (readdirSync(inRepository(folder), { recursive: true }) as string[])
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !/(^|\/)(testing|deploy)\//.test(file))
      .map((file) => join(folder, file)),
  );
  const texts = files.map((file) => textOf(file));
  const read = texts.flatMap((text) => [
    ...text.matchAll(/\benv\.([A-Z][A-Z_]+)/g),
    ...text.matchAll(/(?:Setting|[uU]rl)\([\w.]*env, '([A-Z][A-Z_]+)'/g),
    ...text.matchAll(/variable: '([A-Z][A-Z_]+)'/g),
  ]);
  return [...new Set([...read.map(([, name = '']) => name), ...NODE])];
};
