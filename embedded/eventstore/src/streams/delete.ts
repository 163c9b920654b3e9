import type { handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import { asFailure, streamDeleted, wrongExpectedVersion, handlerFailed } from '../grpc/failures.js';
import { streams } from '../grpc/generated.js';
import { streamName } from '../grpc/identifiers.js';
import type { EventStore } from '../store/event-store.js';
import { expectedRevision } from './expected-revision.js';

const NUMBER_OF = { any: -2, no_stream: -1, stream_exists: -4 } as const;

/** Deletes and returns the position of the event that says so. */
const deletion = async (
  store: EventStore,
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
  forGood: boolean,
): Promise<string> => {
  if (!options) throw handlerFailed();
  const stream = streamName(options.getStreamIdentifier());
  const expected = expectedRevision(options, options.hasRevision() ? options.getRevision() : undefined);
  const outcome = await store.delete(stream, expected, forGood);
  if (outcome.kind === 'stream-deleted') throw streamDeleted(stream);
  if (outcome.kind === 'appended') return String(outcome.position);
  const number = typeof expected === 'number' ? expected : NUMBER_OF[expected];
  throw wrongExpectedVersion('Delete', stream, number, outcome.current);
};

const answer = <Response>(
  position: Promise<string>,
  respond: (position: string) => Response,
  callback: sendUnaryData<Response>,
): void => {
  position.then(respond).then(
    (response) => callback(null, response),
    (error: unknown) => callback(asFailure(error)),
  );
};

/** Streams.Delete: the stream can be written again, its revisions go on. */
export const deleteStream =
  (store: EventStore): handleUnaryCall<DeleteReq, DeleteResp> =>
  (call, callback) => {
    const respond = (at: string): DeleteResp => {
      const position = new streams.DeleteResp.Position();
      position.setCommitPosition(at);
      position.setPreparePosition(at);
      const response = new streams.DeleteResp();
      response.setPosition(position);
      return response;
    };
    answer(deletion(store, call.request.getOptions(), false), respond, callback);
  };

/** Streams.Tombstone: the stream is gone for good. */
export const tombstoneStream =
  (store: EventStore): handleUnaryCall<TombstoneReq, TombstoneResp> =>
  (call, callback) => {
    const respond = (at: string): TombstoneResp => {
      const position = new streams.TombstoneResp.Position();
      position.setCommitPosition(at);
      position.setPreparePosition(at);
      const response = new streams.TombstoneResp();
      response.setPosition(position);
      return response;
    };
    answer(deletion(store, call.request.getOptions(), true), respond, callback);
  };
