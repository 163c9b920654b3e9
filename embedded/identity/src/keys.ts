import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** What tokens and cookies are signed with; the first of each signs, the others are still good. */
export interface Keys {
  readonly jwks: readonly JWK[];
  readonly cookies: readonly string[];
}

/** Tokens live for minutes, so those of the last key but one are long over. */
const KEPT = 2;

const newJwk = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
};

/** The keys, with a new one to sign with. */
export const rotated = async ({ jwks, cookies }: Keys): Promise<Keys> => ({
  jwks: [await newJwk(), ...jwks].slice(0, KEPT),
  cookies,
});

const newKeys = (): Promise<Keys> => rotated({ jwks: [], cookies: [randomBytes(32).toString('base64url')] });

const fileIn = (folder: string): string => join(folder, 'keys.json');

/** The keys that are kept in the folder, or new ones, which are kept there if there is one. */
export const loadKeys = async (folder: string | null): Promise<Keys> => {
  if (folder === null) return newKeys();
  const text = await readFile(fileIn(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) return JSON.parse(text) as Keys;
  const keys = await newKeys();
  await keepKeys(folder, keys);
  return keys;
};

/** Writes them in one step, for their owner alone to read. */
export const keepKeys = async (folder: string | null, keys: Keys): Promise<void> => {
  if (folder === null) return;
  await mkdir(folder, { recursive: true });
  await writeFile(`${fileIn(folder)}.new`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${fileIn(folder)}.new`, fileIn(folder));
};
