import { StreamDeletedError, type JSONRecordedEvent, type ResolvedEvent } from '@eventstore/db-client';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { type LookedUp, type LookUp, numbersOf, type Position, positionOf, type Witness } from '@doremi/event-sourcing';
import { isInvalidPosition } from './engine-faults.js';
import type { EventStoreConnection } from './connection/connection.js';
import { logRead, streamRead } from './connection/read-messages.js';

type Event = NonNullable<ResolvedEvent['event']>;

const GONE: LookedUp = { kind: 'gone' };
const NEVER: LookedUp = { kind: 'never' };

/** The position of the newest event of all, the engine's own too, as the leader has it; null in an empty store. */
export const endOf = async (connection: EventStoreConnection): Promise<Position | null> => {
  const [last] = await connection.callUntilKnown((node) => node.read(logRead('end', 1)));
  const position = last?.event?.position;
  return position ? positionOf(position.commit, position.prepare) : null;
};

/** Look-ups over a connection. */
export const lookUpOn = (connection: EventStoreConnection): LookUp =>
  lookUpBy((request) => connection.callUntilKnown((node, sign) => node.read(request, sign)));

/** Look-ups by reads of the leader; a stream that is not there has no events. */
export const lookUpBy = (read: (request: ReadReq) => Promise<ResolvedEvent[]>): LookUp => {
  const firstOf = async (request: ReadReq): Promise<Event | undefined> => (await read(request))[0]?.event;

  return {
    /**
     * Where something was taken away, the server goes on to the next event without a word; where nothing was, and no event
     * begins there, it says so.
     */
    eventAt: async (position) => {
      try {
        const event = await firstOf(logRead(position, 1));
        return event?.position?.commit === numbersOf(position).commit ? there(event) : GONE;
      } catch (error) {
        if (isInvalidPosition(error)) return NEVER;
        throw error;
      }
    },
    revisionOf: async (stream, revision) => {
      try {
        const event = await firstOf(streamRead({ stream, from: revision, limit: 1 }));
        if (event) return event.revision === BigInt(revision) ? there(event) : GONE;
        // Nothing takes away a stream's newest events and leaves those before.
        if (await firstOf(streamRead({ stream, from: 'end', limit: 1 }))) return NEVER;
        const metadata = await firstOf(streamRead({ stream: `$$${stream}`, from: 'end', limit: 1 }));
        return mayHaveLost(metadata) ? GONE : NEVER;
      } catch (error) {
        if (error instanceof StreamDeletedError) return GONE;
        throw error;
      }
    },
  };
};

/** Whether a stream's metadata lets events go: it was deleted, cut off, or keeps them for a time or in a number only. */
const mayHaveLost = (metadata: Event | undefined): boolean => {
  const said = (metadata as JSONRecordedEvent | undefined)?.data as Record<string, unknown> | undefined;
  return ['$tb', '$maxAge', '$maxCount'].some((limit) => said?.[limit] !== undefined);
};

const there = ({ id, streamId: stream, revision, position }: Event): LookedUp => {
  const event: Witness = {
    id,
    stream,
    revision: Number(revision),
    position: positionOf(position?.commit ?? 0n, position?.prepare ?? 0n),
  };
  return { kind: 'there', event };
};
