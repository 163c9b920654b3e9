import { createHash } from 'node:crypto';

/** Positions and revisions are stored in 48 bits, big-endian, so that keys sort as numbers do. */
const NUMBER_BYTES = 6;
const MAX_NUMBER = 2 ** 48 - 1;
const STREAM_BYTES = 4;

const clamp = (value: number): number => Math.min(Math.max(value, 0), MAX_NUMBER);

/** Key of an event in the log; a position beyond what can be stored is the highest one. */
export const positionKey = (position: number): Buffer => {
  const key = Buffer.allocUnsafe(NUMBER_BYTES);
  key.writeUIntBE(clamp(position), 0, NUMBER_BYTES);
  return key;
};

export const readNumber = (bytes: Buffer, offset = 0): number => bytes.readUIntBE(offset, NUMBER_BYTES);

/** Key of one revision of a stream. */
export const revisionKey = (streamId: number, revision: number): Buffer => {
  const key = Buffer.allocUnsafe(STREAM_BYTES + NUMBER_BYTES);
  key.writeUInt32BE(streamId, 0);
  key.writeUIntBE(clamp(revision), STREAM_BYTES, NUMBER_BYTES);
  return key;
};

export const readRevision = (key: Buffer): number => readNumber(key, STREAM_BYTES);

/** Key of an event id within its stream: an append is idempotent per stream. */
export const eventIdKey = (streamId: number, eventId: Buffer): Buffer => {
  const key = Buffer.allocUnsafe(STREAM_BYTES + 16);
  key.writeUInt32BE(streamId, 0);
  eventId.copy(key, STREAM_BYTES);
  return key;
};

/** Key of a stream. Names can be longer than a key may be, so it is a digest of the name. */
export const streamKey = (name: string): Buffer => createHash('sha256').update(name).digest().subarray(0, 16);
