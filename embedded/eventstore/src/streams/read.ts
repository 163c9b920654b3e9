import { setImmediate as nextTurn } from 'node:timers/promises';
import { streamDeleted } from '../grpc/failures.js';
import type { ResponseStream } from '../grpc/response-stream.js';
import { FIRST_RECORD } from '../store/log-position.js';
import type { RecordedEvent } from '../store/recorded-event.js';
import type { StreamReader } from '../store/stream-reader.js';
import { eventResponse, streamNotFoundResponse } from './read-responses.js';
import type { ReadRequest } from './read-request.js';

const END = Number.MAX_SAFE_INTEGER;
/** A filter may let nothing through for long: others get their turn after so many events. */
const EVENTS_PER_TURN = 512;

/** Streams.Read with a count: sends what is there, and ends. */
export const read = async (reader: StreamReader, request: ReadRequest, responses: ResponseStream): Promise<void> => {
  const { stream, count, filter, resolveLinks } = request;
  const status = stream === null ? 'there' : reader.status(stream);
  if (status === 'deleted') throw streamDeleted(stream!);
  if (status === 'not-found') await responses.send(streamNotFoundResponse(stream!));
  let left = status === 'there' ? count! : 0;
  let considered = 0;
  for (const event of left > 0 ? events(reader, request) : []) {
    if (++considered % EVENTS_PER_TURN === 0) await nextTurn();
    if (!responses.open) return;
    if (filter && !filter.matches(event)) continue;
    await responses.send(eventResponse(event, resolveLinks ? reader.resolve(event) : { event, link: undefined }));
    if (--left === 0) break;
  }
  responses.end();
};

/** As in the engine, reading is inclusive, but backwards in `$all` begins below the position. */
const events = (reader: StreamReader, request: ReadRequest): Iterable<RecordedEvent> => {
  const { stream, from, backwards } = request;
  if (stream !== null) {
    const revision = from === 'start' ? 0 : from === 'end' ? END : from;
    return backwards ? reader.streamBackwards(stream, revision) : reader.streamForwards(stream, revision);
  }
  if (from === 'end') return backwards ? reader.allBackwards(END) : [];
  const { commit, prepare } = from === 'start' ? FIRST_RECORD : from;
  return backwards ? reader.allBackwards(commit) : reader.allForwards(prepare > commit ? commit + 1 : commit);
};
