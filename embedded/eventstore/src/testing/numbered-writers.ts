import type { EventStoreDBClient } from '@eventstore/db-client';
import { event } from './eventstore.js';

/** What a writer knows of its stream: how many of its events were acknowledged. */
export interface Writer {
  readonly stream: string;
  acknowledged: number;
}

export const writersOf = (count: number): Writer[] =>
  Array.from({ length: count }, (_, n) => ({ stream: `writer-${n}`, acknowledged: 0 }));

export const acknowledgedBy = (writers: readonly Writer[]): number =>
  writers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);

type AppendOptions = Parameters<EventStoreDBClient['appendToStream']>[2];

/** Writes numbered events, one after the other, until one is not acknowledged: with that it rejects. */
export const write = async (
  client: EventStoreDBClient,
  writer: Writer,
  done: () => void,
  options: AppendOptions = {},
): Promise<never> => {
  for (let n = writer.acknowledged; ; n++) {
    const expectedRevision = n === 0 ? 'no_stream' : BigInt(n - 1);
    await client.appendToStream(writer.stream, [event(n)], { ...options, expectedRevision });
    writer.acknowledged = n + 1;
    done();
  }
};

/**
 * Reads everything and compares it with what was acknowledged; throws when something is missing, doubled or out of order.
 * The writers go on from what is there.
 */
export const verify = async (client: EventStoreDBClient, writers: readonly Writer[]): Promise<void> => {
  const seen = new Map(writers.map(({ stream }) => [stream, 0]));
  let last = -1n;
  for await (const { event: recorded, commitPosition } of client.readAll()) {
    const { streamId, revision, data } = recorded!;
    const next = seen.get(streamId);
    if (next === undefined) continue; // somebody else's
    if (commitPosition! <= last || revision !== BigInt(next) || (data as { n: number }).n !== next) {
      throw new Error(`${streamId} at ${commitPosition}: revision ${revision} where ${next} was expected`);
    }
    last = commitPosition!;
    seen.set(streamId, next + 1);
  }
  for (const writer of writers) {
    const there = seen.get(writer.stream)!;
    if (there < writer.acknowledged) throw new Error(`${writer.stream}: ${there} of ${writer.acknowledged}`);
    writer.acknowledged = there;
  }
};
