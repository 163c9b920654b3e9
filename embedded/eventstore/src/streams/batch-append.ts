import { status } from '@grpc/grpc-js';
import type { ServerDuplexStream, ServiceError } from '@grpc/grpc-js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { EngineVersion } from '../engine-version.js';
import { handlerFailed, isFailure } from '../grpc/failures.js';
import { idBytes, streamIdentifier, streamName } from '../grpc/identifiers.js';
import type { ExpectedRevision } from '../store/commit-check.js';
import type { EventStore } from '../store/event-store.js';
import type { ProposedEvent } from '../store/recorded-event.js';
import {
  batchBadRequest,
  batchNotHandled,
  batchStreamDeleted,
  batchSuccess,
  batchTimeout,
  batchTooLarge,
  batchUnknown,
  batchWrongExpectedRevision,
} from './batch-append-responses.js';
import { expectedRevision } from './expected-revision.js';
import { MAX_APPEND_BYTES, appendedBytes, proposedEvent } from './proposed-event.js';

/** An append that is still arriving, in as many messages as the client likes. */
interface PendingAppend {
  readonly correlationId: UUID;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** Milliseconds since the epoch; Infinity when the client sets none. */
  readonly deadline: number;
  readonly events: ProposedEvent[];
  bytes: number;
}

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** Streams.BatchAppend: many appends over one call, each answered once, under its own correlation id. */
export const batchAppend = (store: EventStore, engine: EngineVersion) => (call: Call) => {
  const pending = new Map<string, PendingAppend>();
  let unanswered = 0;
  let clientIsDone = false;

  const answer = (correlationId: UUID | undefined, stream: string, response: BatchAppendResp): void => {
    response.setCorrelationId(correlationId);
    response.setStreamIdentifier(streamIdentifier(stream));
    if (!call.cancelled && !call.write(response)) call.pause(); // a client that does not read may not send more
  };
  const endWhenAnswered = (): void => {
    if (clientIsDone && unanswered === 0) call.end();
  };
  const commit = (append: PendingAppend): void => {
    unanswered++;
    outcomeOf(store, append)
      .then((response) => answer(append.correlationId, append.stream, response))
      .finally(() => {
        unanswered--;
        endWhenAnswered();
      })
      .catch((error: ServiceError) => call.emit('error', error));
  };
  const receive = (message: BatchAppendReq, key: string): void => {
    const append = pending.get(key) ?? begin(message);
    if (!append) return; // the rest of an append that has been answered
    pending.set(key, append);
    const refusal = add(append, message, engine);
    if (refusal || message.getIsFinal()) pending.delete(key);
    if (refusal) answer(append.correlationId, append.stream, refusal);
    else if (message.getIsFinal()) commit(append);
  };

  call.on('data', (message: BatchAppendReq) => {
    const id = message.getCorrelationId();
    const key = JSON.stringify(id?.toObject());
    try {
      idBytes(id); // refuses what is no id
      receive(message, key);
    } catch (error) {
      pending.delete(key);
      // The engine falls over what is wrong in a message without options: that ends the call.
      const options = message.getOptions();
      if (!options) return void call.emit('error', handlerFailed());
      const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
      answer(id, stream, batchBadRequest((error as Error).message));
    }
  });
  call.on('drain', () => call.resume());
  call.on('end', () => {
    clientIsDone = true;
    endWhenAnswered();
  });
};

const begin = (message: BatchAppendReq): PendingAppend | undefined => {
  const options = message.getOptions();
  const correlationId = message.getCorrelationId();
  if (!options || !correlationId) return undefined;
  return {
    correlationId,
    stream: streamName(options.getStreamIdentifier()),
    expected: expectedRevision(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined),
    deadline: options.getDeadline()?.toDate().getTime() ?? Infinity,
    events: [],
    bytes: 0,
  };
};

/** Adds the events of a message; returns the answer when that ends the append. */
const add = (append: PendingAppend, message: BatchAppendReq, engine: EngineVersion): BatchAppendResp | undefined => {
  if (append.deadline < Date.now()) return batchTimeout();
  for (const proposed of message.getProposedMessagesList()) {
    const event = proposedEvent(proposed);
    append.events.push(event);
    append.bytes += appendedBytes(engine, event);
  }
  return append.bytes > MAX_APPEND_BYTES ? batchTooLarge(MAX_APPEND_BYTES) : undefined;
};

/** What becomes of an append; throws when it was sent to a node that does not lead: that ends the call, as in the engine. */
const outcomeOf = async (store: EventStore, append: PendingAppend): Promise<BatchAppendResp> => {
  try {
    const outcome = await store.append(append.stream, append.expected, append.events);
    if (outcome.kind === 'appended') return batchSuccess(outcome);
    if (outcome.kind === 'stream-deleted') return batchStreamDeleted(append.stream);
    return batchWrongExpectedRevision(append.expected, outcome.current);
  } catch (error) {
    if (isFailure(error) && error.code === status.ABORTED) return batchTimeout();
    if (isFailure(error) && error.code === status.UNAVAILABLE) return batchNotHandled(error.details);
    if (isFailure(error)) throw error;
    return batchUnknown((error as Error).message);
  }
};
