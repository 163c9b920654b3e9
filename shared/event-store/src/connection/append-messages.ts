import { randomUUID } from 'node:crypto';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import uuids from '@eventstore/db-client/dist/utils/grpcUUID.js';
import { type Position, positionOf, WrongExpectedRevision } from '@doremi/event-sourcing';
import { AppendRefused } from '../engine-faults.js';

/** An event as it goes over the wire: bytes as they are, anything else as JSON; and what is said about it, as JSON. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
}

/** The stream's last revision, -1 for "no such stream yet", or whatever it is. */
export type Expected = number | 'any';

/** An append as it goes over the wire, again and again if need be. */
export interface AppendRequest {
  /** What its answer is known by. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Where an append put the last of its events; no position is said where an old server repeats an answer. */
export interface AppendedAt {
  readonly revision: number;
  readonly position: Position | null;
}

/**
 * One append as one message. It says no deadline: the server would compare the clock of this machine with its own, and
 * has a limit for writes itself. Throws where the data is nothing that JSON can say.
 */
export const appendRequest = (stream: string, expected: Expected, events: readonly ProposedEvent[]): AppendRequest => {
  const id = randomUUID();
  const options = new streams.BatchAppendReq.Options();
  const name = new shared.StreamIdentifier();
  name.setStreamName(Buffer.from(stream));
  options.setStreamIdentifier(name);
  if (expected === 'any') options.setAny(new shared.Empty());
  else if (expected < 0) options.setNoStream(new shared.Empty());
  else options.setStreamPosition(String(expected));
  const request = new streams.BatchAppendReq();
  request.setCorrelationId(uuids.createUUID(id));
  request.setOptions(options);
  request.setProposedMessagesList(events.map(proposedMessage));
  request.setIsFinal(true);
  return { id, bytes: request.serializeBinary() };
};

const JSON_TEXT = 'application/json';
const BYTES = 'application/octet-stream';

const proposedMessage = ({ id, type, data, metadata }: ProposedEvent) => {
  const message = new streams.BatchAppendReq.ProposedMessage();
  message.setId(uuids.createUUID(id));
  const isBytes = data instanceof Uint8Array;
  message
    .getMetadataMap()
    .set('type', type)
    .set('content-type', isBytes ? BYTES : JSON_TEXT);
  message.setData(isBytes ? data : Buffer.from(JSON.stringify(data)));
  if (metadata !== undefined) message.setCustomMetadata(Buffer.from(JSON.stringify(metadata)));
  return message;
};

/** Which append an answer is for; undefined where it does not say. */
export const correlationOf = (answer: BatchAppendResp): string | undefined =>
  uuids.parseUUID(answer.getCorrelationId());

/**
 * What an answer says. Throws WrongExpectedRevision, AppendRefused where the server will never take it, or another error
 * where it did not (yet), or where nobody can tell.
 */
export const appendedAt = (answer: BatchAppendResp): AppendedAt => {
  const error = answer.getError();
  if (error) throw refusalOf(error);
  const success = answer.getSuccess();
  if (!success?.hasCurrentRevision()) throw new Error('an answer to an append that says neither yes nor no');
  const position = success.getPosition();
  return {
    revision: Number(success.getCurrentRevision()),
    position: position ? positionOf(BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition())) : null,
  };
};

/** What the server will answer again however often it is asked. */
const FINAL = ['StreamDeleted', 'AccessDenied', 'MaximumAppendSizeExceeded', 'BadRequest', 'InvalidTransaction'];

/** Where the stream is; null where the answer does not say. */
const actualRevisionIn = (error: Status): number | null => {
  const details = error.getDetails();
  if (!details) return null;
  const told = shared.WrongExpectedVersion.deserializeBinary(details.getValue_asU8());
  if (told.hasCurrentNoStream()) return -1;
  return told.hasCurrentStreamRevision() ? Number(told.getCurrentStreamRevision()) : null;
};

const refusalOf = (error: Status): Error => {
  const type = error.getDetails()?.getTypeName() ?? '';
  const name = type.slice(type.lastIndexOf('.') + 1);
  const message = error.getMessage() || name || 'an append failed without a reason';
  if (name === 'WrongExpectedVersion') return new WrongExpectedRevision(message, actualRevisionIn(error));
  return FINAL.includes(name) ? new AppendRefused(message) : new Error(message);
};
