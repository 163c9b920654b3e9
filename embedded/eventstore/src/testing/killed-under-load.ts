import type { EventStoreDBClient } from '@eventstore/db-client';
import { connect, event } from './eventstore.js';
import { startProcess } from './process.js';

const WRITERS = 16;
const SEED = 20_240_229;

/** A small generator of pseudo-random numbers in [0, 1), so that a failure can be had again. */
const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/** What a writer knows of its stream: how many of its events were acknowledged. */
interface Writer {
  readonly stream: string;
  acknowledged: number;
}

/** Writes numbered events, one after the other, until the server is gone. */
const write = async (client: EventStoreDBClient, writer: Writer, done: () => void): Promise<void> => {
  for (let n = writer.acknowledged; ; n++) {
    const expectedRevision = n === 0 ? 'no_stream' : BigInt(n - 1);
    await client.appendToStream(writer.stream, [event(n)], { expectedRevision });
    writer.acknowledged = n + 1;
    done();
  }
};

/** Reads everything and compares it with what was acknowledged; the writers go on from what is there. */
const verify = async (client: EventStoreDBClient, writers: readonly Writer[]): Promise<void> => {
  const seen = new Map(writers.map(({ stream }) => [stream, 0]));
  let last = -1n;
  for await (const { event: recorded, commitPosition } of client.readAll()) {
    const { streamId, revision, data } = recorded!;
    const next = seen.get(streamId)!;
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

/** Lets all of them write until `goal` more events are acknowledged, then kills the server with the rest in flight. */
const killAfter = async (goal: number, directory: string, writers: readonly Writer[]): Promise<void> => {
  const server = await startProcess(['--data', directory]);
  const client = connect(server.port);
  await verify(client, writers);
  let left = goal;
  await new Promise<void>((resolve) => {
    const acknowledged = () => --left === 0 && resolve();
    for (const writer of writers) write(client, writer, acknowledged).catch(() => undefined); // the server is killed
  });
  if ((await server.end('SIGKILL')) !== null) throw new Error('the server ended before it was killed');
  await client.dispose();
};

/**
 * Kills the server so many times at a moment of a random kind, each time with 16 appends in flight, and looks each time
 * whether everything that was acknowledged is there, in order. Throws when it is not; returns how many events there are.
 */
export const killUnderLoad = async (rounds: number, directory: string): Promise<number> => {
  const next = random(SEED);
  const writers = Array.from({ length: WRITERS }, (_, n): Writer => ({ stream: `writer-${n}`, acknowledged: 0 }));
  for (let round = 0; round < rounds; round++) await killAfter(10 + Math.floor(next() * 100), directory, writers);
  const server = await startProcess(['--data', directory]);
  const client = connect(server.port);
  await verify(client, writers);
  await client.dispose();
  await server.end('SIGTERM');
  return writers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
};
