import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { requiredMetadataPropertyMissing } from '../grpc/failures.js';
import { idBytes } from '../grpc/identifiers.js';
import type { ProposedEvent } from '../store/recorded-event.js';

/** The most bytes of data that one append may carry; the engine's default. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** Reads an event out of either kind of append. */
export const proposedEvent = (message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedEvent => {
  const properties = message.getMetadataMap();
  const property = (name: string): string => {
    const value = properties.get(name);
    if (value === undefined) throw requiredMetadataPropertyMissing(name);
    return value;
  };
  return {
    id: idBytes(message.getId()),
    type: property('type'),
    contentType: property('content-type'),
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};
