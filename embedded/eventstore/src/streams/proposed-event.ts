import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { EngineVersion } from '../engine-version.js';
import { handlerFailed, requiredMetadataPropertyMissing } from '../grpc/failures.js';
import { idBytes } from '../grpc/identifiers.js';
import type { ProposedEvent } from '../store/recorded-event.js';

/** The most bytes that one append may carry; the engines' default. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** What counts of an event: the data alone with 24.2, which means to count the rest as well. */
export const appendedBytes = (engine: EngineVersion, { type, data, metadata }: ProposedEvent): number =>
  engine === '24.2' ? data.length : data.length + metadata.length + 2 * type.length;

const JSON_TYPE = 'application/json';
const OTHER_TYPE = 'application/octet-stream';

/** Reads an event out of either kind of append. */
export const proposedEvent = (message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedEvent => {
  const properties = message.getMetadataMap();
  const property = (name: string): string => {
    const value = properties.get(name);
    if (value === undefined) throw requiredMetadataPropertyMissing(name);
    return value;
  };
  const type = property('type');
  if (type === '') throw handlerFailed();
  return {
    id: idBytes(message.getId()),
    type,
    contentType: property('content-type') === JSON_TYPE ? JSON_TYPE : OTHER_TYPE,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};
