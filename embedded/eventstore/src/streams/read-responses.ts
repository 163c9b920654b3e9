import { streams } from '../grpc/generated.js';
import { streamIdentifier } from '../grpc/identifiers.js';
import { ProtobufMessage } from '../grpc/protobuf.js';
import type { LogPosition } from '../store/log-position.js';
import type { RecordedEvent } from '../store/recorded-event.js';
import type { ResolvedEvent } from '../store/stream-reader.js';

const { ReadResp } = streams;
/** A number cannot hold it exactly. */
const MAX_UINT64 = '18446744073709551615';
const uint64 = (value: number): string => (value >= 2 ** 64 ? MAX_UINT64 : String(value));
const encoded = (message: { serializeBinary(): Uint8Array }): Buffer => Buffer.from(message.serializeBinary());

/** The message for an event, as it is or as a link with what it points to; it has the position of the link. */
export const eventResponse = (original: RecordedEvent, { event, link }: ResolvedEvent): ProtobufMessage => {
  const read = new ProtobufMessage();
  if (event) read.bytes(1, event.message);
  if (link) read.bytes(2, link.message);
  return new ProtobufMessage().bytes(1, read.uint64(3, original.position));
};

export const confirmationResponse = (subscriptionId: string): Buffer => {
  const confirmation = new ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(subscriptionId);
  const response = new ReadResp();
  response.setConfirmation(confirmation);
  return encoded(response);
};

export const checkpointResponse = ({ commit, prepare }: LogPosition): Buffer => {
  const checkpoint = new ReadResp.Checkpoint();
  checkpoint.setCommitPosition(uint64(commit));
  checkpoint.setPreparePosition(uint64(prepare));
  const response = new ReadResp();
  response.setCheckpoint(checkpoint);
  return encoded(response);
};

export const caughtUpResponse = (): Buffer => {
  const response = new ReadResp();
  response.setCaughtUp(new ReadResp.CaughtUp());
  return encoded(response);
};

export const streamNotFoundResponse = (stream: string): Buffer => {
  const notFound = new ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(streamIdentifier(stream));
  const response = new ReadResp();
  response.setStreamNotFound(notFound);
  return encoded(response);
};
