import googleAny from 'google-protobuf/google/protobuf/any_pb.js';
import googleEmpty from 'google-protobuf/google/protobuf/empty_pb.js';
import codes from '@eventstore/db-client/generated/code_pb.js';
import type { BatchAppendResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import { rpcStatus, shared, streams } from '../grpc/generated.js';
import type { ExpectedRevision } from '../store/commit-check.js';
import type { Appended } from '../store/operation.js';

const { BatchAppendResp } = streams;
const empty = () => new googleEmpty.Empty();

export const batchSuccess = ({ revision, position }: Appended): Response => {
  const result = new BatchAppendResp.Success();
  if (revision < 0) result.setNoStream(empty());
  else result.setCurrentRevision(String(revision));
  if (position === null) result.setNoPosition(empty());
  else {
    const at = new shared.AllStreamPosition();
    at.setCommitPosition(String(position));
    at.setPreparePosition(String(position));
    result.setPosition(at);
  }
  const response = new BatchAppendResp();
  response.setSuccess(result);
  return response;
};

/** The client recognises an error by the type of its details. */
const failed = (
  message: string,
  code: codes.Code,
  details: { serializeBinary(): Uint8Array },
  typeName: string,
): Response => {
  const any = new googleAny.Any();
  any.pack(details.serializeBinary(), typeName);
  const status = new rpcStatus.Status();
  status.setMessage(message);
  status.setCode(code);
  status.setDetails(any);
  const response = new BatchAppendResp();
  response.setError(status);
  return response;
};

export const batchWrongExpectedRevision = (expected: ExpectedRevision, current: number): Response => {
  const details = new shared.WrongExpectedVersion();
  if (current < 0) details.setCurrentNoStream(empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === 'any') details.setExpectedAny(empty());
  else if (expected === 'no_stream') details.setExpectedNoStream(empty());
  else if (expected === 'stream_exists') details.setExpectedStreamExists(empty());
  else details.setExpectedStreamPosition(String(expected));
  const typeName = 'event_store.client.WrongExpectedVersion';
  return failed('WrongExpectedVersion', codes.Code.ALREADY_EXISTS, details, typeName);
};

export const batchStreamDeleted = (stream: string): Response => {
  const details = new shared.StreamDeleted();
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream, 'utf8'));
  details.setStreamIdentifier(identifier);
  return failed('StreamDeleted', codes.Code.NOT_FOUND, details, 'event_store.client.StreamDeleted');
};

export const batchTimeout = (): Response =>
  failed('Timeout', codes.Code.DEADLINE_EXCEEDED, new shared.Timeout(), 'event_store.client.Timeout');

/** As the engine says that it is not ready: without a code, and in details that say nothing. */
export const batchNotHandled = (message: string): Response =>
  failed(message, codes.Code.OK, empty(), 'google.protobuf.Empty');

export const batchTooLarge = (maximumBytes: number): Response => {
  const details = new shared.MaximumAppendSizeExceeded();
  details.setMaxappendsize(maximumBytes);
  const typeName = 'event_store.client.MaximumAppendSizeExceeded';
  return failed('MaximumAppendSizeExceeded', codes.Code.INVALID_ARGUMENT, details, typeName);
};

export const batchBadRequest = (message: string): Response => {
  const details = new shared.BadRequest();
  details.setMessage(message);
  return failed('BadRequest', codes.Code.INVALID_ARGUMENT, details, 'event_store.client.BadRequest');
};

export const batchUnknown = (message: string): Response =>
  failed(message, codes.Code.UNKNOWN, new shared.Unknown(), 'event_store.client.Unknown');
