import type { ServiceError } from '@grpc/grpc-js';
import { streamDeleted, unknown } from '../grpc/failures.js';
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
  if (count === 0) return readNothing(stream, responses);
  if (stream !== null && request.from === 'end' && !request.backwards) throw failedRead();
  const status = stream === null ? 'there' : reader.status(stream);
  if (status === 'deleted') throw streamDeleted(stream!);
  if (status === 'not-found') await responses.send(streamNotFoundResponse(stream!));
  let left = count!;
  let considered = 0;
  for (const event of status === 'there' ? events(reader, request) : []) {
    if (++considered % EVENTS_PER_TURN === 0) await responses.pause();
    if (!responses.open) return;
    if (filter && !filter.matches(event)) continue;
    const resolved = resolveLinks ? reader.resolve(event) : { event, link: undefined };
    const full = responses.send(eventResponse(event, resolved));
    if (full) await full;
    if (--left === 0) break;
  }
  responses.end();
};

const failedRead = (): ServiceError => unknown('Unexpected ReadStreamResult: Error');

/** The engine refuses to read nothing of a stream; of `$all` it reads nothing, again and again, until the client goes. */
const readNothing = async (stream: string | null, responses: ResponseStream): Promise<void> => {
  if (stream !== null) throw failedRead();
  while (responses.open) await responses.waitForNews();
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
  checkPosition(reader, request, commit);
  if (!backwards) return reader.allForwards(commit);
  return prepare < commit ? withoutFirst(reader.allBackwards(commit)) : reader.allBackwards(commit);
};

function* withoutFirst(events: Generator<RecordedEvent>): Generator<RecordedEvent> {
  events.next();
  yield* events;
}

/** Forwards, everything beyond the end is the end; backwards, only the place where the next event will be. */
const checkPosition = (reader: StreamReader, { backwards, filter }: ReadRequest, position: number): void => {
  const isEnd = backwards ? position === reader.nextPosition : position > reader.lastPosition;
  if (isEnd || reader.isPosition(position)) return;
  const reason = position > reader.nextPosition ? 'Error' : 'InvalidPosition';
  throw unknown(`Unexpected ${filter ? 'Filtered' : ''}ReadAllResult: ${reason}`);
};
