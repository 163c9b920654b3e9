import { randomUUID } from 'node:crypto';
import type { ClientDuplexStream, StatusObject } from '@grpc/grpc-js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';

/** A call of Streams.BatchAppend, what it was answered so far, and how it ended. */
export interface Batch {
  readonly call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>;
  readonly answers: readonly BatchAppendResp[];
  readonly ended: Promise<StatusObject>;
}

export const openBatch = (client: StreamsClient): Batch => {
  const call = client.batchAppend();
  const answers: BatchAppendResp[] = [];
  call.on('data', (response: BatchAppendResp) => answers.push(response));
  call.on('error', () => undefined);
  return { call, answers, ended: new Promise((resolve) => call.once('status', resolve)) };
};

export const textId = (id: string = randomUUID()): UUID => {
  const uuid = new shared.UUID();
  uuid.setString(id);
  return uuid;
};

/** One message of an append. */
export interface Part {
  /** Where the append goes to: in its first message. */
  readonly stream?: string;
  /** The events. */
  readonly numbers?: readonly number[];
  /** Bytes that each event is longer for. */
  readonly padding?: number;
  /** Whether it is the append's last message; default true. */
  readonly isFinal?: boolean;
}

export const part = (id: UUID, { stream, numbers = [], padding = 0, isFinal = true }: Part): BatchAppendReq => {
  const message = new streams.BatchAppendReq();
  message.setCorrelationId(id);
  message.setIsFinal(isFinal);
  if (stream !== undefined) {
    const identifier = new shared.StreamIdentifier();
    identifier.setStreamName(Buffer.from(stream));
    const options = new streams.BatchAppendReq.Options();
    options.setStreamIdentifier(identifier);
    options.setAny(new shared.Empty());
    message.setOptions(options);
  }
  const proposed = (n: number): BatchAppendReq.ProposedMessage => {
    const event = new streams.BatchAppendReq.ProposedMessage();
    event.setId(textId());
    event.getMetadataMap().set('type', 'Numbered').set('content-type', 'application/json');
    event.setData(Buffer.from(JSON.stringify({ n, padding: 'x'.repeat(padding) })));
    return event;
  };
  message.setProposedMessagesList(numbers.map(proposed));
  return message;
};
