import { randomUUID } from 'node:crypto';
import type { EngineVersion } from '../engine-version.js';
import { invalidPosition, streamDeleted } from '../grpc/failures.js';
import type { ResponseStream } from '../grpc/response-stream.js';
import type { EventStore } from '../store/event-store.js';
import { BEFORE_ALL, passedAt, placeOf } from '../store/log-position.js';
import type { RecordedEvent } from '../store/recorded-event.js';
import type { StreamReader } from '../store/stream-reader.js';
import { Checkpoints } from './checkpoints.js';
import { caughtUpResponse, checkpointResponse, confirmationResponse, eventResponse } from './read-responses.js';
import type { ReadRequest, ReadSource } from './read-request.js';

const EVENTS_PER_TURN = 512;

/** What is subscribed to. A cursor is a position of `$all` or a revision of a stream. */
interface Source {
  /** The cursor after which reading begins. */
  readonly begin: number;
  /** The cursor of the last event that the client has. The engine reads that one again, and counts it as looked at. */
  readonly known: number;
  after(cursor: number): Iterable<RecordedEvent>;
  cursorOf(event: RecordedEvent): number;
}

/**
 * Streams.Read without a count: confirmation, the events there are, caught-up, then events as they come. A filtered one
 * sends checkpoints in between, so that its reader can move on over what does not match. Every event is read from the
 * store when the client is ready for it, so a slow client costs no memory.
 */
export const subscribe = async (
  store: EventStore,
  engine: EngineVersion,
  request: ReadRequest,
  responses: ResponseStream,
): Promise<void> => {
  const { filter, resolveLinks } = request;
  const { reader } = store;
  const source = sourceOf(reader, request);
  const checkpoints = checkpointsOf(reader, engine, request);
  let cursor = source.begin;
  let considered = 0;

  const sendNewEvents = async (): Promise<void> => {
    for (const event of source.after(cursor)) {
      if (!responses.open) return;
      cursor = source.cursorOf(event);
      const matches = cursor > source.known && (filter === null || filter.matches(event));
      if (matches) {
        const resolved = resolveLinks ? reader.resolve(event) : { event, link: undefined };
        const full = responses.send(eventResponse(event, resolved));
        if (full) await full;
      }
      if (++considered % EVENTS_PER_TURN === 0) await responses.pause();
      const checkpoint = checkpoints?.after(event.position, matches);
      if (checkpoint) await responses.send(checkpointResponse(checkpoint));
    }
  };

  const unsubscribe = store.onCommit(() => responses.notify());
  try {
    await responses.send(confirmationResponse(randomUUID()));
    if (!isReadable(reader, request)) throw invalidPosition();
    await sendNewEvents();
    const checkpoint = checkpoints?.caughtUp();
    if (checkpoint) await responses.send(checkpointResponse(checkpoint));
    await responses.send(caughtUpResponse());
    for (await responses.waitForNews(); responses.open; await responses.waitForNews()) await sendNewEvents();
  } finally {
    unsubscribe();
  }
};

/** A place in the log where reading can begin. The engine does not look at one that is beyond the end. */
const isReadable = (reader: StreamReader, { stream, from }: ReadSource): boolean =>
  stream !== null ||
  typeof from === 'string' ||
  passedAt(from) >= reader.lastPosition ||
  reader.isPosition(from.commit);

const sourceOf = (reader: StreamReader, { stream, from }: ReadSource): Source => {
  if (stream === null) {
    const known = from === 'start' ? -1 : from === 'end' ? reader.lastPosition : passedAt(from);
    return {
      known,
      begin: known < reader.lastPosition ? known - 1 : known,
      after: (cursor) => reader.allForwards(cursor + 1),
      cursorOf: (event) => event.position,
    };
  }
  const known = from === 'start' ? -1 : from === 'end' ? reader.lastRevision(stream) : from;
  return {
    known,
    begin: known,
    after: (cursor) => {
      if (reader.status(stream) === 'deleted') throw streamDeleted(stream);
      return reader.streamForwards(stream, cursor + 1);
    },
    cursorOf: (event) => event.revision,
  };
};

const checkpointsOf = (reader: StreamReader, engine: EngineVersion, request: ReadRequest): Checkpoints | undefined => {
  const { stream, from, filter } = request;
  if (stream !== null || !filter) return undefined;
  const { lastPosition } = reader;
  const begin = from === 'start' ? BEFORE_ALL : from === 'end' ? placeOf(lastPosition) : from;
  return new Checkpoints(engine, filter.window, filter.checkpointMultiplier, begin, lastPosition);
};
