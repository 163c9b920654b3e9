import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { uuidBytes } from '../store/uuid.js';
import { handlerFailed } from './failures.js';
import { shared } from './generated.js';

/** The name in a stream identifier; a request without one is an invalid argument, as is a name the engine forbids. */
export const streamName = (identifier: StreamIdentifier | undefined): string => {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
  if (name === '' || name === '$$') throw handlerFailed();
  return name;
};

export const streamIdentifier = (name: string): StreamIdentifier => {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(name, 'utf8'));
  return identifier;
};

/** The sixteen bytes of an id, which clients send as text or as two 64-bit numbers. */
export const idBytes = (id: UUID | undefined): Buffer => {
  const structured = id?.getStructured();
  if (structured) {
    const bytes = Buffer.alloc(16);
    bytes.writeBigInt64BE(BigInt(structured.getMostSignificantBits()), 0);
    bytes.writeBigInt64BE(BigInt(structured.getLeastSignificantBits()), 8);
    return bytes;
  }
  const bytes = uuidBytes(id?.getString() ?? '');
  if (!bytes) throw handlerFailed();
  return bytes;
};

/** A UUID, given as text, as the two 64-bit numbers in which the engine writes it where nobody asks for text. */
export const structuredId = (text: string): UUID => {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  const structured = new shared.UUID.Structured();
  structured.setMostSignificantBits(bytes.readBigInt64BE(0).toString());
  structured.setLeastSignificantBits(bytes.readBigInt64BE(8).toString());
  const id = new shared.UUID();
  id.setStructured(structured);
  return id;
};
