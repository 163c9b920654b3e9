import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { connect, drain, event, inTemporaryDirectory, take } from './testing/eventstore.js';
import { startProcess } from './testing/process.js';

const SUBSCRIPTIONS = 200;
/** A connection has 100 calls at a time. */
const CONNECTIONS = 3;

/** A client with a connection of its own: those whose options are the same share one, and one they have is like no other's. */
const connectAlone = (port: number, n: number): EventStoreDBClient =>
  EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false&keepAliveInterval=${10_000 + n}`);

const APPENDERS = 64;
const EACH = 5;

const EVENTS = 1_000_000;
const PER_APPEND = 500;
const RESTART_MILLISECONDS = 3_000;
const ANONYMOUS_MEGABYTES = 250;

/** What the process holds in memory that is in no file, in megabytes. */
const anonymousMegabytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
};

/** Generous: how long an append may take on a busy machine is no matter of this spec. */
const PATIENT = { deadline: 120_000 };

const appendEach = async (client: EventStoreDBClient, stream: string): Promise<void> => {
  for (let n = 0; n < EACH; n++) {
    const expectedRevision = n === 0 ? 'no_stream' : BigInt(n - 1);
    await client.appendToStream(stream, event(n), { ...PATIENT, expectedRevision });
  }
};

describe('Streams.Read and Streams.BatchAppend at scale', () => {
  it(`serves ${SUBSCRIPTIONS} live subscriptions and ${APPENDERS} appenders, and one that does not read, from disk`, async () => {
    const server = await startProcess(['--mem']);
    const readers = Array.from({ length: CONNECTIONS }, (_, n) => connectAlone(server.port, n));
    const [reader, writer] = [readers[0]!, connect(server.port)];
    const total = APPENDERS * EACH;
    const slow = reader.subscribeToAll({}, { highWaterMark: 1 });
    await new Promise((resolve) => slow.once('confirmation', resolve));
    const live = Array.from({ length: SUBSCRIPTIONS }, (_, n) => readers[n % CONNECTIONS]!.subscribeToAll());
    const got = Promise.all(live.map((subscription) => take(total, subscription)));
    await Promise.all(Array.from({ length: APPENDERS }, (_, n) => appendEach(writer, `appender-${n}`)));
    const positions = (await got).map((seen) => seen.map(({ event: recorded }) => recorded!.position.commit));
    expect(positions[0]).toEqual([...positions[0]!].sort((a, b) => Number(a - b)));
    for (const seen of positions) expect(seen).toEqual(positions[0]);
    const late = (await take(total, slow)).map(({ event: recorded }) => recorded!.position.commit);
    expect(late).toEqual(positions[0]);
    await Promise.all([...live, slow].map((subscription) => subscription.unsubscribe()));
    await Promise.all([...readers, writer].map((client) => client.dispose()));
    await server.end('SIGTERM');
  }, 300_000);

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux(
    `with ${EVENTS} events of 500 bytes, starts again in no time and holds little in memory`,
    async () => {
      const batch = () =>
        Array.from({ length: PER_APPEND }, () => jsonEvent({ type: 'Baked', data: { filling: 'x'.repeat(486) } }));
      await inTemporaryDirectory(async (directory) => {
        const first = await startProcess(['--data', directory]);
        const writer = connect(first.port);
        let appends = 0;
        const fill = async (stream: string): Promise<void> => {
          while (appends++ * PER_APPEND < EVENTS) await writer.appendToStream(stream, batch(), PATIENT);
        };
        await Promise.all(Array.from({ length: 8 }, (_, n) => fill(`filled-${n}`)));
        await writer.dispose();
        await first.end('SIGTERM');

        const startedAt = performance.now();
        const second = await startProcess(['--data', directory]);
        const client = connect(second.port);
        await drain(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
        const restart = performance.now() - startedAt;
        let read = 0;
        for await (const _ of client.readAll({ maxCount: 200_000 })) read++;
        const anonymous = await anonymousMegabytes(second.child.pid!);
        process.stdout.write(`restart ${restart.toFixed(0)} ms, ${anonymous.toFixed(0)} MB anonymous\n`);
        await client.dispose();
        await second.end('SIGTERM');
        expect(read).toBe(200_000);
        expect(restart).toBeLessThan(RESTART_MILLISECONDS);
        expect(anonymous).toBeLessThan(ANONYMOUS_MEGABYTES);
      });
    },
    900_000,
  );
});
