import type { Server, ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { EngineVersion } from '../engine-version.js';
import { StreamsService } from '../grpc/generated.js';
import { type MessageBatch, serializeBatch } from '../grpc/message-batch.js';
import { ResponseStream } from '../grpc/response-stream.js';
import type { RunningCalls } from '../grpc/running-calls.js';
import type { EventStore } from '../store/event-store.js';
import { append } from './append.js';
import { batchAppend } from './batch-append.js';
import { deleteStream, tombstoneStream } from './delete.js';
import { readRequest } from './read-request.js';
import { read } from './read.js';
import { subscribe } from './subscription.js';

/** What Read sends is encoded already, many messages at once. */
const definition = { ...StreamsService, read: { ...StreamsService.read, responseSerialize: serializeBatch } };

/** event_store.client.streams.Streams */
export const addStreamsService = (
  server: Server,
  store: EventStore,
  calls: RunningCalls,
  engine: EngineVersion,
): void => {
  server.addService(definition, {
    append: append(store, engine),
    batchAppend: batchAppend(store, engine),
    delete: deleteStream(store),
    tombstone: tombstoneStream(store),
    read: (call: ServerWritableStream<ReadReq, MessageBatch>) => {
      const responses = new ResponseStream(call);
      const answer = async (): Promise<void> => {
        const request = readRequest(call.request.getOptions());
        await (request.count === null
          ? subscribe(store, engine, request, responses)
          : read(store.reader, request, responses));
      };
      calls.track(answer().catch((error: unknown) => responses.fail(error)));
    },
  });
};
