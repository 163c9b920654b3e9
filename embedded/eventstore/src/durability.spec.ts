import { describe, expect, it } from '@jest/globals';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { connect, event, inTemporaryDirectory } from './testing/eventstore.js';
import { startProcess } from './testing/process.js';

const ROUNDS = 20;
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
const write = async (client: EventStoreDBClient, writer: Writer): Promise<void> => {
  for (let n = writer.acknowledged; ; n++) {
    const expectedRevision = n === 0 ? 'no_stream' : BigInt(n - 1);
    await client.appendToStream(writer.stream, [event(n)], { expectedRevision });
    writer.acknowledged = n + 1;
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

describe('Durability (Streams.BatchAppend)', () => {
  it(`${ROUNDS} times killed under load, everything that was acknowledged is there, in order`, async () => {
    const next = random(SEED);
    const writers = Array.from({ length: WRITERS }, (_, n): Writer => ({ stream: `writer-${n}`, acknowledged: 0 }));
    const total = () => writers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
    await inTemporaryDirectory(async (directory) => {
      for (let round = 0; round < ROUNDS; round++) {
        const server = await startProcess(['--data', directory]);
        const client = connect(server.port);
        await verify(client, writers);
        const before = total();
        const goal = 10 + Math.floor(next() * 100); // kill after so many acknowledgements, with 16 appends in flight
        let kill: () => void = () => undefined;
        const enough = new Promise<void>((resolve) => (kill = resolve));
        for (const writer of writers) {
          const counting: Writer = {
            stream: writer.stream,
            get acknowledged() {
              return writer.acknowledged;
            },
            set acknowledged(count) {
              writer.acknowledged = count;
              if (total() - before >= goal) kill();
            },
          };
          write(client, counting).catch(() => undefined); // the server is killed
        }
        await enough;
        expect(await server.end('SIGKILL')).toBeNull();
        await client.dispose();
      }
      const server = await startProcess(['--data', directory]);
      const client = connect(server.port);
      await verify(client, writers);
      await client.dispose();
      await server.end('SIGTERM');
    });
    expect(total()).toBeGreaterThan(ROUNDS * 10);
  }, 90_000);
});
