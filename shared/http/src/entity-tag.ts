import { hash } from 'node:crypto';

const NUMBER = /^(?:(?:W\/)?"(\d{1,9})"|(\d{1,9}))$/;
/** As `entityTag` writes it; a door on the way may have weakened it, or put its own mark at the end. */
const TAG = /^(?:W\/)?"v(\d{1,9})-[\w-]+"$/;

/** The version in a response's body: `version`, or a menu's `revision`; null where it has none. */
export const versionIn = (body: unknown): number | null => {
  const { version, revision } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof version === 'number') return version;
  return typeof revision === 'number' ? revision : null;
};

/** The ETag of a body that has a version: a hash of it, as every ETag, behind the version, which If-Match is held against. */
export const entityTag = (version: number, body: string): string =>
  `"v${version}-${hash('sha256', body, 'base64url').slice(0, 27)}"`;

/** The version that an If-Match names, by itself or in an ETag; null where it names none. */
export const versionOf = (ifMatch: string): number | null => {
  const [, quoted, plain] = TAG.exec(ifMatch) ?? NUMBER.exec(ifMatch) ?? [];
  const version = quoted ?? plain;
  return version === undefined ? null : Number(version);
};
