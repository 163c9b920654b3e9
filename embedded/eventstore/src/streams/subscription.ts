import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { streamDeleted } from '../grpc/failures.js';
import type { ResponseStream } from '../grpc/response-stream.js';
import type { EventStore } from '../store/event-store.js';
import type { RecordedEvent } from '../store/recorded-event.js';
import type { StreamReader } from '../store/stream-reader.js';
import { caughtUpResponse, checkpointResponse, confirmationResponse, eventResponse } from './read-responses.js';
import type { ReadRequest } from './read-request.js';

const EVENTS_PER_TURN = 512;

/** What is subscribed to. A cursor is a position of `$all` or a revision of a stream. */
interface Source {
  /** The cursor of the last event there is; -1 when there is none. */
  last(): number;
  after(cursor: number): Iterable<RecordedEvent>;
  cursorOf(event: RecordedEvent): number;
}

/**
 * Streams.Read without a count: confirmation, the events there are, caught-up, then events as they come. A filtered one
 * sends checkpoints in between, so that its reader can move on over what does not match. Every event is read from the
 * store when the client is ready for it, so a slow client costs no memory.
 */
export const subscribe = async (store: EventStore, request: ReadRequest, responses: ResponseStream): Promise<void> => {
  const { from, matches, checkpointInterval, resolveLinks } = request;
  const { reader } = store;
  const source = sourceOf(reader, request.stream);
  let cursor = from === 'start' ? -1 : from === 'end' ? source.last() : from;
  let considered = 0;
  let lastCheckpoint = -1;

  const checkpoint = async (position: number): Promise<void> => {
    if (position <= lastCheckpoint) return;
    lastCheckpoint = position;
    await responses.send(checkpointResponse(position));
  };
  const sendNewEvents = async (): Promise<void> => {
    for (const event of source.after(cursor)) {
      if (!responses.open) return;
      cursor = source.cursorOf(event);
      if (matches(event)) {
        await responses.send(eventResponse(event, resolveLinks ? reader.resolve(event) : { event, link: undefined }));
      }
      if (++considered % EVENTS_PER_TURN === 0) await nextTurn();
      if (checkpointInterval !== null && considered % checkpointInterval === 0) await checkpoint(cursor);
    }
  };

  const unsubscribe = store.onCommit(() => responses.notify());
  try {
    await responses.send(confirmationResponse(randomUUID()));
    await sendNewEvents();
    if (checkpointInterval !== null && cursor >= 0) await checkpoint(cursor);
    await responses.send(caughtUpResponse());
    for (await responses.waitForNews(); responses.open; await responses.waitForNews()) await sendNewEvents();
  } finally {
    unsubscribe();
  }
};

const sourceOf = (reader: StreamReader, stream: string | null): Source =>
  stream === null
    ? {
        last: () => reader.lastPosition,
        after: (cursor) => reader.allForwards(cursor + 1),
        cursorOf: (event) => event.position,
      }
    : {
        last: () => reader.lastRevision(stream),
        after: (cursor) => {
          if (reader.status(stream) === 'deleted') throw streamDeleted(stream);
          return reader.streamForwards(stream, cursor + 1);
        },
        cursorOf: (event) => event.revision,
      };
