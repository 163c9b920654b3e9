import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export const inRepository = (path: string): string => join(ROOT, path);

export const textOf = (path: string): string => readFileSync(inRepository(path), 'utf8');

export const yamlOf = (path: string): unknown => parse(textOf(path));
