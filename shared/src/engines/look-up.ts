import {
  BACKWARDS,
  END,
  FORWARDS,
  StreamDeletedError,
  StreamNotFoundError,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { numbersOf, positionOf, type Position } from '../kernel/position.js';
import type { LookedUp, Witness } from './event-store.js';

/** What the client knows of an event, ours or not. */
interface Known {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly position?: { readonly commit: bigint; readonly prepare: bigint };
}

interface Resolved {
  readonly event?: Known;
}

const ONE = { maxCount: 1, requiresLeader: true } as const;
const GONE: LookedUp = { kind: 'gone' };
const NEVER: LookedUp = { kind: 'never' };

/**
 * What stands at exactly this place. Where something was taken away, the server goes on to the next event without a word;
 * where nothing was, and no event begins there, it says so.
 */
export const eventAt = async (client: EventStoreDBClient, position: Position, deadline: number): Promise<LookedUp> => {
  const fromPosition = numbersOf(position);
  try {
    const event = await firstOf(client.readAll({ ...ONE, direction: FORWARDS, fromPosition, deadline }));
    return event?.position?.commit === fromPosition.commit ? there(event) : GONE;
  } catch (error) {
    if (isInvalidPosition(error)) return NEVER;
    throw error;
  }
};

/** What stands in a stream at this revision, and if nothing does, whether the stream explains that. */
export const revisionOf = async (
  client: EventStoreDBClient,
  stream: string,
  revision: number,
  deadline: number,
): Promise<LookedUp> => {
  const read = (options: { readonly direction: 'forwards' | 'backwards'; readonly fromRevision: bigint | 'end' }) =>
    firstOf(client.readStream(stream, { ...ONE, ...options, deadline }));
  try {
    const event = await read({ direction: FORWARDS, fromRevision: BigInt(revision) });
    if (event) return event.revision === BigInt(revision) ? there(event) : GONE;
    // Nothing takes away a stream's newest events and leaves those before.
    if (await read({ direction: BACKWARDS, fromRevision: END })) return NEVER;
  } catch (error) {
    if (error instanceof StreamDeletedError) return GONE;
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return (await mayHaveLost(client, stream, deadline)) ? GONE : NEVER;
};

/** Whether the stream's metadata lets events go: it was deleted, cut off, or keeps them for a time or in a number only. */
const mayHaveLost = async (client: EventStoreDBClient, stream: string, deadline: number): Promise<boolean> => {
  try {
    const { metadata } = await client.getStreamMetadata(stream, { requiresLeader: true, deadline });
    return [metadata?.truncateBefore, metadata?.maxAge, metadata?.maxCount].some((limit) => limit !== undefined);
  } catch (error) {
    if (error instanceof StreamDeletedError) return true;
    throw error;
  }
};

/** Whether the server says that no event begins at a position; it uses other words for reads than for subscriptions. */
export const isInvalidPosition = (error: unknown): boolean =>
  error instanceof Error && /invalid ?position/i.test(error.message);

const firstOf = async (events: AsyncIterable<Resolved>): Promise<Known | undefined> => {
  for await (const { event } of events) return event;
  return undefined;
};

const there = ({ id, streamId: stream, revision, position }: Known): LookedUp => {
  const event: Witness = {
    id,
    stream,
    revision: Number(revision),
    position: positionOf(position?.commit ?? 0n, position?.prepare ?? 0n),
  };
  return { kind: 'there', event };
};
