import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomBytes } from 'node:crypto';
import type { Sealed } from '@doremi/domain';

/** Where something that is sealed was first written: what was sealed for one event opens in no other's name. */
export type SealedPlace = Sealed['of'];

const CIPHER = 'aes-256-gcm';

/** Seals a JSON value with a key of 32 bytes. The same value sealed twice looks different each time. */
export const seal = (key: KeyObject, keyId: string, of: SealedPlace, value: unknown): Sealed => ({
  keyId,
  ...encrypted(key, JSON.stringify(value), placeText(of)),
  of,
});

/** The value that was sealed. Throws where the key is another one, or anything of it was changed. */
export const open = (key: KeyObject, sealed: Omit<Sealed, 'keyId'>): unknown =>
  JSON.parse(decrypted(key, sealed, placeText(sealed.of)).toString('utf8'));

/** A hash of a text that nobody can guess the text by who has not the key: hex. */
export const macOf = (key: KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('hex');

/** What encryption makes of bytes; base64 each. */
export interface Encrypted {
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

export const encrypted = (key: KeyObject, plain: string | Buffer, additional: string): Encrypted => {
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(additional));
  const data = Buffer.concat([cipher.update(typeof plain === 'string' ? Buffer.from(plain) : plain), cipher.final()]);
  return { iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') };
};

/** Throws where the key or the additional text is another one, or anything was changed. */
export const decrypted = (key: KeyObject, { iv, tag, data }: Encrypted, additional: string): Buffer => {
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, 'base64'), { authTagLength: 16 })
    .setAAD(Buffer.from(additional))
    .setAuthTag(Buffer.from(tag, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]);
};

/** STORAGE FORMAT: the additional data is these two as JSON, in this order. */
const placeText = ({ stream, eventId }: SealedPlace): string => JSON.stringify({ stream, eventId });
