import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import type { AppendReq, AppendResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import type { EngineVersion } from '../engine-version.js';
import { asFailure, maximumAppendSizeExceeded, streamDeleted, handlerFailed } from '../grpc/failures.js';
import { shared, streams } from '../grpc/generated.js';
import { streamName } from '../grpc/identifiers.js';
import type { ExpectedRevision } from '../store/commit-check.js';
import type { EventStore } from '../store/event-store.js';
import type { Appended } from '../store/operation.js';
import type { ProposedEvent } from '../store/recorded-event.js';
import { expectedRevision } from './expected-revision.js';
import { MAX_APPEND_BYTES, appendedBytes, proposedEvent } from './proposed-event.js';

const { AppendResp } = streams;

/** Streams.Append: the options, then one message per event, then the answer. */
export const append =
  (store: EventStore, engine: EngineVersion) =>
  (call: ServerReadableStream<AppendReq, Response>, callback: sendUnaryData<Response>): void => {
    receive(call, engine)
      .then(async ({ options, events }) => {
        const name = streamName(options.getStreamIdentifier());
        const expected = expectedRevision(options, options.hasRevision() ? options.getRevision() : undefined);
        const outcome = await store.append(name, expected, events);
        if (outcome.kind === 'stream-deleted') throw streamDeleted(name);
        return outcome.kind === 'appended' ? success(outcome) : wrongExpectedRevision(expected, outcome.current);
      })
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(asFailure(error)),
      );
  };

const receive = async (
  call: AsyncIterable<AppendReq>,
  engine: EngineVersion,
): Promise<{ options: AppendReq.Options; events: ProposedEvent[] }> => {
  const events: ProposedEvent[] = [];
  let options: AppendReq.Options | undefined;
  let bytes = 0;
  for await (const message of call) {
    options ??= message.getOptions();
    const proposed = message.getProposedMessage();
    if (!proposed) continue;
    const event = proposedEvent(proposed);
    bytes += appendedBytes(engine, event);
    if (bytes > MAX_APPEND_BYTES) throw maximumAppendSizeExceeded(MAX_APPEND_BYTES);
    events.push(event);
  }
  if (!options) throw handlerFailed();
  return { options, events };
};

const success = ({ revision, position }: Appended): Response => {
  const result = new AppendResp.Success();
  if (revision < 0) result.setNoStream(new shared.Empty());
  else result.setCurrentRevision(String(revision));
  if (position === null) result.setNoPosition(new shared.Empty());
  else {
    const at = new AppendResp.Position();
    at.setCommitPosition(String(position));
    at.setPreparePosition(String(position));
    result.setPosition(at);
  }
  const response = new AppendResp();
  response.setSuccess(result);
  return response;
};

const wrongExpectedRevision = (expected: ExpectedRevision, current: number): Response => {
  const result = new AppendResp.WrongExpectedVersion();
  if (current < 0) result.setCurrentNoStream(new shared.Empty());
  else result.setCurrentRevision(String(current));
  if (expected === 'any') result.setExpectedAny(new shared.Empty());
  else if (expected === 'no_stream') result.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream_exists') result.setExpectedStreamExists(new shared.Empty());
  else result.setExpectedRevision(String(expected));
  const response = new AppendResp();
  response.setWrongExpectedVersion(result);
  return response;
};
