import { createHash } from 'node:crypto';
import { stringify } from 'safe-stable-stringify';

/** One field that is not what it should be; a value that is not there is left out. */
export interface FieldDifference {
  /** `lines.0.quantity`. */
  readonly path: string;
  readonly expected?: unknown;
  readonly found?: unknown;
}

/** The same for the same content, whatever the order of the fields. */
export const hashOf = (document: unknown): string =>
  createHash('sha256')
    .update(stringify(document) ?? '')
    .digest('hex');

/** Every field in which two documents differ, as deep as they do. */
export const differencesOf = (expected: unknown, found: unknown): FieldDifference[] =>
  differ(plain(expected), plain(found), '');

/** As the database keeps it: without fields that are undefined. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const differ = (expected: unknown, found: unknown, path: string): FieldDifference[] => {
  if (!isObject(expected) || !isObject(found) || Array.isArray(expected) !== Array.isArray(found))
    return expected === found
      ? []
      : [{ path, ...(expected !== undefined && { expected }), ...(found !== undefined && { found }) }];
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names].flatMap((name) => differ(expected[name], found[name], path === '' ? name : `${path}.${name}`));
};
