import { createHash, randomUUID } from 'node:crypto';

const PATTERN = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** The sixteen bytes of a UUID in its usual text form, or undefined when the text is none. */
export const uuidBytes = (text: string): Buffer | undefined =>
  PATTERN.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : undefined;

/** The usual text form, in lower case, of sixteen bytes. */
export const uuidText = (bytes: Buffer): string => {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** Sixteen bytes that nothing else has. */
export const newId = (): Buffer => uuidBytes(randomUUID())!;

/** Sixteen bytes for an event that follows from another, the same each time. */
export const derivedId = (cause: Buffer, stream: string): Buffer =>
  createHash('sha256').update(cause).update(stream).digest().subarray(0, 16);
